"""Read what the thread hangs on: organisations, sources, levels, plans."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from rodtrad.core.models import Visibility
from rodtrad.core.moments import Question, Rows
from rodtrad.core.trilingual import Trilingual
from rodtrad.goals.models import Level, LevelRule
from rodtrad.goals.snapshot.records import LevelRecord, OrganisationRecord, PlanRecord
from rodtrad.goals.snapshot.structure import Row
from rodtrad.organisations.models import Organisation, Source
from rodtrad.plans.models import Plan

LEVEL_COLUMNS = (
    "id", "framework_id", "key", "role", "title_style", "optional", "in_source", "position",
    "framework__asks_for_sdg", "root_id", "one_nb", "one_nn", "one_en", "many_nb", "many_nn", "many_en",
)  # fmt: skip


def text_id(identity: UUID | None) -> str | None:
    return str(identity) if identity else None


def ask_organisations(root_id: UUID) -> Question:
    columns = ("id", "key", "name", "parent_id", "valid_from", "valid_to", "successor_id", "root__visibility")
    return Organisation.objects.filter(root_id=root_id).order_by().values_list(*columns)


def read_organisations(rows: Rows) -> tuple[int, dict[str, OrganisationRecord]]:
    """Return the root's visibility and its organisations by id."""
    visibility: int = Visibility.PUBLIC
    found = {}
    for *row, of_root in rows:
        visibility = of_root
        found[str(row[0])] = OrganisationRecord(*row)
    return visibility, found


def ask_sources(root_id: UUID) -> Question:
    return Source.objects.filter(root_id=root_id).order_by().values_list("id", "title")


def read_sources(rows: Rows) -> dict[str, str]:
    """Return the titles of the root's sources by id."""
    return {str(identity): title for identity, title in rows}


def ask_levels(root_id: UUID) -> Question:
    """Ask for the levels of the root's frameworks, and those of a region or member that they meet in rules."""
    near = Q(root_id=root_id) | Q(rules_down__child__root_id=root_id) | Q(rules_up__parent__root_id=root_id)
    return Level.objects.filter(near).order_by().distinct().values_list(*LEVEL_COLUMNS)


def read_levels(rows: Rows) -> Iterator[LevelRecord]:
    return map(level_record, rows)


def level_record(row: tuple[Any, ...]) -> LevelRecord:
    """Make a level of a row of `LEVEL_COLUMNS`."""
    identity, framework, key, role, style, optional, in_source, position, asks, root, *names = row
    return LevelRecord(
        str(identity), str(framework), key, role, Trilingual(*names[:3]), Trilingual(*names[3:]),
        style, optional, in_source, position, asks, str(root),
    )  # fmt: skip


def ask_rules(root_id: UUID) -> Question:
    near = Q(child__root_id=root_id) | Q(parent__root_id=root_id)
    rows = LevelRule.objects.filter(near).order_by("child_id", "parent_id", "kind")
    return rows.values_list("child_id", "parent_id", "kind", "normal")


def read_rules(rows: Rows) -> Iterator[Row]:
    for child, parent, kind, normal in rows:
        yield str(child), str(parent), kind, normal


def ask_plans(root_id: UUID) -> Question:
    columns = (
        "id", "key", "type", "title", "status", "from_year", "to_year", "owner_id", "parent_id",
        "replaces_id", "visibility", "origin", "source_id", "place", "position",
        "horizon_years", "in_force_from", "review_due",
    )  # fmt: skip
    return Plan.objects.filter(root_id=root_id).order_by("position", "key").values_list(*columns)


def read_plans(
    rows: Rows, organisations: Mapping[str, OrganisationRecord], sources: Mapping[str, str]
) -> dict[str, PlanRecord]:
    found = {}
    for row in rows:
        identity, key, kind, title, status, start, end, owner, parent, replaces, *rest = row
        visibility, origin, source, place, position, horizon, in_force_from, review_due = rest
        found[str(identity)] = PlanRecord(
            str(identity), key, kind, title, status, start, end, organisations.get(str(owner)),
            text_id(parent), text_id(replaces), visibility, origin, sources.get(str(source), ""), place,
            position, horizon_years=horizon, in_force_from=in_force_from, review_due=review_due,
        )  # fmt: skip
    return found
