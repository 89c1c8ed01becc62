"""Keep the index as the rooms' things are."""

from rodtrad.search.operations.after_write import follow_write
from rodtrad.search.operations.follow import MOST_ONE_BY_ONE, catch_up, stale_roots
from rodtrad.search.operations.rebuild import rebuild

__all__ = ["MOST_ONE_BY_ONE", "catch_up", "follow_write", "rebuild", "stale_roots"]
