"""The forms in which indicators stand in the API."""

from datetime import date, datetime

from ninja import Schema
from pydantic import BaseModel, Field

from rodtrad.core.models import Origin
from rodtrad.indicators.models import Dimension, Direction, Formula, Perspective, Quantity, Theme
from rodtrad.organisations.api import NamedArea

#: Any text that a database can hold.
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
_SDG = r"^$|^(1[0-7]|[1-9])(\.([1-9][0-9]?|[a-z]))?$"


class IndicatorQuery(Schema):
    """The filters of the catalogue, in the same words."""

    theme: Theme | None = Field(None, description="What it is about.")
    dimension: Dimension | None = Field(None, description="The dimension of sustainability.")
    perspective: Perspective | None = Field(
        None, description="Where it stands on the way from what is put in to what comes of it."
    )
    sdg: str = Field("", pattern=_SDG, description="A sustainable development goal (11) or target (11.6).")
    text: str = Field(
        "", max_length=200, pattern=_TEXT, description="Words that stand in the name or the definition."
    )


class NamedIndicator(BaseModel):
    key: str
    title: str = Field(description="In the language asked for, where it has a name in it.")
    unit: str = Field(description="Short code: person, percent, kr/person, per 1000 person, tonn co2e …")
    decimals: int


class FigureTable(BaseModel):
    """The table that figures come from."""

    key: str
    title: str
    publisher: str
    table: str = Field(description="The publisher's own name of it.")
    address: str
    licence: str


class LatestFigure(BaseModel):
    """The newest figure for the organisation's own area."""

    area: NamedArea
    period: str = Field(description="2024, 2024H1, 2024T1, 2024K1, 2024M03, 2023/24 or 2013-2016.")
    value: float
    provisional: bool


class IndicatorItem(NamedIndicator):
    """An indicator that the organisation can be followed by."""

    organisation: str | None = Field(
        description="Slug of the organisation whose own it is; null for the common set."
    )
    definition: str
    direction: Direction = Field(description="Which way is better.")
    theme: Theme
    dimension: Dimension
    perspective: Perspective
    sdg: list[str] = Field(description="Targets that it measures.")
    origin: Origin
    source: FigureTable | None = Field(description="Null for what is reckoned here from others.")
    latest: LatestFigure | None = Field(description="Null when there is no figure yet.")
    url: str = Field(description="The page for people.")


class Age(BaseModel):
    """How old the newest figure is, and when the next is due."""

    published: datetime | None = Field(description="When its publisher gave it out, where that is told.")
    fetched: datetime | None
    checked: datetime | None = Field(description="When the source was last asked, whatever came of it.")
    next_due: date | None
    late: bool = Field(description="Whether the next is past its day.")
    failure: str = Field(description="Why the last fetch gave nothing; empty when it went well.")


class Reckoning(BaseModel):
    """How it is reckoned here from other indicators."""

    formula: Formula
    parts: list[str] = Field(description="Keys; what is divided or taken from stands first.")


class IndicatorInFull(IndicatorItem):
    """One indicator, with what one must know to read it right."""

    reservation: str = Field(description="What one must know to read it right.")
    quantity: Quantity = Field(description="How its figures add up.")
    band: list[float] | None = Field(description="The two ends of what is best, where a band is.")
    reckoned: Reckoning | None
    defined_on: date | None = Field(description="When what it measures was last changed.")
    hidden_below: int = Field(description="Counts below this are not published; 0 for none.")
    age: Age
