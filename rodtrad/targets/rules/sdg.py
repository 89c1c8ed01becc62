"""T-79: targets of the UN that goals say they serve, and that nothing measures."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Message, Pictogram, Related, Rule, Severity, SubjectKind
from rodtrad.goals.rules.check import GOALS, gates
from rodtrad.goals.rules.check import names as titles
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.targets.rules.check import Check, names, open_among
from rodtrad.targets.rules.figures import shown_indicators
from rodtrad.targets.snapshot import IndicatorRecord, Measuring

NOT_MEASURED = Rule(
    id="T-79",
    severity=Severity.NOTE,
    title=_("FN-delmål som ingen indikator måler"),
    text=_("Et FN-delmål som et mål er merket med, bør måles av minst én indikator med tall."),
    reason=_("Et merke sier hva målet vil tjene. Bare et tall kan vise om det gjør det."),
    reference=_("Metode: FNs bærekraftsmål i kommunal styring"),
    pictogram=Pictogram.EMPTY_RING,
    remedy=_("Hent tall til en indikator for delmålet, eller ta bort merket om det ikke er ment å måles."),
)


def not_measured(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    measured = {code for one in shown_indicators(snapshot, measuring) for code in one.codes}
    claims: dict[str, list[ElementRecord]] = defaultdict(list)
    for goal in snapshot.with_roles(GOALS):
        for code in snapshot.tags.get(goal.id, ()):
            if "." in code and code not in measured:
                claims[code].append(goal)
    for code, goals in claims.items():
        could = [one for one in measuring.indicators.values() if code in one.codes and one.visibility == 0]
        yield _about(f"{code} {measuring.sdg_names.get(code, '')}".strip(), code, open_among(goals), could)


def _about(title: str, code: str, goals: list[ElementRecord], could: list[IndicatorRecord]) -> Finding:
    values: dict[str, object] = {"goals": titles(goals), "code": code}
    text = _("Delmål %(code)s er merket på %(goals)s, men ingen indikator måler det.")
    if could:
        text = _(
            "Delmål %(code)s er merket på %(goals)s. Disse kan måle det når det er hentet tall: %(indicators)s."
        )
        values["indicators"] = names(could)
    return Finding(
        rule=NOT_MEASURED.id,
        kind=SubjectKind.SDG_TARGET,
        key=code,
        title=title,
        message=Message(text, values),
        related=tuple(Related(SubjectKind.ELEMENT, one.key, one.title) for one in goals),
        visibility=max(one.end.visibility for one in goals),
        team_organisations=gates(one.end for one in goals),
        involves_example=any(one.is_example for one in goals),
    )


CHECKS = (Check(NOT_MEASURED, not_measured),)
