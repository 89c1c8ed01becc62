"""What happens to a form that is sent: it is stored, or comes back with all that was written and what is wrong."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import BadVersionError as BadElementVersionError
from rodtrad.goals.operations import Values, unpack_version
from rodtrad.targets.models import Target
from rodtrad.website.forms.begun import VERSION, BadVersionError, unpack
from rodtrad.website.forms.editing import EditingForm
from rodtrad.website.page import Page

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
    except BadElementVersionError as error:
        raise BadRequest from error


def begun_with(page: Page, identity: object) -> dict[str, Any]:
    """Return what stood when the form that is sent was made; a version that we did not sign is no request of ours."""
    try:
        return unpack(page.request.POST.get(VERSION, ""), identity)
    except BadVersionError as error:
        raise BadRequest from error


def begun_or(page: Page, identity: object, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stood when the form that is sent was made; of a form that is only opened, what stands now."""
    return begun_with(page, identity) if page.request.method == "POST" else dict(now)


def seen_too_late() -> str:
    """Say why something that somebody else has changed meanwhile is not taken away; what stands is shown then."""
    return _("Noen andre har endret dette siden du åpnet siden. Ingenting er tatt bort. Se hva som står nå.")
