"""From the tree of a plan file to entries. Collects every fault before it gives up."""

from django.utils.translation import gettext as _

from rodtrad.core.collecting import collector_paused
from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.parse_bodies import read_body
from rodtrad.exchange.plan_file.parse_cases import read_case
from rodtrad.exchange.plan_file.parse_conflicts import read_conflict, read_exception, read_target
from rodtrad.exchange.plan_file.parse_frameworks import read_framework
from rodtrad.exchange.plan_file.parse_plans import read_plan
from rodtrad.exchange.plan_file.parse_recurring import read_recurring
from rodtrad.exchange.plan_file.parse_register import read_own_type
from rodtrad.exchange.plan_file.parse_root import (
    read_member,
    read_organisation,
    read_root,
    read_source,
)
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.reader import read_yaml


def parse_plan_file(content: bytes) -> e.PlanFile:
    """Return what the file holds. Raises PlanFileError with every fault but those in references."""
    with collector_paused():
        return _parse(content)


def _parse(content: bytes) -> e.PlanFile:
    problems = Problems()
    top = Fields(read_yaml(content), "", "", problems)
    _check_format(top)
    root = top.mapping("root")
    if root is None and not top.has("root"):
        top.missing("root")
    plan_file = e.PlanFile(
        spot=top.spot,
        root=read_root(root)
        if root
        else e.RootEntry(slug="", name="", short_name="", kind="", governance=""),
        sources=top.each("sources", read_source),
        organisations=top.each("organisations", read_organisation),
        members=top.each("members", read_member, "name"),
        bodies=top.each("bodies", read_body),
        cases=top.each("cases", read_case),
        frameworks=top.each("frameworks", read_framework),
        plan_types=top.each("plan_types", read_own_type),
        plans=top.each("plans", read_plan),
        conflicts=top.each("conflicts", read_conflict),
        sdg_targets=top.each("sdg_targets", read_target, "target"),
        exceptions=top.each("exceptions", read_exception, "subject"),
        recurring=top.each("recurring", read_recurring),
    )
    top.finish()
    problems.raise_if_any()
    return plan_file


def _check_format(top: Fields) -> None:
    given = top.text("format", required=True)
    if given and given != e.FORMAT:
        top.fault(
            "format",
            _("Formatet «%(given)s» er ukjent.") % {"given": shorten(given, 60)},
            _("Skriv «format: %s».") % e.FORMAT,
        )
