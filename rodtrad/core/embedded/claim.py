"""Who is responsible for a server: the one who started it, those who use it, the last one out."""

from __future__ import annotations

import time
from pathlib import Path

from rodtrad.core.embedded import postmaster
from rodtrad.core.embedded.account import Account
from rodtrad.core.embedded.errors import OwnerLostServerError
from rodtrad.core.embedded.layout import Layout
from rodtrad.core.embedded.locks import Doing, FileLock
from rodtrad.core.embedded.postmaster import Progress
from rodtrad.core.embedded.waiting import ProgressWatch
from rodtrad.core.words import gettext as _

# How long an owner may say "running" without a server before we believe that it has lost it.
LOST_AFTER = 5.0
# How long someone on the way out may keep the owner lock after ceasing to count as a user.
LEAVING = 5.0


class Claim:
    """One user's hold on a server: the users lock, and for the owner the owner lock too.

    The users lock is taken first and let go of first; so whoever gets it alone is the last one out.
    """

    def __init__(self, layout: Layout, account: Account, progress: Progress) -> None:
        self._layout = layout
        self._progress = progress
        self.is_owner = False
        self._users = FileLock(layout.users, account)
        try:
            self._owner = FileLock(layout.lock, account)
        except BaseException:
            self._users.close()
            raise

    def take(self) -> None:
        """Become the owner, or find another's server ready: `is_owner` says which."""
        watch = ProgressWatch(self._cluster, self._layout.log, self._progress)
        lost_since: float | None = None
        while True:
            if not self._users.try_shared():
                watch.tick(_("Venter på at en annen kommando blir ferdig med databasen"))
                continue
            if self._owner.try_exclusive():
                self.is_owner = True
                return
            pid, doing = self._owner.holder()
            if doing is not Doing.STOPPING and postmaster.is_ready(self._cluster, self._layout.run):
                return
            lost = doing is Doing.RUNNING and self._server_pid() is None
            lost_since = (lost_since or time.monotonic()) if lost else None
            if lost_since and time.monotonic() - lost_since > LOST_AFTER:
                raise OwnerLostServerError(pid=pid)
            text = _("Venter på databasen, som en annen kommando holder på med (prosess %(pid)s)")
            watch.tick(text % {"pid": pid})

    @property
    def _cluster(self) -> Path:
        return self._layout.cluster

    def _server_pid(self) -> int | None:
        return postmaster.running_pid(self._cluster, self._layout.run)

    def say(self, doing: Doing) -> None:
        self._owner.say(doing)

    def may_stop(self, *, even_if_used: bool) -> bool:
        """Cease to be a user, and say whether the server is now ours to stop.

        It is when nobody else uses it; an owner who left before us left it to us.
        """
        last = self._users.try_exclusive()
        if self.is_owner:
            return last or even_if_used
        deadline = time.monotonic() + LEAVING
        while last and not self.is_owner and time.monotonic() < deadline:
            self.is_owner = self._owner.try_exclusive()
            if not self.is_owner:
                time.sleep(0.02)
        return self.is_owner

    def take_alone(self) -> int | None:
        """Become the owner with nobody else about, or return the process id of one who is (0 if unknown)."""
        if not self._users.try_exclusive() or not self._owner.try_exclusive():
            return self._owner.holder()[0] or 0
        self.is_owner = True
        return None

    def close(self) -> None:
        """Let go of both locks."""
        self.is_owner = False
        self._owner.close()
        self._users.close()
