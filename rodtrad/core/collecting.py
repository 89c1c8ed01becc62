"""The garbage collector, which looks for circles of objects among all that live."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while very much is built that stays, such as a whole root; may be used as a decorator.

    It runs each time so and so many objects have been made and walks through all of them, which takes half of
    the time of such work and frees nothing. What no circle holds is freed at once all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
