"""A sheet on its way in, as a page shows it: what each row would do, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.sheets.problems import CellProblem
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.workbook.columns import FIXED
from rodtrad.exchange.workbook.propose import Proposal
from rodtrad.exchange.workbook.targets.wish import TargetWish
from rodtrad.exchange.workbook.values import in_bokmal
from rodtrad.exchange.workbook.wish import Change, Outcome, Wish
from rodtrad.plans.models import Plan

TONES = {Outcome.MADE: "ok", Outcome.CHANGED: "half", Outcome.REFUSED: "off", Outcome.SAME: "none"}


#: What a new row gets when the sheet says nothing else, in the words of the sheet.
_USUAL = frozenset(
    (FIXED[name].heading, in_bokmal(name)[word])
    for name, word in (("progress", "not_started"), ("visibility", "internal"), ("origin", "own"))
)


@dataclass(frozen=True)
class Line:
    """One row: where it stands, what would become of it, and why not."""

    row: str
    title: str
    level: str
    word: str
    tone: str
    changes: list[Change]
    problems: list[CellProblem]
    is_new: bool


def outcome_words() -> dict[Outcome, str]:
    return {
        Outcome.MADE: _("blir laget"),
        Outcome.CHANGED: _("blir endret"),
        Outcome.REFUSED: _("avvist"),
        Outcome.SAME: _("uendret"),
    }


def lines_of(wishes: Sequence[Wish | TargetWish]) -> list[Line]:
    words = outcome_words()
    return [
        Line(
            row=wish.where,
            title=wish.title,
            level=_kind(wish),
            word=words[wish.outcome],
            tone=TONES[wish.outcome],
            changes=wish.changes if isinstance(wish, TargetWish) else _worth_telling(wish),
            problems=wish.problems,
            is_new=(wish.target if isinstance(wish, TargetWish) else wish.element) is None,
        )
        for wish in wishes
    ]


def _kind(wish: Wish | TargetWish) -> str:
    if isinstance(wish, TargetWish):
        return _("Måltall")
    return str(capfirst(wish.level.one)) if wish.level else ""


def _worth_telling(wish: Wish) -> list[Change]:
    """Return what changes; of a new row neither its title, which stands beside it, nor what all new rows get."""
    if wish.outcome == Outcome.CHANGED:
        return wish.changes
    if wish.outcome != Outcome.MADE or wish.level is None:
        return []
    title = str(capfirst(wish.level.one_nb))
    return [
        change
        for change in wish.changes
        if change.heading != title and (change.heading, change.after) not in _USUAL
    ]


def worth_showing(proposal: Proposal) -> list[Wish | TargetWish]:
    """Return the rows that do something or are refused: the refused first, then in the sheet's order."""
    shown = [wish for wish in proposal.rows if wish.outcome != Outcome.SAME]
    return sorted(shown, key=lambda wish: wish.outcome != Outcome.REFUSED)


def tally_of(proposal: Proposal) -> list[dict[str, object]]:
    counts = proposal.counts
    return [{"value": counts[outcome], "label": word} for outcome, word in outcome_words().items()]


def batch_tally(batch: ImportBatch) -> list[dict[str, object]]:
    pairs = [
        (batch.made, _("laget")),
        (batch.changed, _("endret")),
        (batch.same, _("uendret")),
        (batch.refused, _("ikke tatt inn")),
    ]
    return [{"value": value, "label": word} for value, word in pairs]


def state_of(batch: ImportBatch) -> str:
    return str(capfirst(BatchState(batch.state).label))


def plan_choices(plans: Sequence[Plan], chosen: str) -> list[dict[str, object]]:
    return [{"value": plan.key, "label": plan.title, "chosen": plan.key == chosen} for plan in plans]
