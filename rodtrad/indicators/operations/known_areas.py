"""The areas that a table may mean, and what those that are no more became."""

from datetime import date

from rodtrad.geography.models import Area, AreaChange
from rodtrad.indicators.sources.table.places import KnownArea


def known_areas() -> list[KnownArea]:
    """Return all areas; those that are no more with the last day and the code and name of what they became."""
    rows = list(Area.objects.values_list("code", "name", "kind", "other_names", "valid_to"))
    names = {code: name for code, name, _kind, _others, valid_to in rows if valid_to is None}
    changes: dict[str, list[tuple[date, str]]] = {}
    for old, new, day in AreaChange.objects.values_list("from_code", "to_code", "date"):
        changes.setdefault(old, []).append((day, new))
    return [
        KnownArea(
            code,
            name,
            kind,
            other_names,
            is_in_force=valid_to is None,
            last_day=valid_to,
            became=tuple(f"{one} {names[one]}" for one in _became(code, valid_to, changes) if one in names)
            if valid_to
            else (),
        )
        for code, name, kind, other_names, valid_to in rows
    ]


def _became(code: str, last_day: date, changes: dict[str, list[tuple[date, str]]]) -> list[str]:
    """Return the codes that it leads to, step by step forward in time."""
    found: list[str] = []
    steps = [(last_day, code)]
    while steps:
        after, old = steps.pop()
        later = [(day, new) for day, new in changes.get(old, ()) if day > after]
        if not later and old != code:
            found.append(old)
        steps += later
    return sorted(set(found))
