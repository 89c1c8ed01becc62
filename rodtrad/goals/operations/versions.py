"""The version that someone started from, field by field: what they changed, what others changed, what both did."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.core import signing

from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict
from rodtrad.goals.models import Element
from rodtrad.goals.operations.fields import Values, said_again
from rodtrad.goals.queries.last_changes import last_changes

_SALT = "rodtrad.goals.version"


class BadVersionError(Exception):
    """A version that we did not sign, or of something else."""


def pack_version(element_id: UUID, values: Values) -> str:
    """Return the signed version that a form carries: every field as it was when the form was made."""
    return signing.dumps({"of": str(element_id), "was": values}, salt=_SALT, compress=True)


def unpack_version(text: str, element_id: UUID) -> Values:
    """Return the fields as they were. Raises BadVersionError for what we did not sign for this element."""
    try:
        found = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadVersionError from error
    if found["of"] != str(element_id):
        raise BadVersionError
    was: Values = found["was"]
    return was


def tag_of(values: Values) -> str:
    """Return a short name for just these values: the same for the same, as an HTTP ETag."""
    plain = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:24]


def own_changes(mine: Values, started: Mapping[str, object] | None, now: Values) -> Values:
    """Return the fields that the person really changes: what they left as it was, others may have changed.

    A form sends text back without the spaces around it: what stood there with them is left as it was.
    """
    was = now if started is None else started
    return {
        field: value
        for field, value in mine.items()
        if value not in (told := was.get(field, now.get(field)), said_again(field, told), now.get(field))
    }


def conflicts_in(
    element: Element, changed: Values, started: Mapping[str, object] | None, now: Values
) -> list[FieldConflict]:
    """Return the fields that the person changes and somebody else has changed since to something else."""
    both = [
        field for field in changed if started is not None and started.get(field, now[field]) != now[field]
    ]
    if not both or started is None:
        return []
    told = last_changes(element, both)
    return [
        FieldConflict(
            element, field, started[field], now[field], changed[field], *told.get(field, ("", None))
        )
        for field in both
    ]


def refuse_conflicts(
    element: Element, changed: Values, started: Mapping[str, object] | None, now: Values
) -> None:
    """Raise ChangedMeanwhile when both changed the same field."""
    conflicts = conflicts_in(element, changed, started, now)
    if conflicts:
        raise ChangedMeanwhile(conflicts, {element.pk: now})
