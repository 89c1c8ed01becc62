"""Words of the planstrategi: decisions, answers, half years, and which way a need test points."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.figures import format_figure
from rodtrad.planning.models import Answer, ItemDecision, StrategyItem
from rodtrad.planning.queries.need_summary import Asked, NeedSummary, Points
from rodtrad.planning.queries.workload import Workload
from rodtrad.planning.semesters import semester_name
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.plan_facts import type_name
from rodtrad.website.presenters.wording import Status, label_of, plan_status, years

DECISION_TONES: dict[str, str] = {
    ItemDecision.CONTINUE: "ok",
    ItemDecision.REVISE: "half",
    ItemDecision.MAKE: "watch",
    ItemDecision.REPEAL: "draft",
    ItemDecision.NOT_A_PLAN: "off",
    ItemDecision.UNDECIDED: "none",
}
#: The order that decisions are told in.
DECISIONS = (
    ItemDecision.REVISE,
    ItemDecision.MAKE,
    ItemDecision.CONTINUE,
    ItemDecision.REPEAL,
    ItemDecision.NOT_A_PLAN,
    ItemDecision.UNDECIDED,
)


def decision_status(decision: str) -> Status:
    return Status(DECISION_TONES.get(decision, "none"), label_of(ItemDecision(decision)))


def decision_heading(decision: str) -> str:
    """Head a group of plans by what is done with them."""
    return {
        ItemDecision.CONTINUE: _("Planer som videreføres"),
        ItemDecision.REVISE: _("Planer som revideres"),
        ItemDecision.MAKE: _("Nye planer"),
        ItemDecision.REPEAL: _("Planer som oppheves"),
        ItemDecision.NOT_A_PLAN: _("Behov som løses uten en plan"),
        ItemDecision.UNDECIDED: _("Ikke avgjort ennå"),
    }[ItemDecision(decision)]


def months(work: Decimal | None) -> str:
    """Write person-months: «12,5», a dash where nobody has said."""
    return "–" if work is None else format_figure(float(work), 0 if work == work.to_integral() else 1)


def when(semester: int | None) -> str:
    return semester_name(semester) if semester else "–"


def time_of(item: StrategyItem) -> str:
    """Write when the work starts and the plan is adopted: «1. halvår 2025 til 2. halvår 2026»."""
    if item.start_semester and item.adopt_semester and item.start_semester != item.adopt_semester:
        return _("%(start)s til %(end)s") % {
            "start": semester_name(item.start_semester),
            "end": semester_name(item.adopt_semester),
        }
    if item.adopt_semester:
        return _("vedtas %s") % semester_name(item.adopt_semester)
    return _("starter %s") % semester_name(item.start_semester) if item.start_semester else ""


def answer_word(answer: str) -> str:
    return label_of(Answer(answer))


def _questions(asked: list[Asked]) -> str:
    return "; ".join(f"«{one.question.label}»" for one in asked)


def points_word(summary: NeedSummary) -> str:
    """Say in a few words which way the answers point."""
    return {
        Points.TO_PLAN: _("Svarene peker mot en plan"),
        Points.AWAY: _("Svarene peker mot noe annet enn en plan"),
        Points.BOTH_WAYS: _("Svarene peker begge veier"),
        Points.TOO_FEW: _("Behovet er ikke prøvd ferdig"),
    }[summary.points]


def need_sentences(summary: NeedSummary) -> list[str]:
    """Say which way the answers point and why, and what nobody has answered. The council decides."""
    found = [points_word(summary) + "."]
    if summary.against:
        found.append(_("Nei på: %s.") % _questions(summary.against))
    if summary.unclear:
        found.append(_("Delvis, eller ulike svar fra ulike fag, på: %s.") % _questions(summary.unclear))
    if summary.missing:
        found.append(_("Ingen har svart på: %s.") % _questions(summary.missing))
    if len(summary.disciplines) == 1:
        found.append(_("Bare ett fag har svart (%s).") % summary.disciplines[0])
    return found


def load_sentences(load: Workload) -> list[str]:
    """Say where there is more work than capacity, and how much has no time."""
    found = []
    if load.overfull:
        told = [
            _("%(semester)s mangler det %(months)s månedsverk")
            % {"semester": semester_name(one.semester), "months": months(one.short)}
            for one in load.overfull
        ]
        found.append(
            ngettext(
                "I ett halvår er det mer planarbeid enn det er kapasitet til: %(told)s.",
                "I %(count)d halvår er det mer planarbeid enn det er kapasitet til: %(told)s.",
                len(told),
            )
            % {"count": len(told), "told": "; ".join(told)}
        )
    elif any(one.capacity is not None for one in load.loads):
        found.append(_("Det er kapasitet til planarbeidet i alle halvår der kapasiteten er oppgitt."))
    if load.untimed:
        found.append(
            _("%s månedsverk hører til planer som ikke har fått noe tidspunkt, og er ikke med i tegningen.")
            % months(load.untimed)
        )
    return found


def plan_choice(plan: Plan) -> SafeString:
    """Name a plan in a list to tick in: what it is, how it stands and for which years, so that one can choose."""
    told = (type_name(plan), plan_status(plan).word, years(plan.from_year, plan.to_year))
    return format_html('{} <span class="small muted">{}</span>', plan.title, " · ".join(filter(None, told)))
