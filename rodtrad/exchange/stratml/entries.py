"""What a StratML file says as a plan of a root, in a framework of its own."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from rodtrad.core.models import Origin
from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import as_key
from rodtrad.exchange.plan_file.resolved import all_organisations
from rodtrad.exchange.stratml.names import clean, key_of
from rodtrad.exchange.stratml.read import Item, StratPlan

FRAMEWORK = "stratml"
_LONGEST_TITLE, _LONGEST_TEXT = 500, 20_000
_LEVELS = (
    ("visjon", "vision", ("visjon", "visjoner"), ("visjon", "visjonar"), ("vision", "visions")),
    ("formal", "vision", ("formål", "formål"), ("føremål", "føremål"), ("mission", "missions")),
    ("verdi", "value", ("verdi", "verdier"), ("verdi", "verdiar"), ("value", "values")),
    ("mal", "goal", ("mål", "mål"), ("mål", "mål"), ("goal", "goals")),
    ("delmal", "goal", ("delmål", "delmål"), ("delmål", "delmål"), ("objective", "objectives")),
    (
        "indikator",
        "measure",
        ("indikator", "indikatorer"),
        ("indikator", "indikatorar"),
        ("indicator", "indicators"),
    ),
)


def with_plan(file: e.PlanFile, plan: StratPlan, key: str = "") -> e.PlanFile:
    """Return the root's file with the plan in it, in the place of the one with the same key when there is one."""
    key = key or as_key(plan.name)[:50].strip("-") or FRAMEWORK
    source = e.SourceEntry(
        key=key, title=shorten(clean(plan.name), 300), address=plan.source if _is_address(plan.source) else ""
    )
    entry = _Maker(file, plan, key).plan()
    file.sources = [*(one for one in file.sources if one.key != key), source]
    file.frameworks = [*(one for one in file.frameworks if one.key != FRAMEWORK), _framework()]
    known = [one.key for one in file.plans]
    file.plans = [entry if one.key == key else one for one in file.plans]
    if key not in known:
        file.plans.append(entry)
    return file


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text) <= 600 and " " not in text


def _framework() -> e.FrameworkEntry:
    return e.FrameworkEntry(
        key=FRAMEWORK,
        name="StratML",
        levels=[
            e.LevelEntry(
                key=key,
                role=role,
                names={
                    code: e.Words(one=one, many=many)
                    for code, (one, many) in zip(("nb", "nn", "en"), words, strict=True)
                },
            )
            for key, role, *words in _LEVELS
        ],
        rules=[
            e.RuleEntry(child="delmal", parent="mal", kind="contributes"),
            e.RuleEntry(child="delmal", parent="delmal", kind="contributes"),
            e.RuleEntry(child="indikator", parent="delmal", kind="contributes"),
            e.RuleEntry(child="indikator", parent="mal", kind="contributes"),
        ],
    )


class _Maker:
    def __init__(self, file: e.PlanFile, plan: StratPlan, key: str) -> None:
        self.stands, self.key = plan, key
        self.units = {unit.name.casefold(): unit.key for unit in all_organisations(file.organisations)}
        self.taken = {
            entry.key for one in file.plans if one.key != key for entry in _all(one.elements) if entry.key
        }
        #: The last number given to a name: thousands may have the same.
        self.last: defaultdict[str, int] = defaultdict(lambda: 1)
        self.sourced: dict[str, Any] = {"origin": Origin.QUOTED.value, "source": key}

    def plan(self) -> e.PlanEntry:
        stands = self.stands
        first = [("visjon", stands.vision), ("formal", stands.mission)]
        elements = [self.element(level, Item(text)) for level, text in first if text]
        elements += [self.element("verdi", item) for item in stands.values if item.name]
        elements += [self.element("mal", item) for item in stands.goals]
        return e.PlanEntry(
            key=self.key,
            type="other",
            title=shorten(clean(stands.name), 300),
            description=clean(stands.description)[:_LONGEST_TEXT],
            from_year=_year(stands.starts),
            to_year=_year(stands.ends),
            framework=FRAMEWORK,
            visibility="internal",
            elements=elements,
            **self.sourced,
        )

    def element(self, level: str, item: Item) -> e.ElementEntry:
        title, description = clean(item.name), clean(item.description)
        if len(title) > _LONGEST_TITLE:
            title, description = shorten(title, 200), f"{title}\n\n{description}".strip()
        known = [self.units[name.casefold()] for name in item.units if name.casefold() in self.units]
        unknown = [name for name in item.units if name.casefold() not in self.units]
        if unknown:
            description = f"{description}\n\nStakeholder: {'; '.join(unknown)}".strip()
        entry = e.ElementEntry(
            key=self.new_key(item),
            level=level,
            number=shorten(clean(item.number), 30) if level != "indikator" else "",
            title=title,
            description=description[:_LONGEST_TEXT],
            responsible=known[0] if known else "",
            contributing=known[1:],
            starts=item.starts,
            ends=item.ends if not (item.starts and item.ends and item.ends < item.starts) else None,
            visibility="internal",
            **self.sourced,
        )
        entry.elements = [self.element("delmal", below) for below in item.items]
        entry.elements += [self.element("indikator", below) for below in item.indicators]
        return entry

    def new_key(self, item: Item) -> str:
        """Return the identifier as a key, else the name as one; the same file gives the same keys each time."""
        base = as_key(key_of(item.identity) or item.name)[:56].strip("-") or "element"
        key, number = base, self.last[base]
        while key in self.taken:
            number += 1
            key = f"{base}-{number}"
        self.last[base] = number
        self.taken.add(key)
        return key


def _all(entries: list[e.ElementEntry]) -> Iterator[e.ElementEntry]:
    for entry in entries:
        yield entry
        yield from _all(entry.elements)


def _year(day: date | None) -> int | None:
    return day.year if day and 1800 <= day.year <= 2200 else None
