"""Where the embedded database keeps its files, and making those places safely.

<data>/postgres          the cluster (0700)
<data>/run               the socket directory (0700), or /tmp/rodtrad-<hash> when that path is too long
<data>/postgres.lock     held by the owner; `postgres.users` is held, shared, by everyone who uses the server
<data>/postgres.log      what the server says
<data>/postgres.json     which binaries last ran the cluster
<data>/pgbin-<version>   a copy of the binaries, only when the server's account cannot read the installed ones
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rodtrad.core.embedded.account import Account, user_name
from rodtrad.core.embedded.errors import (
    MEGABYTE,
    DiskFullError,
    EmbeddedError,
    HeldByOtherUserError,
    NotADirectoryInTheWayError,
    NotWritableError,
    PathTooLongError,
    UnreachableForAccountError,
    UnsafeSocketDirectoryError,
)

PORT = 5432  # names the socket file; nothing listens on TCP
NEEDED_SPACE = 200 * MEGABYTE
# sockaddr_un.sun_path less the final NUL: 108 on Linux, 104 on macOS and the BSDs.
SOCKET_PATH_LIMIT = 107 if sys.platform == "linux" else 103
# The place whose name is short everywhere. What we make there is 0700, and refused if it is not ours.
SHORT_ROOT = Path("/tmp")  # noqa: S108  # see above
# PostgreSQL's MAXPGPATH is 1024 and it appends file names of its own.
DATA_PATH_LIMIT = 850


@dataclass(frozen=True)
class Layout:
    data: Path

    @property
    def cluster(self) -> Path:
        return self.data / "postgres"

    @property
    def run(self) -> Path:
        return socket_directory(self.data)

    @property
    def lock(self) -> Path:
        return self.data / "postgres.lock"

    @property
    def users(self) -> Path:
        return self.data / "postgres.users"

    @property
    def log(self) -> Path:
        return self.data / "postgres.log"

    @property
    def record(self) -> Path:
        return self.data / "postgres.json"

    @property
    def upgrade_marker(self) -> Path:
        return self.data / "postgres.upgrade.json"

    def cluster_major(self) -> int | None:
        """Return the major version that made the cluster, or None when there is none."""
        try:
            return int((self.cluster / "PG_VERSION").read_text(encoding="ascii").strip())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as error:
            raise HeldByOtherUserError(self.cluster, owner=user_name(self.cluster.stat().st_uid)) from error


def default_data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the directory for everything we keep: RODTRAD_DATA, else the user's own data directory."""
    if given := environ.get("RODTRAD_DATA"):
        return Path(given).expanduser()
    if os.geteuid() == 0:
        return Path("/var/lib/rodtrad")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "rodtrad"
    base = environ.get("XDG_DATA_HOME", "")
    # The XDG specification says that a relative path is to be ignored.
    return (Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share") / "rodtrad"


def layout_for(data_dir: Path | None) -> Layout:
    """Return the layout, with the path resolved so that every way of naming it gives the same sockets."""
    chosen = (data_dir if data_dir is not None else default_data_dir()).expanduser()
    with os_errors_in_words(chosen):
        resolved = chosen.resolve()
    if len(os.fsencode(resolved)) > DATA_PATH_LIMIT:
        raise PathTooLongError(resolved)
    return Layout(resolved)


def socket_directory(data: Path) -> Path:
    """Return the socket directory for a data directory: inside it when short enough.

    It depends on nothing but the path, so that settings can name it before the server runs. /tmp and not
    XDG_RUNTIME_DIR or TMPDIR: those differ between a terminal, sudo, cron and systemd.
    """
    inside = data / "run"
    if len(os.fsencode(inside / f".s.PGSQL.{PORT}.lock")) <= SOCKET_PATH_LIMIT:
        return inside
    return SHORT_ROOT / f"rodtrad-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"


@contextlib.contextmanager
def os_errors_in_words(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into our errors."""
    try:
        yield
    except EmbeddedError:
        raise
    except OSError as error:
        raise _error_for(error, Path(os.fsdecode(error.filename)) if error.filename else path) from error


def _error_for(error: OSError, path: Path) -> Exception:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return DiskFullError(path)
        case errno.EROFS:
            return NotWritableError(path, read_only=True)
        case errno.EACCES | errno.EPERM:
            return NotWritableError(path)
        case errno.ENAMETOOLONG:
            return PathTooLongError(path)
        case errno.ENOTDIR | errno.EEXIST | errno.EISDIR:
            return NotADirectoryInTheWayError(path)
        case _:
            return error


def make_data_dir(layout: Layout, account: Account) -> None:
    """Make the data directory and what leads to it, and see that we and the server's account can use it."""
    with os_errors_in_words(layout.data):
        missing = [p for p in (layout.data, *layout.data.parents) if not p.exists()]
        for directory in reversed(missing):
            directory.mkdir(exist_ok=True)
            # The server's account must pass through, whatever the umask; it need not list.
            directory.chmod(0o711 if account.switched else 0o700)
        if not layout.data.is_dir():
            raise NotADirectoryInTheWayError(layout.data)
        owner = layout.cluster.stat().st_uid if layout.cluster.exists() else account.uid
    if owner != account.uid:
        raise HeldByOtherUserError(layout.cluster, owner=user_name(owner))
    if not os.access(layout.data, os.W_OK | os.X_OK):
        raise NotWritableError(layout.data, read_only=_is_read_only(layout.data))
    if account.switched and not account.can_enter(layout.data):
        raise UnreachableForAccountError(layout.data, account=account.name)


def _is_read_only(path: Path) -> bool:
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def make_socket_dir(run: Path, account: Account) -> None:
    """Make the private socket directory, or refuse one that someone else could have made."""
    with os_errors_in_words(run):
        try:
            run.mkdir(mode=0o700)
        except FileExistsError:
            found = run.lstat()
            private = stat.S_ISDIR(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
            if not private or found.st_uid not in (account.uid, os.geteuid()):
                raise UnsafeSocketDirectoryError(run) from None
        account.take(run, 0o700)


def require_space(path: Path, needed: int = NEEDED_SPACE) -> None:
    """Refuse to begin when the disk is so full that the server would stop half-way."""
    free = shutil.disk_usage(path).free
    if free < needed:
        raise DiskFullError(path, free=free, needed=needed)
