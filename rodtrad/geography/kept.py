"""Keep in this process what takes time to find in areas and boundaries.

Nothing is written. What is kept holds as long as the rows it was made from: which they are now is asked for each time,
which takes a millisecond for a country of municipalities.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

_MOST = 48

T = TypeVar("T")
_held: OrderedDict[tuple[object, ...], tuple[object, Any]] = OrderedDict()


def kept(key: tuple[object, ...], version: object, make: Callable[[], T]) -> T:
    """Return what was made under the key while the version was the same; else what is made now."""
    found = _held.get(key)
    if found is None or found[0] != version:
        found = _held[key] = version, make()
    _held.move_to_end(key)
    while len(_held) > _MOST:
        _held.popitem(last=False)
    made: T = found[1]
    return made


def forget() -> None:
    """Drop everything that is kept."""
    _held.clear()
