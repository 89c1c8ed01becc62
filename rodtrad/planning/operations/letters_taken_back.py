"""The e-mails when an adoption was entered in error: to those who were told of it, or of what it repealed."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.operations.letters import PlanTelling, case_of, read_it, version_told
from rodtrad.plans.models import LOCKED, Plan, PlanStatus, Version, VersionMark
from rodtrad.plans.queries import visible_plans


def write_taken_back(plan: Plan, viewer: Viewer, told: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Say which adoption is taken back and why, what the plan is now, and which plans stand again."""
    version = version_told(plan, viewer, told["version"])
    if version is None:
        return None
    paragraphs = [_was_adopted(plan, version, viewer), *_why(version)]
    if plan.status not in LOCKED:
        paragraphs.append(_("Planen er nå %s.") % PlanStatus(plan.status).label)
    restored = visible_plans(plan.root, viewer).filter(pk__in=told["restored"])
    if titles := [f"«{one.title}»" for one in restored]:
        words = ngettext("Denne planen er ikke lenger opphevet:",
                         "Disse planene er ikke lenger opphevet:", len(titles))  # fmt: skip
        paragraphs.append("\n".join([words, *titles]))
    return _("Vedtaket er tatt tilbake: %s") % plan.title, [*paragraphs, read_it(plan)]


def write_restored(plan: Plan, viewer: Viewer, told: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Say that the plan is no longer repealed, and why as far as the viewer may see the one that repealed it."""
    if plan.status == PlanStatus.REPEALED:
        return None  # it has been repealed again since
    paragraphs = [_("«%s» er ikke lenger opphevet.") % plan.title]
    other = visible_plans(plan.root, viewer).filter(pk=told["by"]).select_related("root").first()
    version = version_told(other, viewer, told["version"]) if other else None
    if other is not None and version is not None:
        paragraphs += [_was_adopted(other, version, viewer), *_why(version)]
    return _("Ikke lenger opphevet: %s") % plan.title, [*paragraphs, read_it(plan)]


def _was_adopted(plan: Plan, version: Version, viewer: Viewer) -> str:
    told = {"title": plan.title, "day": date_format(version.date, "j. F Y")}
    case = case_of(version, viewer)
    if case is None:
        return _("«%(title)s» ble ført inn som vedtatt %(day)s. Det er tatt tilbake.") % told
    return _("«%(title)s» ble ført inn som vedtatt %(day)s i sak %(case)s. Det er tatt tilbake.") % {
        **told,
        "case": case.number,
    }


def _why(version: Version) -> list[str]:
    mark = VersionMark.objects.filter(version=version).first()
    return [_("Grunnen: %s") % mark.reason] if mark else []


TAKEN_BACK_TELLING = PlanTelling(write_taken_back)
RESTORED_TELLING = PlanTelling(write_restored)
