"""The e-mails about plans: to whom, and in which words. Each is written for what its reader may see."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.accounts.queries import letter_addresses
from rodtrad.cases.models import Case
from rodtrad.cases.queries.cases import visible_cases
from rodtrad.core.outbox.kinds import Announced, Letter
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.queries.receivers import receivers_of, seers_of
from rodtrad.planning.queries.versions import visible_versions
from rodtrad.plans.models import Plan, Version, VersionMark
from rodtrad.plans.queries import visible_plans

#: Finds the subject and the paragraphs for one viewer; None when there is nothing to tell them.
Write: TypeAlias = Callable[[Plan, Viewer, Mapping[str, Any]], tuple[str, list[str]] | None]


class PlanTelling:
    """Tells of one kind of thing that happens to a plan (core.outbox.kinds)."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def receivers(self, message: Announced) -> set[UUID]:
        """Return who is told; who is told of the plan that took over is not told of this one as well."""
        plan = _plan(message.payload["plan"])
        if plan is None:
            return set()
        successor = _plan(message.payload.get("by"))
        return receivers_of(plan) - (receivers_of(successor) if successor else set())

    def letters(self, message: Announced, people: Collection[UUID]) -> dict[UUID, Letter]:
        plan = _plan(message.payload["plan"])
        if plan is None:
            return {}
        addresses = letter_addresses(self.receivers(message).intersection(people))
        viewers = seers_of(plan, addresses)
        with translation.override(plan.root.language):
            told = {one: self._write(plan, one, message.payload) for one in set(viewers.values())}
            return {
                person: Letter(addresses[person], words[0], _body(plan, words[1]))
                for person, viewer in viewers.items()
                if (words := told[viewer])
            }


def _plan(identity: str | None) -> Plan | None:
    return Plan.objects.select_related("root").filter(pk=identity).first() if identity else None


def _body(plan: Plan, paragraphs: list[str]) -> str:
    why = _(
        "Du får denne e-posten fordi du har en rolle i %(root)s som gjelder planen. "
        "Vil du ikke ha slike e-poster, slår du dem av på Min side:"
    )
    if plan.is_example:
        paragraphs = [*paragraphs, _("Planen er et eksempel.")]
    last = f"{why % {'root': plan.root.name}}\n{_address('account')}#varsler"
    return "\n\n".join([*paragraphs, last]) + "\n"


def _address(name: str, *arguments: Any) -> str:
    return settings.SITE_ADDRESS.rstrip("/") + reverse(name, args=arguments)


def _at(words: str, address: str) -> str:
    return f"{words}\n{address}"


def read_it(plan: Plan) -> str:
    return _at(_("Les planen:"), _address("plan", plan.root.slug, plan.key))


def version_told(plan: Plan, viewer: Viewer, number: int | None) -> Version | None:
    return visible_versions(plan.root, viewer).filter(plan=plan, number=number).first() if number else None


def write_adopted(plan: Plan, viewer: Viewer, told: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Say what was adopted, when, in which case, what it took over from, and where to see what the hearing changed."""
    version = version_told(plan, viewer, told["version"])
    if version is None or VersionMark.objects.filter(version=version).exists():
        return None  # it was taken back before the letter went; another tells of that
    paragraphs = [_adopted_in(plan, version, viewer)]
    ended = visible_plans(plan.root, viewer).filter(pk__in=told["ended"])
    if titles := [f"«{one.title}»" for one in ended]:
        words = ngettext("Den erstatter denne planen, som er opphevet:",
                         "Den erstatter disse planene, som er opphevet:", len(titles))  # fmt: skip
        paragraphs.append("\n".join([words, *titles]))
    paragraphs.append(read_it(plan))
    heard = version_told(plan, viewer, told["heard"])
    if heard is not None:
        compared = _address("compare_versions", plan.root.slug, plan.key)
        paragraphs.append(
            _at(_("Se hva som er endret siden utkastet som var på høring:"),
                f"{compared}?fra={heard.number}&til={version.number}")
        )  # fmt: skip
    return _("Vedtatt: %s") % plan.title, paragraphs


def _adopted_in(plan: Plan, version: Version, viewer: Viewer) -> str:
    told = {"title": plan.title, "day": date_format(version.date, "j. F Y")}
    case = case_of(version, viewer)
    if case is None:
        return _("«%(title)s» ble vedtatt %(day)s.") % told
    return _("«%(title)s» ble vedtatt %(day)s i sak %(case)s.") % {**told, "case": case.number}


def case_of(version: Version, viewer: Viewer) -> Case | None:
    """Return the case of the version when the viewer may see it."""
    return visible_cases(version.root, viewer).filter(versions=version).first()


def write_repealed(plan: Plan, viewer: Viewer, told: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Say that the plan is repealed, from which day, and what came in its place."""
    if plan.ended_on is None:
        return None  # it has been taken up again
    words = _("«%(title)s» er opphevet fra %(day)s.")
    paragraphs = [words % {"title": plan.title, "day": date_format(plan.ended_on, "j. F Y")}]
    successor = visible_plans(plan.root, viewer).filter(pk=told["by"]).first() if told["by"] else None
    if successor is not None:
        paragraphs.append(_("«%s» er vedtatt i stedet.") % successor.title)
    return _("Opphevet: %s") % plan.title, [*paragraphs, read_it(plan)]


def write_heard(plan: Plan, viewer: Viewer, told: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Say that the draft for hearing is frozen, and from which day the hearing counts."""
    version = version_told(plan, viewer, told["version"])
    if version is None:
        return None
    words = _("«%(title)s» er frosset slik den skal på høring. Høringen regnes fra %(day)s.")
    draft = _address("version", plan.root.slug, plan.key, version.number)
    return _("På høring: %s") % plan.title, [
        words % {"title": plan.title, "day": date_format(version.date, "j. F Y")},
        _at(_("Les høringsutkastet:"), draft),
    ]


ADOPTED_TELLING = PlanTelling(write_adopted)
REPEALED_TELLING = PlanTelling(write_repealed)
HEARD_TELLING = PlanTelling(write_heard)
