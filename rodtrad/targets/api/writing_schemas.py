"""What programs send to say what is wanted of an indicator. What is left out stays as it is; null empties it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from rodtrad.goals.api.writing_schemas import Key
from rodtrad.targets.methods import Method, PathKind

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MOST_STEPS, _MOST_BANDS, _MOST_SETTINGS = 100, 20, 20

Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
SettingName = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
SettingWord = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SentStep(_Sent):
    year: Year
    value: Figure


class SentBand(_Sent):
    """A band of figures; without an end it is open there."""

    low: Figure | None = None
    high: Figure | None = None
    low_included: bool = Field(True, strict=True, description="Whether the lowest end belongs to it.")
    high_included: bool = Field(True, strict=True, description="Whether the highest end belongs to it.")

    def as_values(self) -> list[float | bool | None]:
        """Return the ends, and whether each belongs when not both do, as a target holds them."""
        belongs = [self.low_included, self.high_included]
        while belongs and belongs[-1]:
            belongs.pop()
        return [self.low, self.high, *belongs]


Several = Annotated[list[SentBand], Field(max_length=_MOST_BANDS)]


class SentBands(_Sent):
    wanted: SentBand
    accepted: Several = Field(default_factory=list, description="Lowest accepted.")
    not_accepted: Several = Field(
        default_factory=list, description="When empty, all that is outside the others."
    )

    def as_values(self) -> dict[str, Any]:
        told: dict[str, Any] = {"wanted": self.wanted.as_values()}
        for name, several in (("accepted", self.accepted), ("not_accepted", self.not_accepted)):
            if several:
                told[name] = [one.as_values() for one in several]
        return told


class TargetChanges(_Sent):
    """Fields of a target to change. With other figures it is the organisation's own, whatever it was before."""

    organisation: Key | None = Field(
        None, description="Key of the unit that it is for; null is the whole organisation."
    )
    method: Method = Field(Method.LINEAR, description="How its status is found; see docs/methods.md.")
    value: Figure | None = Field(None, description="What is to be reached, in the indicator's unit.")
    year: Year | None = Field(None, description="The year in which it is to be reached.")
    baseline_value: Figure | None = Field(
        None, description="What it starts from; without one, the first figure."
    )
    baseline_year: Year | None = None
    path: PathKind = Field(PathKind.LINEAR, description="The way from baseline to target; for `linear`.")
    steps: Annotated[list[SentStep], Field(max_length=_MOST_STEPS)] | None = Field(
        None, description="The way, where it goes in steps."
    )
    bands: SentBands | None = Field(None, description="For the method `band`.")
    settings: (
        Annotated[
            dict[SettingName, Figure | Annotated[bool, Field(strict=True)] | SettingWord],
            Field(max_length=_MOST_SETTINGS),
        ]
        | None
    ) = Field(None, description="What differs from the method's own settings; see docs/methods.md.")

    def as_values(self) -> dict[str, Any]:
        """Return what was sent as the operations take it."""
        sent = self.model_dump(mode="json", exclude_unset=True, include=set(TargetChanges.model_fields))
        if "organisation" in sent:
            sent["organisation"] = sent["organisation"] or ""
        if "steps" in sent:
            sent["steps"] = sorted([one.year, one.value] for one in self.steps or [])
        if "bands" in sent:
            sent["bands"] = self.bands.as_values() if self.bands else {}
        if "settings" in sent:
            sent["settings"] = sent["settings"] or {}
        return sent


class NewTarget(TargetChanges):
    """What is wanted of an indicator, for an element that has no target of it yet."""

    indicator: Key = Field(description="Key of an indicator: the organisation's own, or of the common set.")

    def as_values(self) -> dict[str, Any]:
        return {"method": self.method.value, **super().as_values()}
