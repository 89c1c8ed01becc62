"""End with the process that started us, however it ended, so that no orphan keeps a port or a job."""

import os
import signal
import threading
import time

_PARENT = "RODTRAD_PARENT"
_EVERY = 0.3
_GRACE = 6.0


def environment_for_children() -> dict[str, str]:
    """Return what a child needs in its environment to follow this process."""
    return {_PARENT: str(os.getpid())}


def follow_parent() -> None:
    """Stop this process when its parent dies, if the parent asked for that."""
    given = os.environ.pop(_PARENT, "")
    if given.isdecimal():
        follow(int(given))


def follow(parent: int) -> None:
    """Stop this process when `parent`, its parent, is gone.

    Polling and not PR_SET_PDEATHSIG: it is the same on macOS, and cannot miss a parent that died before us.
    """
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)
