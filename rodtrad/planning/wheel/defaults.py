"""The municipal year as data: what recurs in a root that has changed nothing (`planning/data/municipal_year.yaml`)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from rodtrad.core.events import Cycle, EventKind
from rodtrad.core.trilingual import Trilingual
from rodtrad.organisations.models import RootKind
from rodtrad.planning.clocks.data_file import Row, read_rows
from rodtrad.planning.wheel.recurring import RecurrenceError, check_rule

_FIELDS = (
    *("key", "kind", "cycle", "starts", "days", "rule", "reference", "kinds", "governance", "mark", "title"),
)
_FILE = "municipal_year.yaml"


@dataclass(frozen=True, slots=True)
class Default:
    """Something that recurs in most municipalities. `mark` is S for what is read in a source, K for a custom."""

    key: str
    title: Trilingual
    kind: EventKind
    cycle: Cycle
    starts: date
    days: int
    rule: str
    reference: str
    #: The kind of root that has it; empty for municipalities and counties both.
    kinds: str
    governance: str
    mark: str


@cache
def all_defaults() -> tuple[Default, ...]:
    return tuple(_default(row) for row in read_rows(_FILE).only("entries").rows("entries"))


def defaults_for(governance: str, kind: str = RootKind.MUNICIPALITY) -> tuple[Default, ...]:
    """Return what recurs in a root of this kind, with this way of governing."""
    return tuple(
        one for one in all_defaults() if one.governance in ("", governance) and one.kinds in ("", kind)
    )


def _default(row: Row) -> Default:
    row.only(*_FIELDS)
    starts, rule = row.fields.get("starts"), row.text("rule")
    if not isinstance(starts, date):
        raise row.fault("starts must be a day.")
    kinds = str(row.fields.get("kinds", ""))
    if kinds not in ("", RootKind.MUNICIPALITY, RootKind.COUNTY):
        raise row.fault("kinds must be municipality or county.")
    try:
        check_rule(rule, starts)
        kind, cycle = EventKind(row.text("kind")), Cycle(row.text("cycle"))
    except (RecurrenceError, ValueError) as error:
        raise row.fault(str(error)) from error
    return Default(
        key=row.text("key"),
        title=row.words("title"),
        kind=kind,
        cycle=cycle,
        starts=starts,
        days=row.number("days", 1),
        rule=rule,
        reference=str(row.fields.get("reference", "")),
        kinds=kinds,
        governance=str(row.fields.get("governance", "")),
        mark=row.text("mark"),
    )
