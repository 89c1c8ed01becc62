"""Take a port on this machine, or say who has it."""

import errno
import socket
import subprocess
import time
from pathlib import Path

from rodtrad.config.failures import CommandError
from rodtrad.core.words import gettext as _

HOST = "127.0.0.1"
_PROC = Path("/proc")
_LISTENING = "0A"


def take_port(port: int, *, wait: float = 0.0) -> socket.socket:
    """Return a listening socket; `wait` seconds are for leftovers of a killed run to end."""
    if port == 0:  # to the system it means any, and nobody would know which
        raise CommandError(_not_a_port(port))
    deadline = time.monotonic() + wait
    while True:
        try:
            return socket.create_server((HOST, port), backlog=512)
        except OSError as error:
            if error.errno == errno.EACCES:
                text = _("Du har ikke lov til å bruke port %(port)d. Velg en over 1023.")
                raise CommandError(text % {"port": port}) from error
            if error.errno != errno.EADDRINUSE:
                raise
            if time.monotonic() > deadline:
                raise CommandError(_in_use(port)) from error
        except OverflowError as error:
            raise CommandError(_not_a_port(port)) from error
        time.sleep(0.1)


def _not_a_port(port: int) -> str:
    return _("%(port)d er ikke en port. Velg et tall mellom 1024 og 65535.") % {"port": port}


def _in_use(port: int) -> str:
    holder = holder_of(port)
    text = (
        _("Port %(port)d er i bruk av %(holder)s. Stopp det, eller velg en annen port: %(command)s")
        if holder
        else _("Port %(port)d er i bruk. Stopp det, eller velg en annen port: %(command)s")
    )
    return text % {"port": port, "holder": holder, "command": f"PORT={port + 1} make demo"}


def holder_of(port: int) -> str | None:
    """Return who listens on the port, e.g. "python3 (prosess 12)"; None when this machine does not tell."""
    pid = _pid_by_proc(port) if _PROC.is_dir() else _pid_by_lsof(port)
    if pid is None:
        return None
    try:
        name = (_PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        name = _("et program")
    return _("%(name)s (prosess %(pid)d)") % {"name": name, "pid": pid}


def _pid_by_proc(port: int) -> int | None:
    inodes = {inode for table in ("tcp", "tcp6") for inode in _listening_inodes(_PROC / "net" / table, port)}
    links = {f"socket:[{inode}]" for inode in inodes}
    if not links:
        return None
    for process in sorted(_PROC.glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            if any(str(descriptor.readlink()) in links for descriptor in (process / "fd").iterdir()):
                return int(process.name)
        except OSError:
            continue  # ended meanwhile, or another user's
    return None


def _listening_inodes(table: Path, port: int) -> list[str]:
    try:
        rows = [line.split() for line in table.read_text().splitlines()[1:]]
    except OSError:
        return []
    return [row[9] for row in rows if row[3] == _LISTENING and int(row[1].rpartition(":")[2], 16) == port]


def _pid_by_lsof(port: int) -> int | None:
    try:
        answer = subprocess.run(  # noqa: S603  # fixed words and a number
            ["lsof", "-nP", "-t", f"-iTCP:{port}", "-sTCP:LISTEN"],  # noqa: S607  # where it lies differs
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    first = answer.stdout.split()[:1]
    return int(first[0]) if first and first[0].isdecimal() else None
