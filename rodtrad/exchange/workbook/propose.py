"""All rows beside what stands: what would be made, changed, left as it is, or refused."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.exchange.workbook.cells import Sheets
from rodtrad.exchange.workbook.columns import LEVEL
from rodtrad.exchange.workbook.hang import LINKS, Hanger, stand_by_order
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.identify import Identifier
from rodtrad.exchange.workbook.powers import refuse_without_power
from rodtrad.exchange.workbook.problems import CellProblem
from rodtrad.exchange.workbook.show import shown
from rodtrad.exchange.workbook.want import fill
from rodtrad.exchange.workbook.wish import Change, Outcome, Wish, wishes_of
from rodtrad.plans.models import LOCKED

#: What the adoption lock holds in a plan that is adopted or repealed.
_LOCKED_COLUMNS = ("number", "parent", "description")
#: Columns that name another element.
_NAMING = ("parent", "contributes_to", "addresses")
_FREE_ORIGINS = (Origin.READING, Origin.EXAMPLE)
Progress = Callable[[str, int, int], None]
AT_A_TIME = 1_000


def silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody how far the work has come."""


@dataclass
class Proposal:
    """What an import would do. `digest` is the same as long as it would do the same."""

    here: Here
    wishes: list[Wish]
    notes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(wish.outcome for wish in self.wishes)

    @property
    def problems(self) -> list[CellProblem]:
        return [problem for wish in self.wishes for problem in wish.problems]

    @property
    def touched(self) -> list[Wish]:
        return [wish for wish in self.wishes if wish.outcome in (Outcome.MADE, Outcome.CHANGED)]

    @property
    def digest(self) -> str:
        told = [(wish.where, wish.outcome.value, wish.key, wish.changes) for wish in self.wishes]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def propose(sheets: Sheets, here: Here, *, plan: str = "", progress: Progress = silent) -> Proposal:
    """Compare each row with what stands. `plan` is for new rows that do not name theirs. Raises WorkbookError."""
    wishes = wishes_of(sheets, here)
    Identifier(here, plan).identify(wishes)
    for number, wish in enumerate(wishes, 1):
        if wish.level is not None and wish.plan:
            fill(wish, here)
        if number % AT_A_TIME == 0:
            progress(_("rader lest"), number, len(wishes))
    stand_by_order(here, wishes)
    Hanger(here, wishes).hang(wishes)
    for wish in wishes:
        _judge(wish, here)
    _spread_refusals(wishes)
    for number, wish in enumerate(wishes, 1):
        if wish.problems:
            wish.outcome = Outcome.REFUSED
        elif wish.element is None:
            wish.outcome = Outcome.MADE
        elif wish.changes:
            wish.outcome = Outcome.CHANGED
        if number % AT_A_TIME == 0:
            progress(_("rader sammenliknet"), number, len(wishes))
    return Proposal(here, wishes, sheets.notes)


def _judge(wish: Wish, here: Here) -> None:
    """Tell what would be another, and refuse what the person may not do or the adoption lock holds."""
    if wish.after is None or wish.level is None:
        return
    after = shown(here, wish.after, wish.level)
    before = shown(here, wish.before, wish.level) if wish.before else {"key": "", "plan": ""}
    for column in here.columns:
        old, new = before.get(column.name, ""), after.get(column.name, "")
        if old != new:
            wish.changes.append(Change(column.heading, old, new))
    changed = {name for name in after if before.get(name, "") != after[name]}
    if wish.element is None or changed:
        refuse_without_power(wish, here, changed)
        _refuse_locked(wish, here, changed)


def _refuse_locked(wish: Wish, here: Here, changed: set[str]) -> None:
    plan = here.plans[wish.plan]
    if plan.status not in LOCKED:
        return
    message = _("Planen «%s» er vedtatt, og vedtatt tekst endres ikke.") % plan.title
    remedy = _("Lag et nytt element i en plan under arbeid.")
    if wish.element is None:
        wish.refuse("plan", message, remedy)
        return
    for name in sorted(changed):
        if name in _LOCKED_COLUMNS or name.startswith(LEVEL):
            wish.refuse(name, message, remedy)
    for name, _kind in LINKS:
        if _touches_locked_link(wish, here, name):
            message = _("Koblinger mellom elementer i en vedtatt plan endres ikke.")
            wish.refuse(name, message, _("La cella stå som den var."))


def _touches_locked_link(wish: Wish, here: Here, name: str) -> bool:
    assert wish.after is not None
    assert wish.before is not None
    old = {link.to: link for link in getattr(wish.before.entry, name)}
    new = {link.to: link for link in getattr(wish.after.entry, name)}
    for key in old.keys() ^ new.keys():
        other = here.elements.get(key)
        link = old.get(key) or new[key]
        if other and here.plan_keys[other.plan_id] == wish.plan and link.origin not in _FREE_ORIGINS:
            return True
    return False


def _spread_refusals(wishes: list[Wish]) -> None:
    """Refuse what leans on a new element that is refused, until nothing does."""
    refused = {wish.key: wish for wish in wishes if wish.problems and wish.element is None and wish.key}
    waiting = [wish for wish in wishes if not wish.problems and wish.after is not None]
    spreading = True
    while spreading:
        spreading = False
        for wish in waiting:
            leans = next((key for key in _leans_on(wish) if key in refused), "")
            if not wish.problems and leans:
                name = next((one for one in _NAMING if leans in wish.texts.get(one, "")), "key")
                message = _("Raden hører til «%(key)s» i rad %(row)s, som ikke kan tas inn.")
                words = {"key": leans, "row": refused[leans].where}
                wish.refuse(name, message % words, _("Rett den raden først."))
                spreading = True
                if wish.element is None:
                    refused[wish.key] = wish


def _leans_on(wish: Wish) -> list[str]:
    assert wish.after is not None
    links = [link.to for name, _kind in LINKS for link in getattr(wish.after.entry, name)]
    return [*links, wish.after.parent]
