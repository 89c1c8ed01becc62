"""The forms in which targets stand in the API."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, Field

from rodtrad.core.models import Origin
from rodtrad.core.text import KEY_PATTERN
from rodtrad.indicators.api.schemas import NamedIndicator
from rodtrad.organisations.api import NamedOrganisation, SourceDocument
from rodtrad.targets.methods import IndicatorStatus, Method, PathKind

_KEY = f"^$|{KEY_PATTERN}"


class TargetQuery(Schema):
    element: str = Field("", pattern=_KEY, description="Key of the element that it is for.")
    indicator: str = Field("", pattern=_KEY, description="Key of the indicator.")
    status: IndicatorStatus | None = Field(None, description="How it stands now.")


class YearValue(BaseModel):
    year: float = Field(description="The calendar year; 2024.5 is the middle of it.")
    value: float


class TargetElement(BaseModel):
    key: str
    title: str
    url: str = Field(description="The page for people.")


class TargetBand(BaseModel):
    """A band of figures; an end that is null is open."""

    low: float | None
    high: float | None
    low_included: bool = Field(description="Whether the lowest end belongs to it.")
    high_included: bool = Field(description="Whether the highest end belongs to it.")


class TargetBands(BaseModel):
    wanted: TargetBand
    accepted: list[TargetBand] = Field(description="Lowest accepted.")
    not_accepted: list[TargetBand] = Field(description="When empty, all that is outside the others.")


class Standing(BaseModel):
    """How it stands, found anew from the figures each time it is asked for."""

    status: IndicatorStatus
    reason: str = Field(description="Why, in the language asked for.")
    period: str | None = Field(description="The period of the newest figure.")
    latest: YearValue | None = Field(description="The newest figure, as the method sees it.")
    expected: float | None = Field(description="What the way to the target asks for by now.")
    margin: float | None = Field(
        description="How far the newest figure is past the threshold, in the indicator's unit; below zero it lags."
    )
    pace: float | None = Field(description="The change there has been as a share of the expected one.")


class IndicatorTarget(BaseModel):
    """What is wanted of an indicator, for an element."""

    id: UUID
    element: TargetElement
    indicator: NamedIndicator
    organisation: NamedOrganisation | None = Field(
        description="The unit that it is for; null for the whole organisation."
    )
    method: Method = Field(description="How its status is found; see docs/methods.md.")
    baseline: YearValue | None
    target: YearValue | None
    path: PathKind = Field(description="The way from baseline to target.")
    steps: list[YearValue] = Field(description="The way, where it goes in steps.")
    bands: TargetBands | None = Field(description="Wanted and accepted bands, for the band method.")
    settings: dict[str, Any] = Field(description="What differs from the method's own settings.")
    set_on: date
    standing: Standing
    origin: Origin
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")
