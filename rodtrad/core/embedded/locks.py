"""Two file locks that the kernel frees when their holder dies, however it dies.

The *owner* lock is exclusive and held by the command that will stop the server. The *users* lock is shared
and held by everyone who uses it, so that an owner who finishes first can see that others are still there.
"""

from __future__ import annotations

import fcntl
import os
from enum import StrEnum
from pathlib import Path

from rodtrad.core.embedded.account import Account, user_name
from rodtrad.core.embedded.errors import HeldByOtherUserError
from rodtrad.core.embedded.layout import os_errors_in_words


class Doing(StrEnum):
    """What the holder of the owner lock is doing, for those who wait."""

    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    UPGRADING = "upgrading"


class FileLock:
    """A `flock` on a file. Not inherited across exec, so the server never holds it."""

    def __init__(self, path: Path, account: Account) -> None:
        self._path = path
        self._fd = self._open(account)

    def _open(self, account: Account) -> int:
        existed = self._path.exists()
        try:
            with os_errors_in_words(self._path):
                fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except Exception as error:
            if existed and (uid := self._path.stat().st_uid) != os.geteuid():
                raise HeldByOtherUserError(self._path, owner=user_name(uid)) from error
            raise
        if not existed:
            account.take(fd, 0o600)
        return fd

    def try_exclusive(self) -> bool:
        """Take the lock alone, if nobody else holds it; a shared lock we held is let go of either way.

        Letting go first makes it certain that of several who leave at once, one sees that it is the last.
        """
        fcntl.flock(self._fd, fcntl.LOCK_UN)
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def say(self, doing: Doing) -> None:
        """Write who holds the lock and what it does."""
        text = f"{os.getpid()} {doing}\n".encode()
        os.pwrite(self._fd, text.ljust(40), 0)

    def holder(self) -> tuple[int | None, Doing | None]:
        """Read what the holder last said."""
        words = os.pread(self._fd, 40, 0).decode(errors="replace").split()
        try:
            return int(words[0]), Doing(words[1])
        except (IndexError, ValueError):
            return None, None

    def close(self) -> None:
        """Let go."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
