"""T-77, T-78: whether the figures behind targets, and those that a root shows, are as new as they should be."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Message, Pictogram, Place, Related, Rule, Severity, SubjectKind
from rodtrad.core.checks.rules import Text
from rodtrad.goals.rules.check import gates
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.targets.rules.check import Check, names, open_among, related
from rodtrad.targets.snapshot import IndicatorRecord, Measuring, TargetRecord, used_on

TOO_OLD = Rule(
    id="T-77",
    severity=Severity.WARNING,
    title=_("Tallet er eldre enn kalenderen sier"),
    text=_("Tallene bak et måltall skal være så nye som kalenderen til kilden sier."),
    reason=_("Et gammelt tall ser ut som et nytt, og noen kan ta det for dagens."),
    reference=_("Metode: tallets alder vises alltid"),
    pictogram=Pictogram.LATE,
    remedy=_("Hent tallene på nytt, eller rett kalenderen om kilden har flyttet datoen."),
)
FETCH_FAILED = Rule(
    id="T-78",
    severity=Severity.WARNING,
    title=_("Siste henting av tall gikk galt"),
    text=_("Tabeller som det vises tall fra, skal la seg hente."),
    reason=_("Tallene fra før står, men de blir eldre for hver henting som ikke går."),
    reference=_("Metode: tallets alder vises alltid"),
    pictogram=Pictogram.BROKEN,
    remedy=_("Gjør som feilmeldingen sier, og hent på nytt med «rodtrad fetch»."),
)


def too_old(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    by_indicator: dict[int, list[TargetRecord]] = defaultdict(list)
    for one in used_on(measuring, snapshot.elements):
        by_indicator[one.indicator.id].append(one)
    for targets in by_indicator.values():
        late = [(one, told) for one in targets if (told := _late(one, measuring, today))]
        if late:
            elements = list(
                {one.element_id: snapshot.elements[one.element_id] for one, _told in late}.values()
            )
            yield _about_indicator(late[0][0].indicator, elements, late[0][1])


def _late(target: TargetRecord, measuring: Measuring, today: date) -> Message | None:
    """Return what is wrong with the age of the figures that a target is judged by."""
    indicator = target.indicator
    latest = measuring.latest.get((indicator.id, target.area)) if target.area else None
    dataset = measuring.datasets.get(indicator.dataset) if indicator.dataset else None
    if latest is None or dataset is None:
        return None  # that it is not measured is said by its status
    due = dataset.due_for(latest.next())
    if due is None or due >= today:
        return None
    values = {"latest": str(latest), "next": str(latest.next()), "day": due}
    return Message(
        _("Det nyeste tallet er for %(latest)s. Tallet for %(next)s skulle ha kommet %(day)s."), values
    )


def _about_indicator(indicator: IndicatorRecord, elements: list[ElementRecord], message: Message) -> Finding:
    shown = open_among(elements)
    first = min(shown, key=lambda one: one.key)
    same = {one.responsible.id for one in shown if one.responsible}
    unit = first.responsible if len(same) == 1 else None
    return Finding(
        rule=TOO_OLD.id,
        kind=SubjectKind.INDICATOR,
        key=indicator.key,
        title=indicator.name.nb,
        message=message,
        organisation=unit.id if unit else None,
        organisation_name=unit.name if unit else "",
        related=tuple(Related(SubjectKind.ELEMENT, one.key, one.title) for one in shown),
        visibility=max(indicator.visibility, *(one.end.visibility for one in shown)),
        team_organisations=gates(one.end for one in shown),
        involves_example=any(one.is_example for one in shown),
    )


def fetch_failed(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    if not measuring.failures:
        return
    resting: dict[UUID, list[IndicatorRecord]] = defaultdict(list)
    for one in shown_indicators(snapshot, measuring):
        if one.dataset is not None and one.dataset in measuring.failures:
            resting[one.dataset].append(one)
    for dataset, indicators in resting.items():
        yield _about_dataset(dataset, indicators, snapshot, measuring)


def shown_indicators(snapshot: Snapshot, measuring: Measuring) -> list[IndicatorRecord]:
    """Return the indicators that have figures for the root's own area, or a target on something that still counts."""
    wanted = {one.indicator.id for one in used_on(measuring, snapshot.elements)}
    return [
        one
        for one in measuring.indicators.values()
        if one.id in wanted or (measuring.area is not None and (one.id, measuring.area) in measuring.latest)
    ]


def _about_dataset(
    dataset_id: UUID, indicators: list[IndicatorRecord], snapshot: Snapshot, measuring: Measuring
) -> Finding:
    dataset, failure = measuring.datasets[dataset_id], measuring.failures[dataset_id]
    shown = [one for one in indicators if one.visibility == 0] or indicators
    periods = [
        found for one in shown if measuring.area and (found := measuring.latest.get((one.id, measuring.area)))
    ]
    values = {"day": failure.day, "reason": failure.reason, "indicators": names(shown)}
    text: Text = _("Hentingen %(day)s gikk galt: %(reason)s Gjelder %(indicators)s.")
    if periods:
        text = _(
            "Hentingen %(day)s gikk galt: %(reason)s Gjelder %(indicators)s. Det nyeste tallet er for %(latest)s."
        )
        values["latest"] = str(max(periods))
    return Finding(
        rule=FETCH_FAILED.id,
        kind=SubjectKind.DATASET,
        key=dataset.key,
        title=dataset.title,
        message=Message(text, values),
        place=Place(source=dataset.publisher),
        related=tuple(related(one) for one in shown),
        visibility=max(snapshot.root_visibility, *(one.visibility for one in shown)),
    )


CHECKS = (Check(TOO_OLD, too_old), Check(FETCH_FAILED, fetch_failed))
