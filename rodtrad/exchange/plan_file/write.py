"""Entries to plan file text that reads back to equal entries. What holds anyway is left out."""

import datetime
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any

import yaml

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.sourced import LEANING

#: Names in the file that differ from those of the entries.
_FILE_NAMES = {"starts": "from", "ends": "to", "from_year": "from", "to_year": "to"}
_NOT_FIELDS = frozenset({"spot", "spots", "no_link"})
_LINKS = frozenset({"addresses", "contributes_to", "link"})
#: Written after everything else, in this order.
_LAST = (
    *("origin", "source", "place", "levels", "rules", "steps", "units", "targets", "elements"),
    *("meetings", "recommendation", "points", "minority_votes", "treatments", "instructions"),
)
#: Entries short enough for one line.
_INLINE = (
    e.Words,
    e.HearingEntry,
    e.RuleEntry,
    e.LinkEntry,
    e.StepEntry,
    e.BaselineEntry,
    e.ProcessStepEntry,
    e.KnowledgeEntry,
    e.CapacityEntry,
)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Inline(dict[str, Any]):
    """Fields that are written on one line."""


class _PlanFileDumper(_Dumper):  # type: ignore[misc]  # the C dumper when PyYAML has it
    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_inline(dumper: Any, found: Inline) -> yaml.Node:
    node: yaml.Node = dumper.represent_mapping("tag:yaml.org,2002:map", found.items(), flow_style=True)
    return node


def _represent_words(dumper: Any, words: list[Any]) -> yaml.Node:
    plain = all(isinstance(word, str) for word in words)
    node: yaml.Node = dumper.represent_sequence("tag:yaml.org,2002:seq", words, flow_style=plain)
    return node


def _represent_day(dumper: Any, day: datetime.date) -> yaml.Node:
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:timestamp", day.isoformat())
    return node


def _represent_text(dumper: Any, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


def _represent_number(dumper: Any, number: float) -> yaml.Node:
    """Write it as a person does: a whole number without decimals, a small one without powers of ten."""
    if number.is_integer():
        return dumper.represent_int(int(number))  # type: ignore[no-any-return]  # PyYAML has no types here
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:float", f"{Decimal(repr(number)):f}")
    return node


_PlanFileDumper.add_representer(float, _represent_number)
_PlanFileDumper.add_representer(Inline, _represent_inline)
_PlanFileDumper.add_representer(list, _represent_words)
_PlanFileDumper.add_representer(datetime.date, _represent_day)
_PlanFileDumper.add_representer(str, _represent_text)


def as_fields(file: e.PlanFile) -> dict[str, Any]:
    """Return the file as the mapping that is written."""
    return {"format": e.FORMAT, **_fields(file)}


def as_text(file: e.PlanFile) -> str:
    """Return the file as text."""
    return yaml_of(as_fields(file))


def yaml_of(fields: dict[str, Any]) -> str:
    """Return fields as YAML that `reader` reads back."""
    return str(yaml.dump(fields, Dumper=_PlanFileDumper, allow_unicode=True, sort_keys=False, width=110))


def _fields(entry: e.Entry) -> dict[str, Any]:
    """Return what the file says of the entry, in the order it says it."""
    if isinstance(entry, e.BandEntry):
        return _band(entry)
    found: dict[str, Any] = Inline() if isinstance(entry, _INLINE) else {}
    names = {item.name: item for item in fields(entry) if item.name not in _NOT_FIELDS}
    last = () if isinstance(entry, e.IndicatorTargetEntry) else _LAST
    early = [name for name in names if name not in last]
    for name in [*early, *(name for name in last if name in names)]:
        value, item = getattr(entry, name), names[name]
        usual = item.default_factory() if item.default_factory is not MISSING else item.default
        if value != usual and not (value is None and usual is MISSING):
            _put(found, entry, name, _value(value))
    if isinstance(entry, e.ElementEntry):
        found |= _links(entry)
        if entry.elements:
            found["elements"] = found.pop("elements")
    return found


def _put(found: dict[str, Any], entry: e.Entry, name: str, value: Any) -> None:
    """Put the value where the file has it: the two ends of a period stand under `period`."""
    if isinstance(entry, e.ElementEntry) and name in _LINKS:
        return
    if isinstance(entry, e.MeetingEntry):  # it begins and ends at an hour
        found[name] = value
    elif name in _FILE_NAMES and not isinstance(entry, e.HearingEntry):
        found.setdefault("period", Inline())[_FILE_NAMES[name]] = value
    else:
        found[_FILE_NAMES.get(name, name)] = value


def _value(value: Any) -> Any:
    if isinstance(value, e.Entry):
        return _fields(value)
    if isinstance(value, dict):
        is_short = not any(isinstance(below, e.Entry) for below in value.values())
        return (Inline if is_short else dict)({name: _value(below) for name, below in value.items()})
    if isinstance(value, list):
        return [_value(item) for item in value]
    return value


def _band(band: e.BandEntry) -> Inline:
    """Return the ends that there are; the name of each tells whether it belongs to the band."""
    ends = {
        "from" if band.low_included else "over": band.low,
        "to" if band.high_included else "under": band.high,
    }
    return Inline({name: end for name, end in ends.items() if end is not None})


def _links(element: e.ElementEntry) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, links in (("addresses", element.addresses), ("contributes_to", element.contributes_to)):
        if links:
            found[name] = [_link(link, element) for link in links]
    if element.link is not None:
        found["link"] = _link(element.link, element)
    elif element.no_link:
        found["link"] = False
    return found


def _link(link: e.LinkEntry, element: e.ElementEntry) -> str | dict[str, Any]:
    """Return the key alone when the link comes from where its element comes from; else what differs."""
    own = (element.origin, element.source, element.place)
    if link.to and not link.reason and (link.origin, link.source, link.place) == own:
        return link.to
    found = Inline(to=link.to, origin=link.origin, source=link.source, place=link.place, reason=link.reason)
    written = Inline({name: value for name, value in found.items() if value})
    if link.origin in LEANING and not link.source and (element.source or element.place):
        written["source"] = ""  # said aloud, or it would be taken from the element
    return written
