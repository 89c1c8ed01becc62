"""Which way is better."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way is better. The same values as an indicator's own direction, which may be given in its place."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    NONE = "none"

    @property
    def sign(self) -> int:
        """Return 1 where more is better, −1 where less is, 0 where size alone does not tell."""
        return _SIGNS.get(self.value, 0)

    @property
    def mirrored(self) -> "Direction":
        """Return the direction of the same figures with their sign turned."""
        return {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}.get(self, self)


_SIGNS = {"higher": 1, "lower": -1}
