from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema
from pydantic import BaseModel, Field

from rodtrad.core.checks import Finding, Place, Rule, Severity, SubjectKind
from rodtrad.core.text import KEY_PATTERN
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.goals.api.routing import router
from rodtrad.goals.check_cache import cached_check
from rodtrad.goals.checking import CheckResult, Excepted, visible_to
from rodtrad.organisations.api import NamedOrganisation, page_address, root_or_404
from rodtrad.organisations.queries import organisation_keys
from rodtrad.plans.api import NamedPlan

#: Which subjects have a page, and its name.
_PAGES = {SubjectKind.ELEMENT: "element", SubjectKind.PLAN: "plan", SubjectKind.CONFLICT: "conflict"}
_PAGES |= {SubjectKind.LINK: "element"}  # a link's key is that of its child
_PAGES |= {SubjectKind.INDICATOR: "indicator", SubjectKind.INSTRUCTION: "instruction"}


class FindingQuery(Schema):
    severity: Severity | None = Field(None, description="At least this grave.")
    rule: str = Field("", pattern=r"^[A-Z0-9-]{0,20}$", description="Id of a rule, as in docs/rules.md.")
    responsible: str = Field(
        "", pattern=f"^$|{KEY_PATTERN}", description="Key of the organisation that answers for it."
    )
    excepted: bool = Field(
        False, description="The findings that an exception holds today, in place of those that stand."
    )


class Subject(BaseModel):
    kind: SubjectKind
    key: str = Field(description="Of the record; for a link, of the element that contributes.")
    title: str
    url: str | None = Field(description="The page for people, when it has one.")


class FindingPlace(BaseModel):
    plan: NamedPlan | None
    number: str = Field(description="In the plan.")
    source: str
    source_place: str = Field(description="Where in the source.")


class ExceptionHeld(BaseModel):
    reason: str
    owner: str
    until: date


class FindingItem(BaseModel):
    """What one rule of the thread check found."""

    rule: str
    severity: Severity
    title: str = Field(description="What the rule is called, in the language asked for.")
    message: str
    remedy: str
    reference: str = Field(description="The law, or the method, that asks for it.")
    subject: Subject
    related: list[Subject] = Field(description="Other records that the message names.")
    place: FindingPlace
    responsible: NamedOrganisation | None
    involves_example: bool = Field(description="Whether any record it rests on is made up as an example.")
    exception: ExceptionHeld | None


Row = tuple[Finding, Excepted | None]


@router.get(
    "/organisations/{slug:slug}/findings",
    response=Page[FindingItem],
    tags=["findings"],
    summary="Findings of the thread check",
)
def findings(
    request: HttpRequest, slug: str, query: Query[FindingQuery], paging: Query[PageQuery]
) -> Page[FindingItem]:
    """List what the thread check finds, the gravest first, where you may see all it rests on."""
    root, viewer = root_or_404(request, slug)
    result = visible_to(cached_check(root, timezone.localdate()), viewer)
    keys = organisation_keys(root)
    rows = [row for row in _rows(result, query) if _matches(row[0], result, query, keys)]
    return cut(rows, paging, lambda row: _item(request, row, result, keys))


def _rows(result: CheckResult, query: FindingQuery) -> list[Row]:
    if query.excepted:
        return [(one.finding, one) for one in result.excepted]
    return [(finding, None) for finding in result.findings]


def _matches(finding: Finding, result: CheckResult, query: FindingQuery, keys: dict[UUID, str]) -> bool:
    if query.severity and result.rules[finding.rule].severity.rank > query.severity.rank:
        return False
    if query.rule and finding.rule != query.rule:
        return False
    unit = finding.organisation
    return not query.responsible or (unit is not None and keys.get(unit) == query.responsible)


def _item(request: HttpRequest, row: Row, result: CheckResult, keys: dict[UUID, str]) -> FindingItem:
    finding, held = row
    rule: Rule = result.rules[finding.rule]
    unit = finding.organisation
    return FindingItem(
        rule=rule.id,
        severity=rule.severity,
        title=str(rule.title),
        message=str(finding.message),
        remedy=str(rule.remedy),
        reference=str(rule.reference),
        subject=_subject(request, result, finding.kind, finding.key, finding.title),
        related=[_subject(request, result, one.kind, one.key, one.title) for one in finding.related],
        place=_place(finding.place),
        responsible=NamedOrganisation(key=keys.get(unit, ""), name=finding.organisation_name)
        if unit
        else None,
        involves_example=finding.involves_example,
        exception=ExceptionHeld(reason=held.reason, owner=held.owner_name, until=held.until)
        if held
        else None,
    )


def _subject(request: HttpRequest, result: CheckResult, kind: SubjectKind, key: str, title: str) -> Subject:
    page = _PAGES.get(kind)
    if kind is SubjectKind.DATASET and result.is_inside:
        page = "source"  # the pages of sources are for those with a role
    url = page_address(request, page, result.root_slug, key) if page else None
    return Subject(kind=kind, key=key, title=title, url=url)


def _place(place: Place) -> FindingPlace:
    plan = NamedPlan(key=place.plan_key, title=place.plan_title) if place.plan_key else None
    return FindingPlace(plan=plan, number=place.number, source=place.source, source_place=place.source_place)
