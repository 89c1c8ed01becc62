"""Static files under hashed names, gathered once per version into the data directory."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from rodtrad import __version__

_STAMP = ".fingerprint"


def static_files_are_current() -> bool:
    """Tell whether the gathered files are those of the installed version."""
    return _read_stamp(Path(settings.STATIC_ROOT)) == _fingerprint(_found())


def gather_static_files() -> bool:
    """Gather, hash and compress the files unless that is done; returns whether it was needed.

    Built beside and moved into place, so that a full disk or a kill leaves nothing half done.
    """
    root = Path(settings.STATIC_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    with (root.parent / f"{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = _found()
        fingerprint = _fingerprint(found)
        if _read_stamp(root) == fingerprint:
            return False
        for leftover in root.parent.glob(f"{root.name}.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        building = Path(tempfile.mkdtemp(prefix=f"{root.name}.new-", dir=root.parent))
        try:
            _build(found, building)
            (building / _STAMP).write_text(fingerprint, "ascii")
            building.chmod(0o755)
            _swap(building, root)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return True


def _found() -> dict[str, tuple[Storage, str]]:
    """Return every static file by its address; the first finder that has it wins, as in collectstatic."""
    found: dict[str, tuple[Storage, str]] = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", None)
            found.setdefault(os.path.join(prefix, path) if prefix else path, (storage, path))
    return found


def _fingerprint(found: dict[str, tuple[Storage, str]]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for address in sorted(found):
        storage, path = found[address]
        with storage.open(path) as file:
            digest.update(f"\0{address}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _read_stamp(root: Path) -> str | None:
    try:
        return (root / _STAMP).read_text("ascii")
    except OSError:
        return None


def _build(found: dict[str, tuple[Storage, str]], building: Path) -> None:
    storage: ManifestStaticFilesStorage = CompressedManifestStaticFilesStorage(
        location=str(building), base_url=settings.STATIC_URL
    )
    for address, (source, path) in found.items():
        with source.open(path) as file:
            storage.save(address, file)
    paths = {address: (storage, address) for address in found}
    for _name, _hashed, outcome in storage.post_process(paths, dry_run=False):
        if isinstance(outcome, Exception):
            raise outcome


def _swap(new: Path, root: Path) -> None:
    old = root.with_name(f"{root.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if root.exists():
        root.rename(old)
    new.rename(root)
    shutil.rmtree(old, ignore_errors=True)
