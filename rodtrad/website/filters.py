"""What a reader asks to see, from the address. The words in the address are Norwegian, as in the pages."""

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from rodtrad.goals.queries import Filters
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.horizons import overdue
from rodtrad.plans.models import Plan, PlanLevel, PlanStatus, PlanType, Question
from rodtrad.plans.plan_types import level_of
from rodtrad.plans.queries import knowledge_of
from rodtrad.targets.methods import IndicatorStatus
from rodtrad.targets.queries import elements_standing

WITH_TARGETS = "med"
TARGETS = (WITH_TARGETS, *(status.value for status in IndicatorStatus))
LONGEST = 200
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Asked:
    """The filters with what was wrong about them, and the rest of the address."""

    filters: Filters
    problems: list[str] = field(default_factory=list)
    kept: tuple[tuple[str, str], ...] = ()
    #: How a target of the element is to stand; `WITH_TARGETS` for any.
    target: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as they stand in an address."""
        chosen = self.filters
        single = [
            ("ansvarlig", chosen.responsible),
            ("barekraft", chosen.sdg),
            ("framdrift", chosen.progress),
            ("plan", chosen.plan),
            ("ar", str(chosen.year or "")),
            ("omrade", chosen.area),
            ("maltall", self.target),
            ("q", chosen.text),
        ]
        return [("niva", level) for level in chosen.levels] + [pair for pair in single if pair[1]]

    def address(self, *, without: tuple[str, str] | None = None, **changes: str) -> str:
        """Return the query string with some of it changed; an empty value leaves a part out."""
        pairs = [pair for pair in [*self.kept, *self.pairs()] if pair != without and pair[0] not in changes]
        pairs += [(name, value) for name, value in changes.items() if value]
        return f"?{urlencode(pairs)}" if pairs else "?"


@dataclass(frozen=True)
class PlansAsked:
    """Which of a root's plans the reader asks to see; what is empty lets all through."""

    status: str = ""
    kind: str = ""
    level: str = ""
    owner: str = ""
    question: str = ""
    is_overdue: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """Return the choices as they stand in an address."""
        every = [
            ("status", self.status),
            ("type", self.kind),
            ("niva", self.level),
            ("eier", self.owner),
            ("utdatert", "1" if self.is_overdue else ""),
        ]
        return [pair for pair in every if pair[1]]

    def lets(self, plan: Plan, today: date) -> bool:
        """Tell whether the plan is among those that are asked for. The question lights plans and leaves none out."""
        return (
            self.status in ("", plan.status)
            and self.kind in ("", plan.type)
            and (not self.level or self.level == level_of(plan))
            and (not self.owner or bool(plan.owner and plan.owner.key == self.owner))
            and (not self.is_overdue or overdue(plan, today, knowledge_of(plan)) is not None)
        )


def plans_asked(query: QueryDict) -> PlansAsked | None:
    """Read the choices among plans; None when one of them does not exist."""
    asked = PlansAsked(
        status=cleaned(query, "status"),
        kind=cleaned(query, "type"),
        level=cleaned(query, "niva"),
        owner=cleaned(query, "eier"),
        question=cleaned(query, "sporsmal"),
        is_overdue=cleaned(query, "utdatert") == "1",
    )
    known = (
        asked.status in ("", *PlanStatus.values)
        and asked.kind in ("", *PlanType.values)
        and asked.level in ("", *PlanLevel.values)
        and asked.question in ("", *Question.values)
        and cleaned(query, "utdatert") in ("", "1")
    )
    return asked if known else None


def cleaned(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST]


def asked_for(query: QueryDict, *keep: str) -> Asked:
    """Read the filters; what cannot be understood is left out and told. `keep` names parts to carry on."""
    problems: list[str] = []
    levels = tuple(
        dict.fromkeys(
            level.replace("\x00", "")[:LONGEST] for level in query.getlist("niva")[:50] if level.strip("\x00")
        )
    )
    filters = Filters(
        levels=levels,
        responsible=cleaned(query, "ansvarlig"),
        sdg=cleaned(query, "barekraft"),
        progress=cleaned(query, "framdrift"),
        plan=cleaned(query, "plan"),
        year=_year(cleaned(query, "ar"), problems),
        area=cleaned(query, "omrade"),
        text=cleaned(query, "q"),
    )
    kept = tuple((name, cleaned(query, name)) for name in keep if name in query)
    return Asked(filters, problems, kept)


def asked_of_table(query: QueryDict, root: Root, viewer: Viewer) -> Asked:
    """Read the filters of the list of elements: those of the map, and how a target of theirs stands."""
    asked, target = asked_for(query), cleaned(query, "maltall")
    if not target:
        return asked
    if target not in TARGETS:
        told = _("«%s» sier ikke hvordan et måltall står. Velg fra lista.") % target
        return replace(asked, problems=[*asked.problems, told])
    status = None if target == WITH_TARGETS else IndicatorStatus(target)
    among = elements_standing(root, viewer, status)
    return replace(asked, filters=replace(asked.filters, among=among), target=target)


def _year(text: str, problems: list[str]) -> int | None:
    if not text:
        return None
    if text.isdecimal() and len(text) == 4 and int(text) in YEARS:
        return int(text)
    problems.append(_("«%(text)s» er ikke et årstall. Skriv fire siffer, som 2026.") % {"text": text})
    return None
