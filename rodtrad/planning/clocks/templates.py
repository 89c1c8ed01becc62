"""The steps of each kind of plan, read from `planning/data/processes.yaml`."""

from dataclasses import dataclass
from functools import cache

from rodtrad.core.trilingual import NO_WORDS, Trilingual
from rodtrad.planning.clocks.data_file import Row, read_rows
from rodtrad.planning.clocks.days import DayRule
from rodtrad.planning.clocks.deadlines import Deadline, deadlines_by_id

FILE = "processes.yaml"
#: The template of a plan that no template names, or whose template is no longer there.
FALLBACK = "other"
#: The template under pbl. § 11-15: land use that was not heard cannot be adopted.
LAND_USE = "land-use-element"


@dataclass(frozen=True, slots=True)
class Tie:
    """A rule that ties a step to another: the step comes `before` it (notice) or `after` it (at most); or to itself."""

    rule: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    name: Trilingual
    is_span: bool = False
    is_optional: bool = False
    #: It happens outside the work: it is counted from, and nothing waits for it.
    is_outside: bool = False
    is_meeting: bool = False
    hears: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    id: str
    name: Trilingual
    types: tuple[str, ...]
    steps: tuple[Step, ...]
    note: Trilingual = NO_WORDS

    def step(self, identity: str) -> Step | None:
        return next((one for one in self.steps if one.id == identity), None)

    @property
    def meeting(self) -> Step:
        return next(one for one in self.steps if one.is_meeting)


@cache
def all_templates() -> tuple[Template, ...]:
    return read_templates()


def template_of(identity: str) -> Template:
    """Return the template; the plainest one where there is none by that id any longer."""
    by_id = {one.id: one for one in all_templates()}
    return by_id.get(identity) or by_id[FALLBACK]


def templates_for(plan_type: str) -> tuple[Template, ...]:
    """Return all templates, those that suit the plan's type first; the first of all is the one to offer."""
    suits = [one for one in all_templates() if plan_type in one.types]
    rest = [one for one in all_templates() if plan_type not in one.types]
    if not suits:
        rest.sort(key=lambda one: one.id != FALLBACK)
    return (*suits, *rest)


def read_templates(text: str | None = None) -> tuple[Template, ...]:
    """Read the file, or the text in its place. Raises DataFileError with the file and the row."""
    whole = read_rows(FILE, text).only("processes")
    found: dict[str, Template] = {}
    for row in whole.rows("processes"):
        one = _template(row)
        if one.id in found:
            raise row.fault(f"the process {one.id} stands twice.")
        found[one.id] = one
    if FALLBACK not in found:
        raise whole.fault(f"there must be a process {FALLBACK}.")
    return tuple(found.values())


def _template(row: Row) -> Template:
    row.only("id", "types", "name", "steps", "note")
    rows = row.rows("steps")
    steps = tuple(_step(one) for one in rows)
    names = [one.id for one in steps]
    for at, one in enumerate(names):
        if one in names[:at]:
            raise rows[at].fault(f"the step {one} stands twice.")
    if sum(one.is_meeting for one in steps) != 1:
        raise row.fault("one step, and only one, must be the meeting.")
    for step, told in zip(steps, rows, strict=True):
        _check_ties(step, names, told)
    note = row.words("note") if "note" in row.fields else NO_WORDS
    return Template(row.text("id"), row.words("name"), row.list_of_texts("types"), steps, note)


def _step(row: Row) -> Step:
    row.only("id", "name", "span", "optional", "outside", "meeting", "hears", "ties")
    return Step(
        id=row.text("id"),
        name=row.words("name"),
        is_span=row.flag("span"),
        is_optional=row.flag("optional"),
        is_outside=row.flag("outside"),
        is_meeting=row.flag("meeting"),
        hears=row.list_of_texts("hears"),
        ties=tuple(_tie(one) for one in row.rows("ties")),
    )


def _tie(row: Row) -> Tie:
    row.only("rule", "before", "after")
    if row.text("rule") not in deadlines_by_id():
        raise row.fault(f"there is no rule {row.text('rule')}.")
    ends = {name: row.text(name) for name in ("before", "after") if name in row.fields}
    return Tie(row.text("rule"), **ends)


def _check_ties(step: Step, names: list[str], row: Row) -> None:
    """Refuse a tie that its rule cannot have, or that goes against the order of the steps."""
    own = names.index(step.id)
    for tie in step.ties:
        rule = deadlines_by_id()[tie.rule]
        if not _fits(rule, step, tie):
            raise row.fault(f"the rule {tie.rule} is a {rule.day_rule} and cannot be tied so.")
        other = tie.before or tie.after
        if not other:
            continue
        if other not in names:
            raise row.fault(f"there is no step {other}.")
        if (names.index(other) > own) != bool(tie.before):
            raise row.fault(f"the step {other} stands on the wrong side.")


def _fits(rule: Deadline, step: Step, tie: Tie) -> bool:
    match rule.day_rule:
        case DayRule.NOTICE:
            return bool(tie.before) and not tie.after
        case DayRule.AT_MOST:
            return bool(tie.after) and not tie.before
        case DayRule.HEARING:
            return step.is_span and not tie.before and not tie.after
    return not tie.before and not tie.after
