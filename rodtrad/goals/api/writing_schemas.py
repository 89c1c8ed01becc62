"""What programs send to write on the thread. What is left out stays as it is; null empties it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.goals.models import Judgement, LinkKind, Progress

#: Any text that a database can hold.
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
_LINE = r"^[^\x00-\x1f]*$"
#: A UUID, or slug and key with a colon between.
_IDENTITY = r"^[a-z0-9-]{1,64}(:[a-z0-9-]{1,64})?$"

Key = Annotated[str, Field(pattern=KEY_PATTERN)]
SdgCode = Annotated[str, Field(pattern=r"^(1[0-7]|[1-9])(\.([1-9][0-9]?|[a-z]))?$")]
AreaCode = Annotated[str, Field(pattern=r"^[0-9]{1,10}[a-z]?$")]
Text = Annotated[str, Field(max_length=20_000, pattern=_TEXT)]
Line = Annotated[str, Field(max_length=500, pattern=_LINE)]
Number = Annotated[str, Field(max_length=30, pattern=_LINE)]
Word = Annotated[str, Field(max_length=60, pattern=_LINE)]
Identity = Annotated[str, Field(pattern=_IDENTITY, max_length=129)]


class Shown(StrEnum):
    """Who may read it."""

    PUBLIC = "public"
    INTERNAL = "internal"
    TEAM = "team"


class WrittenOrigin(StrEnum):
    """A quote has a source, which comes with a plan file."""

    OWN = "own"
    READING = "reading"
    EXAMPLE = "example"

    @property
    def as_origin(self) -> Origin:
        return Origin(self.value)


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ElementChanges(_Sent):
    """New values of some fields of an element."""

    title: Line | None = None
    description: Text | None = None
    responsible: Key | None = Field(None, description="Key of the unit that answers for it.")
    contributing: list[Key] | None = Field(None, max_length=50)
    starts: date | None = None
    ends: date | None = None
    progress: Progress | None = None
    judgement: Judgement | None = None
    visibility: Shown | None = Field(
        None, description="Its own, not that of the plan. Making something public takes the role of approver."
    )
    sdg: list[SdgCode] | None = Field(
        None, max_length=186, description="Sustainable development goals (11) and targets (11.6)."
    )
    areas: list[AreaCode] | None = Field(None, max_length=500)
    keywords: list[Word] | None = Field(None, max_length=30)
    handling: Text | None = Field(None, description="How a guideline is handled.")
    binding: bool | None = Field(None, description="Whether a guideline is binding.")

    def as_changes(self) -> dict[str, Any]:
        """Return what was sent of an element's fields, as the operations take them."""
        names = ElementChanges.model_fields.keys()
        sent = {name: value for name, value in self.model_dump(exclude_unset=True).items() if name in names}
        if sent.get("visibility"):
            sent["visibility"] = Visibility[sent["visibility"].upper()]
        return sent


class NewElement(ElementChanges):
    """An element to make in a draft plan. It is internal unless told otherwise."""

    title: Line
    plan: Key = Field(description="Key of the plan that it comes from.")
    level: Key = Field(description="Key of a level in the plan's framework.")
    key: Key | None = Field(None, description="Its key; without one it gets one from its title.")
    under: Key | None = Field(None, description="Key of the element that it stands under in the plan.")
    number: Number = ""
    link: bool = Field(
        True, description="Whether it also contributes to what it stands under, where levels do."
    )
    origin: WrittenOrigin = WrittenOrigin.OWN


class NewLink(_Sent):
    """What an element contributes to, or addresses."""

    parent: Identity = Field(description="Id of an element, or slug and key: oslo:mal-2.")
    kind: LinkKind | None = Field(None, description="Without one, the first that the levels allow.")
    reason: Text = Field("", description="Why they belong together.")
    origin: WrittenOrigin = WrittenOrigin.OWN


class NewPlacement(_Sent):
    """Another plan that an element is to stand in: it is carried over, and stays the same element."""

    plan: Key
    under: Key | None = Field(None, description="Key of the element that it stands under in the plan.")
    number: Number = ""


class PlacementChanges(_Sent):
    """Where an element is to stand in a plan."""

    under: Key | None = Field(None, description="Key of the element above; null is the top of the plan.")
    index: Annotated[int, Field(ge=0, le=100_000)] | None = Field(
        None, description="Its place among those that stand under the same, from 0; null is last."
    )
    number: Number | None = Field(None, description="Left out, it keeps the one it has.")
    move_link: bool = Field(
        False, description="Whether it is to contribute to what it then stands under instead."
    )
