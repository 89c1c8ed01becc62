"""Which operating-system account the server runs as: our own, or an unprivileged one when we are root."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from rodtrad.core.embedded.errors import NoUsableAccountError

# "nobody" is last: other services may run as it and could then read the data. It is still better than
# refusing in the containers where it is the only one there is; `is_shared` lets callers warn.
UNPRIVILEGED = ("rodtrad", "postgres", "nobody")


class _PopenIdentity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: Sequence[int]


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    name: str
    switched: bool  # we are root and must become someone else for the server's processes

    @property
    def is_shared(self) -> bool:
        return self.switched and self.name == "nobody"

    def popen_identity(self) -> _PopenIdentity:
        """Return the arguments that make `subprocess` start a process as this account."""
        if not self.switched:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, made: Path | int, mode: int) -> None:
        """Give something we just made, named or as an open file, to this account."""
        os.chmod(made, mode)
        if self.switched:
            os.chown(made, self.uid, self.gid)

    def can_enter(self, directory: Path) -> bool:
        return self._test('cd "$1"', directory)

    def can_run(self, program: Path, needed_file: Path) -> bool:
        return self._test('test -x "$1" && test -r "$2"', program, needed_file)

    def _test(self, script: str, *paths: Path) -> bool:
        # Asking the kernel as that account is the only answer that counts access lists and mount options too.
        result = subprocess.run(  # noqa: S603 - fixed scripts, paths as arguments
            ["/bin/sh", "-c", script, "sh", *map(str, paths)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            **self.popen_identity(),
        )
        return result.returncode == 0


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def choose_account(cluster: Path) -> Account:
    """Return the account the server runs as.

    As root an existing cluster keeps its owner, so that a later-made `rodtrad` account does not lock it out.
    """
    uid = os.geteuid()
    if uid != 0:
        return Account(uid, os.getegid(), user_name(uid), switched=False)
    candidates: list[pwd.struct_passwd] = []
    with contextlib.suppress(OSError, KeyError):
        candidates.append(pwd.getpwuid(cluster.stat().st_uid))
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            candidates.append(pwd.getpwnam(name))
    for entry in candidates:
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, switched=True)
    raise NoUsableAccountError(tried=UNPRIVILEGED)
