"""Expressions for values, as PxWebApi version 2 has them, worked out here so that we know what we ask for."""

import re
from collections.abc import Iterable

_COUNTED = re.compile(r"(top|bottom)\(\s*([1-9]\d*)\s*(?:,\s*(\d+)\s*)?\)", re.IGNORECASE)
_BETWEEN = re.compile(r"(from|to|range)\(\s*([^,()]+?)\s*(?:,\s*([^,()]+?)\s*)?\)", re.IGNORECASE)
#: No code or expression is longer.
_LONGEST = 200


class Codes:
    """The values of one variable, in their order.

    A code counts whatever the case of its letters. `*` stands for any letters and `?` for one. `top` counts the last
    values of a time variable and the first of others, as the service does; `[range(a,b)]` may stand in brackets.
    """

    def __init__(self, codes: Iterable[str], *, is_time: bool = False) -> None:
        self.all = tuple(codes)
        self.is_time = is_time
        self._folded = {code.casefold(): place for place, code in reversed(list(enumerate(self.all)))}
        self._places = {code: place for place, code in enumerate(self.all)}

    def pick(self, value: str) -> tuple[str, ...]:
        """Return the codes that a value means, in their order; none where it means nothing."""
        plain = value.strip()
        if len(plain) > _LONGEST:
            return ()
        place = self._place(plain)
        if place is not None:
            return (self.all[place],)
        if plain.startswith("[") and plain.endswith("]"):
            plain = plain[1:-1].strip()
        if found := _COUNTED.fullmatch(plain):
            last = (found[1].casefold() == "top") == self.is_time
            return self._counted(int(found[2]), int(found[3] or 0), last=last)
        if found := _BETWEEN.fullmatch(plain):
            return self._between(found[1].casefold(), found[2], found[3])
        if plain == "*":
            return self.all
        if "*" in plain or "?" in plain:
            pattern = _pattern(plain)
            return tuple(code for code in self.all if pattern.fullmatch(code))
        return ()

    def _counted(self, count: int, offset: int, *, last: bool) -> tuple[str, ...]:
        if not last:
            return self.all[offset : offset + count]
        end = max(0, len(self.all) - offset)
        return self.all[max(0, end - count) : end]

    def _between(self, name: str, first: str, second: str | None) -> tuple[str, ...]:
        if (second is not None) != (name == "range"):
            return ()
        begin = 0 if name == "to" else self._place(first)
        end = len(self.all) - 1 if name == "from" else self._place(first if second is None else second)
        if begin is None or end is None:
            return ()
        return self.all[begin : end + 1]

    def _place(self, code: str) -> int | None:
        exact = self._places.get(code)
        return self._folded.get(code.casefold()) if exact is None else exact


def _pattern(mask: str) -> re.Pattern[str]:
    """Return a pattern for a mask; what a `*` has passed is never tried again, so many of them take no time."""
    first, *rest = [re.escape(part).replace(r"\?", ".") for part in mask.split("*")]
    text = (
        first + "".join(f"(?>.*?{part})" for part in rest[:-1]) + "".join(f".*{part}" for part in rest[-1:])
    )
    return re.compile(text, re.IGNORECASE | re.DOTALL)
