"""The forms in which goal conflicts stand in the API, and in which programs send them."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.goals.api.writing_schemas import Key, Shown, Text
from rodtrad.goals.models import Handling, Sign
from rodtrad.goals.operations.conflicts_fields import LONGEST_LINE, MOST_STEPS
from rodtrad.organisations.api import NamedOrganisation, SourceDocument

_KEY = f"^$|{KEY_PATTERN}"
_LINE = r"^[^\x00-\x1f]*$"
Line = Annotated[str, Field(max_length=LONGEST_LINE, pattern=_LINE)]


class ConflictQuery(Schema):
    handling: Handling | None = Field(None, description="What has been done with it.")
    owner: str = Field("", pattern=_KEY, description="Key of the unit that owns it.")
    element: str = Field("", pattern=_KEY, description="Key of an element that a step names.")


class NamedElement(BaseModel):
    key: str
    title: str


class ConflictStepItem(BaseModel):
    """One step of the chain, in order."""

    text: str
    sign: Sign | None = Field(description="Whether the step strengthens (+) or weakens (-) what it leads to.")
    element: NamedElement | None = Field(description="The element that it is about.")


class NamedCase(BaseModel):
    key: str
    number: str
    title: str


class ConflictItem(BaseModel):
    """A conflict between goals."""

    id: UUID
    key: str = Field(description="Unique among the organisation's conflicts, and stable.")
    organisation: str = Field(description="Slug of the organisation.")
    title: str
    description: str
    handling: Handling
    owner: NamedOrganisation | None
    case: NamedCase | None = Field(description="The case in which it was decided.")
    visibility: str = Field(description="public, internal or team: the narrower of it and the organisation.")
    origin: Origin
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")
    steps: list[ConflictStepItem]
    url: str = Field(description="The page for people.")


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SentStep(_Sent):
    text: Annotated[Line, Field(min_length=1)]
    sign: Sign | None = None
    element: Key | None = Field(None, description="Key of the element that it is about.")


class ConflictChanges(_Sent):
    """Fields of a conflict to change. What is left out stays as it is; null empties owner and case."""

    title: Line = Field("", description="What the conflict is called.")
    description: Text = ""
    handling: Handling = Handling.OPEN
    owner: Key | None = Field(None, description="Key of the unit that owns it.")
    case: Key | None = Field(None, description="Key of the case in which it was decided.")
    visibility: Shown = Field(
        Shown.INTERNAL, description="Making it public takes the role of approver for its owner."
    )
    steps: list[SentStep] = Field(
        default_factory=list, max_length=MOST_STEPS, description="The whole chain, in order."
    )

    def as_values(self) -> dict[str, Any]:
        """Return what was sent as the operations take it."""
        sent = self.model_dump(exclude_unset=True)
        for name in ("owner", "case"):
            if name in sent:
                sent[name] = sent[name] or ""
        if "visibility" in sent:
            sent["visibility"] = int(Visibility[sent["visibility"].upper()])
        if "steps" in sent:
            sent["steps"] = [[one.text, one.element or "", one.sign or ""] for one in self.steps]
        return sent


class NewConflict(ConflictChanges):
    """A conflict to make, with at least one step. It is internal unless told otherwise."""

    title: Annotated[Line, Field(min_length=1)]
    steps: Annotated[list[SentStep], Field(min_length=1, max_length=MOST_STEPS)]
