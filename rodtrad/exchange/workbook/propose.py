"""All rows beside what stands: what would be made, changed, left as it is, or refused."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.models import Origin
from rodtrad.core.sheets.cells import Sheets
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.exchange.workbook.columns import LEVEL
from rodtrad.exchange.workbook.guidance import NOT_READ
from rodtrad.exchange.workbook.hang import LINKS, Hanger, stand_by_order
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.identify import Identifier
from rodtrad.exchange.workbook.powers import refuse_without_power
from rodtrad.exchange.workbook.progress import Progress, Stage, silent
from rodtrad.exchange.workbook.show import shown
from rodtrad.exchange.workbook.targets.propose import propose_targets
from rodtrad.exchange.workbook.targets.read import target_wishes, without_targets
from rodtrad.exchange.workbook.targets.standing import Standing as TargetsStanding
from rodtrad.exchange.workbook.targets.wish import TargetWish
from rodtrad.exchange.workbook.want import fill
from rodtrad.exchange.workbook.wish import Change, Outcome, Wish, wishes_of
from rodtrad.plans.models import LOCKED

#: What the adoption lock holds in a plan that is adopted or repealed.
_LOCKED_COLUMNS = ("number", "parent", "description")
#: Columns that name another element.
_NAMING = ("parent", "contributes_to", "addresses")
_STORED = (Outcome.MADE, Outcome.CHANGED)
_FREE_ORIGINS = (Origin.READING, Origin.EXAMPLE)
AT_A_TIME = 1_000
#: How many keys of elements without a row are told.
_TOLD = 10


@dataclass
class Proposal:
    """What an import would do. `digest` is the same as long as it would do the same."""

    here: Here
    wishes: list[Wish]
    notes: list[str] = field(default_factory=list)
    targets: list[TargetWish] = field(default_factory=list)

    @property
    def rows(self) -> list[Wish | TargetWish]:
        return [*self.wishes, *self.targets]

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(wish.outcome for wish in self.rows)

    @property
    def problems(self) -> list[CellProblem]:
        return [problem for wish in self.rows for problem in wish.problems]

    @property
    def touched(self) -> list[Wish]:
        return [wish for wish in self.wishes if wish.outcome in _STORED]

    @property
    def touched_targets(self) -> list[TargetWish]:
        return [wish for wish in self.targets if wish.outcome in _STORED]

    @property
    def digest(self) -> str:
        told = [(wish.where, wish.outcome.value, wish.key, wish.changes) for wish in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def propose(sheets: Sheets, here: Here, *, plan: str = "", progress: Progress = silent) -> Proposal:
    """Compare each row with what stands. `plan` is for new rows that do not name theirs. Raises WorkbookError."""
    targets = target_wishes(sheets)
    wishes = [] if targets and _holds_targets_only(sheets) else wishes_of(without_targets(sheets), here)
    Identifier(here, plan).identify(wishes)
    notes = [*sheets.notes, *missing_rows(wishes, here)]
    for number, wish in enumerate(wishes, 1):
        if wish.level is not None and wish.plan:
            fill(wish, here)
        if number % AT_A_TIME == 0:
            progress(Stage.COMPARED, number, 2 * len(wishes))
    stand_by_order(here, wishes)
    Hanger(here, wishes).hang(wishes)
    for number, wish in enumerate(wishes, 1):
        _judge(wish, here)
        if number % AT_A_TIME == 0:
            progress(Stage.COMPARED, len(wishes) + number, 2 * len(wishes))
    _spread_refusals(wishes)
    for wish in wishes:
        wish.outcome = _outcome_of(wish)
    propose_targets(targets, TargetsStanding(here))
    return Proposal(here, wishes, notes, targets)


def _holds_targets_only(sheets: Sheets) -> bool:
    return all(sheet.name in NOT_READ for sheet in without_targets(sheets).sheets)


def _outcome_of(wish: Wish) -> Outcome:
    if wish.problems:
        return Outcome.REFUSED
    if wish.element is None:
        return Outcome.MADE
    return Outcome.CHANGED if wish.changes else Outcome.SAME


def missing_rows(wishes: list[Wish], here: Here) -> list[str]:
    """Return a note about elements that a fetched sheet would have: of the same plans and levels, but in no row."""
    kept = {wish.element.key for wish in wishes if wish.element}
    looked_at = {
        (wish.element.plan_id, wish.element.level_id)
        for wish in wishes
        if wish.element and wish.texts.get("key")
    }
    rows = (here.elements[key] for key in here.seen - kept)
    missing = sorted(row.key for row in rows if (row.plan_id, row.level_id) in looked_at)
    if not missing:
        return []
    told = ", ".join(missing[:_TOLD]) + (" …" if len(missing) > _TOLD else "")
    text = ngettext(
        "%(count)d element i de samme planene står ikke i arket og blir stående som det er: %(keys)s.",
        "%(count)d elementer i de samme planene står ikke i arket og blir stående som de er: %(keys)s.",
        len(missing),
    )
    return [text % {"count": len(missing), "keys": told}]


def _judge(wish: Wish, here: Here) -> None:
    """Tell what would be another, and refuse what the person may not do or the adoption lock holds."""
    if wish.after is None or wish.level is None:
        return
    after = shown(here, wish.after, wish.level)
    before = wish.stands or {"key": "", "plan": ""}
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
