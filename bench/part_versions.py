"""Freezing a plan of five thousand elements and comparing two versions, beside reading and hashing the same rows."""

import hashlib
from collections.abc import Iterator
from datetime import date

import orjson
from django.db import transaction

from bench.alone import Figures, Measured, Work, run_alone
from bench.databases import drop_database, fresh_database
from bench.part_imports import DATABASE, SLUG
from bench.table import Row, memory, seconds
from bench.town import build_town
from bench.town_file import plan_file
from rodtrad.accounts.models import User
from rodtrad.core.text import sort_key
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.models import Element, Placement, PlanFramework
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.planning.comparing import compare
from rodtrad.planning.content import read_content
from rodtrad.planning.operations.freeze import freeze
from rodtrad.plans.models import LOCKED, Plan, Version, VersionLabel

ELEMENTS = 5_000
#: One element in so many is reworded between the two versions, and one in so many is taken out or new.
REWORDED, EXCHANGED = 10, 50
LONGEST = 1.5
DAY = date(2026, 3, 2)
KEY = "stor-plan"
_DESCRIPTION = (
    "Kommunen prioriterer utbygging der folk kan gå, sykle og reise kollektivt. Grønne områder tas vare på. "
)


def measure(size: int) -> Iterator[Row]:
    count = min(ELEMENTS, size)
    fresh_database(DATABASE)
    _alone("prepare", count=count)
    froze, bare = _alone("freeze_it"), _alone("bare_rows")
    yield _row(
        f"freezing a plan of {count} elements", froze, bare, f"{froze.figures['bytes'] / 2**20:.1f} MB"
    )
    _alone("change", count=count)
    compared, read = _alone("compare_them"), _alone("bare_reading")
    yield _row(f"comparing two versions of {count}", compared, read, f"{compared.figures['differ']} differ")
    drop_database(DATABASE)


def _alone(function: str, **arguments: object) -> Measured:
    return run_alone("bench.part_versions", function, database=DATABASE, **arguments)


def _row(what: str, ours: Measured, bare: Measured, note: str) -> Row:
    return Row(
        what,
        seconds(ours.seconds),
        memory(ours.peak, ours.added),
        seconds(bare.seconds),
        f"{ours.seconds / bare.seconds:.1f}×",
        {f"≤ {LONGEST} s": ours.seconds <= LONGEST},
        note,
    )


def prepare(count: int) -> Work:
    def work() -> Figures:
        import_plan_file(content=plan_file(build_town(SLUG, 1_000)))
        root = Root.objects.get(slug=SLUG)
        with transaction.atomic():
            model = (
                Element.objects.filter(root=root).exclude(plan__status__in=LOCKED).select_related("plan")[0]
            )
            plan = Plan.objects.create(root=root, key=KEY, type=model.plan.type, title="Den store planen")
            PlanFramework.objects.create(root=root, plan=plan, framework=model.framework)
            _fill(plan, model, range(count))
            top = Organisation.objects.get(root=root, parent__isnull=True)
            user = User.objects.create_user("godkjenner@benk.example", "Godkjenner")
            Role.objects.create(root=root, user=user, organisation=top, kind=RoleKind.APPROVER)
        return {}

    return work


def _fill(plan: Plan, model: Element, numbers: range) -> None:
    elements = [
        Element(
            root=plan.root, plan=plan, framework=model.framework, level=model.level, key=f"stor-{number}",
            title=f"Bygge nummer {number}", sort_key=sort_key(f"Bygge nummer {number}"),
            description=_DESCRIPTION * 3,
        )
        for number in numbers
    ]  # fmt: skip
    Element.objects.bulk_create(elements)
    Placement.objects.bulk_create(
        Placement(
            root=plan.root, plan=plan, element=one, level=model.level, number=str(number), position=number
        )
        for number, one in zip(numbers, elements, strict=True)
    )


def _plan() -> Plan:
    return Plan.objects.get(root__slug=SLUG, key=KEY)


def freeze_it() -> Work:
    plan, user = _plan(), User.objects.get(email="godkjenner@benk.example")

    def work() -> Figures:
        made = freeze(actor=user, plan=plan, label=VersionLabel.HEARING, day=DAY)
        return {"bytes": len(made.content)}

    return work


def bare_rows() -> Work:
    plan = _plan()

    def work() -> Figures:
        rows = Placement.objects.filter(plan=plan).order_by("position")
        told = list(rows.values("number", "element__key", "element__title", "element__description"))
        return {"digest": hashlib.sha256(orjson.dumps(told)).hexdigest()}

    return work


def change(count: int) -> Work:
    plan, user = _plan(), User.objects.get(email="godkjenner@benk.example")

    def work() -> Figures:
        with transaction.atomic():
            own = list(Element.objects.filter(plan=plan).order_by("pk"))
            for one in own[::REWORDED]:
                one.description = one.description.replace("sykle og reise", "sykle, kjøre elbil og reise", 1)
            Element.objects.bulk_update(own[::REWORDED], ["description"], batch_size=500)
            gone = own[1::EXCHANGED]
            Placement.objects.filter(element__in=gone).delete()
            Element.objects.filter(pk__in=[one.pk for one in gone]).delete()
            _fill(plan, own[0], range(count, count + count // EXCHANGED))
        freeze(actor=user, plan=plan, label=VersionLabel.HEARING, day=DAY)
        return {}

    return work


def _contents() -> list[bytes]:
    rows = Version.objects.filter(plan=_plan()).order_by("number").values_list("content", flat=True)
    return [bytes(one) for one in rows]


def compare_them() -> Work:
    def work() -> Figures:
        before, after = (read_content(one) for one in _contents())
        return {"differ": len(compare(before, after).elements)}

    return work


def bare_reading() -> Work:
    """Read both versions and tell which elements are not the same, without saying how."""

    def work() -> Figures:
        before, after = ({one["id"]: one for one in orjson.loads(text)["elements"]} for text in _contents())
        return {"differ": sum(before.get(name) != one for name, one in after.items())}

    return work
