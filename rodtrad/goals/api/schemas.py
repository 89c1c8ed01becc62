"""The forms in which elements and threads stand in the API."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, Field

from rodtrad.core.models import LifeCycle, Origin
from rodtrad.core.text import KEY_PATTERN
from rodtrad.goals.models import Judgement, LevelRole, LinkKind, Progress
from rodtrad.goals.queries import Filters
from rodtrad.organisations.api import NamedArea, NamedOrganisation, SourceDocument
from rodtrad.plans.api import NamedPlan

#: Nothing, or a key.
_KEY = f"^$|{KEY_PATTERN}"
#: Any text that a database can hold.
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
_SDG = r"^$|^(1[0-7]|[1-9])(\.([1-9][0-9]?|[a-z]))?$"


class ElementQuery(Schema):
    """The filters of the overview page, in the same words."""

    level: list[Annotated[str, Field(pattern=KEY_PATTERN)]] = Field(
        [], max_length=50, description="Key of a level. Repeat it for several levels."
    )
    responsible: str = Field(
        "", pattern=_KEY, description="Key of the unit that answers for it or contributes."
    )
    sdg: str = Field("", pattern=_SDG, description="A sustainable development goal (11) or target (11.6).")
    progress: Progress | None = Field(None, description="How far it has come.")
    plan: str = Field("", pattern=_KEY, description="Key of the plan that it comes from.")
    year: int | None = Field(None, ge=1900, le=2200, description="A year that its period covers.")
    area: str = Field("", pattern=r"^$|^[0-9]{1,10}[a-z]?$", description="Code of a place that it is about.")
    text: str = Field(
        "", max_length=200, pattern=_TEXT, description="Words in the title, or one of the keywords."
    )

    def as_filters(self) -> Filters:
        return Filters(
            levels=tuple(self.level),
            responsible=self.responsible,
            sdg=self.sdg,
            progress=self.progress or "",
            plan=self.plan,
            year=self.year,
            area=self.area,
            text=self.text.strip(),
        )


class Period(BaseModel):
    starts: date | None
    ends: date | None


class Sdg(BaseModel):
    goals: list[int]
    targets: list[str]


class ElementItem(BaseModel):
    """A challenge, goal, strategy, measure or other thing on the thread."""

    id: UUID
    key: str = Field(description="Unique in the organisation, and stable.")
    organisation: str = Field(description="Slug of the organisation.")
    level: str = Field(description="Key of the level in the organisation's own framework.")
    level_name: str = Field(description="The level's name in the language asked for.")
    role: LevelRole = Field(description="What the level means, the same in every organisation.")
    origin: Origin = Field(description="quoted from the source, a reading of it, own, or an example made up.")
    title: str
    number: str = Field(description="In the plan that it comes from.")
    plan: NamedPlan | None = Field(
        description="The plan that it comes from; null when you may not see the plan."
    )
    life_cycle: LifeCycle
    progress: Progress
    judgement: Judgement | None
    visibility: str = Field(
        description="public, internal or team: the narrowest of it, its plan and the organisation."
    )
    responsible: NamedOrganisation | None
    period: Period
    sdg: Sdg
    areas: list[NamedArea]
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")
    url: str = Field(description="The page for people.")


class PlanPlace(BaseModel):
    """A plan in which the element stands."""

    plan: NamedPlan
    number: str
    carried_over: bool = Field(description="False in the plan that it comes from.")


class ElementInFull(ElementItem):
    """An element with what only its own address tells."""

    description: str
    keywords: list[str]
    contributing: list[NamedOrganisation]
    handling: str = Field(description="How a guideline is handled.")
    binding: bool = Field(description="Whether a guideline is binding.")
    placements: list[PlanPlace] = Field(
        description="The plans in which it stands, of those that you may see."
    )


class ThreadNode(BaseModel):
    """An element on a thread."""

    id: UUID
    key: str
    organisation: str
    level: str
    level_name: str
    role: LevelRole
    origin: Origin
    title: str
    number: str
    depth: int = Field(
        description="Steps from the element asked for: negative above (why), positive below (how)."
    )
    life_cycle: LifeCycle
    progress: Progress
    judgement: Judgement | None
    responsible: NamedOrganisation | None
    url: str


class ThreadLink(BaseModel):
    """That one element contributes to another, or addresses it."""

    child: UUID
    parent: UUID
    kind: LinkKind
    origin: Origin
    reason: str


class ThreadInFull(BaseModel):
    """All that stands above and below an element, as far as you may see."""

    element: UUID
    involves_example: bool = Field(description="Whether any element or link on it is made up as an example.")
    nodes: list[ThreadNode]
    links: list[ThreadLink] = Field(description="Between the nodes, from child to parent.")
