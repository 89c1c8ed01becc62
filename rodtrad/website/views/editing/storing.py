"""What happens to a form that is sent: it is stored, or comes back with all that was written and what is wrong."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import BadRequest

from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import BadVersionError, Values, unpack_version
from rodtrad.targets.models import Target
from rodtrad.website.forms.editing import EditingForm

Stored = TypeVar("Stored")


def store(form: EditingForm, write: Callable[[], Stored]) -> Stored | None:
    """Store a form that was sent to be stored. What is refused stands in the form afterwards, and None is given."""
    if not form.is_valid() or form.is_preview:
        return None
    try:
        return write()
    except (FieldErrors, NotAllowedError, ChangedMeanwhile) as refusal:
        form.refuse(refusal)
        return None


def version_of(text: str, row: Element | Target) -> Values:
    """Return the fields as they were when the form was made; a version that we did not sign is no request of ours."""
    try:
        return unpack_version(text, row.pk)
    except BadVersionError as error:
        raise BadRequest from error
