"""What can be known about a running server from outside: its pid file, its socket, its log."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rodtrad.core.embedded.layout import PORT

Progress = Callable[[str], None]

# Larger than any process id on Linux (2**22) and macOS (99998): names a process that is certainly dead.
NO_SUCH_PID = 2**30


def silent(_message: str) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class PidFile:
    """PostgreSQL's postmaster.pid."""

    pid: int
    socket_dir: Path | None
    status: str

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"


def read_pid_file(cluster: Path) -> PidFile | None:
    """Return what the server wrote about itself; None when there is nothing, or only a beginning."""
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid = abs(int(lines[0]))
    except (OSError, ValueError, IndexError):
        return None
    socket_dir = Path(lines[4]) if len(lines) > 4 and lines[4] else None
    return PidFile(pid, socket_dir, lines[7].strip() if len(lines) > 7 else "")


def socket_path(run: Path) -> Path:
    return run / f".s.PGSQL.{PORT}"


def is_listening(run: Path) -> bool:
    """Say whether a server accepts connections on the socket; it does so from before recovery begins."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        try:
            client.connect(str(socket_path(run)))
        except (TimeoutError, BlockingIOError):
            return True  # too busy to answer, but there
        except OSError:
            return False
    return True


def is_alive(pid: int) -> bool:
    """Say whether a process lives, collecting it first if it was ours and has ended."""
    with contextlib.suppress(ChildProcessError, OverflowError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def command_of(pid: int) -> str | None:
    """Return the command line of a process; None when this machine does not tell."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    try:
        asked = ["/bin/ps", "-o", "args=", "-p", str(pid)]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed
    except OSError:
        return None


def running_pid(cluster: Path, run: Path) -> int | None:
    """Return the process id of the live server of this cluster, if there is one.

    A live process with the id in the pid file is not enough: ids are used again, in containers all the time.
    """
    found = read_pid_file(cluster)
    if found is None or not is_alive(found.pid):
        return None
    if is_listening(run):
        return found.pid
    command = command_of(found.pid)
    if command is None or ("postgres" in command and str(cluster) in command):
        return found.pid
    return None


def serves(cluster: Path, run: Path) -> bool:
    """Say whether the server of this cluster has, or will have, its socket in this directory."""
    found = read_pid_file(cluster)
    return found is not None and found.socket_dir in (None, run)


def is_ready(cluster: Path, run: Path) -> bool:
    """Say whether the server of this cluster takes queries now."""
    found = read_pid_file(cluster)
    return found is not None and found.is_ready and is_alive(found.pid) and is_listening(run)


def forget_dead_server(cluster: Path, run: Path) -> None:
    """Clear what would make PostgreSQL believe that a dead server lives.

    Call only with the owner lock held and no server running. PostgreSQL removes a stale pid file itself,
    except when it is empty (full disk) or its process id now belongs to another program (usual in
    containers). The file is kept then, with another id: it names the shared memory by which PostgreSQL sees
    processes that a crash left behind.
    """
    pid_file = cluster / "postmaster.pid"
    found = read_pid_file(cluster)
    if found is None:
        pid_file.unlink(missing_ok=True)
    elif is_alive(found.pid):
        _, _, rest = pid_file.read_text(encoding="utf-8").partition("\n")
        # We may be root in a directory of the server's account: do not follow what it may have put there.
        fd = os.open(pid_file, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(f"{NO_SUCH_PID}\n{rest}")
    for leftover in (socket_path(run), Path(f"{socket_path(run)}.lock")):
        leftover.unlink(missing_ok=True)


def log_tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 16_384))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
