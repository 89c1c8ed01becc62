"""Two who write in the same row at once: what each changes is stored, and what both change is told the second."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from rodtrad.core.web.meanwhile import changed_by_both, differing
from rodtrad.planning.errors import ChangedMeanwhile, FieldChange

#: What stood when somebody began, by field, as `plain` writes it.
Begun = Mapping[str, str]


def plain(value: Any) -> str:
    """Return a value as text that is the same for the same, whether it comes from a form or the database."""
    match value:
        case None:
            return ""
        case Model():
            return str(value.pk)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value).replace("\r\n", "\n").strip()


def said_by(row: Model, fields: Iterable[str]) -> dict[str, str]:
    """Return what the row says, for a form to carry."""
    return {name: plain(_of(row, name)) for name in fields}


def settled(row: Model, values: Mapping[str, Any], begun: Begun | None) -> dict[str, Any]:
    """Return what to store: what the person changes as they say, the rest as it stands in the row.

    Raises ChangedMeanwhile for what somebody else has changed to something else since the person began.
    """
    if begun is None:
        return dict(values)
    wanted = own_changes({name: plain(value) for name, value in values.items()}, begun, said_by(row, values))
    return {name: value if name in wanted else getattr(row, name) for name, value in values.items()}


def own_changes(mine: Begun, begun: Begun | None, now: Begun) -> dict[str, str]:
    """Return what the person changes. Raises ChangedMeanwhile when somebody else has changed the same since."""
    wanted = differing(mine, begun, now)
    _refuse(changed_by_both(wanted, begun, now), begun, now, wanted)
    return wanted


def refuse_unseen(row: Model, begun: Begun | None) -> None:
    """Raise ChangedMeanwhile when the row says anything else than the person saw: for what takes it away."""
    if begun is not None:
        now = said_by(row, begun)
        _refuse(changed_by_both(now, begun, now), begun, now, {})


def _refuse(names: Iterable[str], begun: Begun | None, now: Begun, mine: Begun) -> None:
    told = begun or {}
    changes = [FieldChange(name, told.get(name), now.get(name), mine.get(name)) for name in names]
    if changes:
        raise ChangedMeanwhile(changes, now)


def _of(row: Model, name: str) -> Any:
    """Return the value without asking the database for what it refers to."""
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]  # a field of the row itself
