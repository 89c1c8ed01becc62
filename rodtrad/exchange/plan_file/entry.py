"""What every entry of a plan file has: where it stands, and where it comes from."""

from dataclasses import dataclass, field

from rodtrad.exchange.plan_file.reader import Spot


@dataclass(kw_only=True)
class Entry:
    spot: Spot = field(default=Spot(1, 1), compare=False)
    spots: dict[str, Spot] = field(default_factory=dict, compare=False, repr=False)

    def spot_of(self, name: str) -> Spot:
        """Return where the field stands, or the entry when the field is not written."""
        return self.spots.get(name, self.spot)


@dataclass(kw_only=True)
class SourcedEntry(Entry):
    origin: str = "own"
    source: str = ""
    place: str = ""
