"""Fetch the vendored files named in vendor.toml, or check those that stand in the tree.

python scripts/vendor.py            fetch with npm, verify, copy
python scripts/vendor.py --check    compare the tree with vendor.toml, without network
python scripts/vendor.py --record   fetch and write the hashes of a new version into vendor.toml
"""

import argparse
import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MANIFEST = PROJECT / "vendor.toml"
TARGET = PROJECT / "rodtrad" / "website" / "static" / "vendor"


@dataclass(frozen=True)
class VendoredFile:
    """One file of one package: where it comes from, where it goes, what it must be."""

    package: str
    version: str
    source: str
    target: Path
    sha512: str


def vendored_files(manifest: Path = MANIFEST, target: Path = TARGET) -> Iterator[VendoredFile]:
    """Read vendor.toml."""
    for package in tomllib.loads(manifest.read_text(encoding="utf-8"))["package"]:
        for file in package["files"]:
            yield VendoredFile(
                package["name"], package["version"], file["from"], target / file["to"], file["sha512"]
            )


def integrity(content: bytes) -> str:
    """Write a SHA-512 the way browsers and npm do: `sha512-` and base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode("ascii")


def faults(files: list[VendoredFile], target: Path = TARGET) -> list[str]:
    """List every file that is missing, changed, or not named in vendor.toml."""
    found = []
    for file in files:
        if not file.target.is_file():
            found.append(f"{file.target}: missing")
        elif integrity(file.target.read_bytes()) != file.sha512:
            found.append(f"{file.target}: is not the {file.source} of {file.package} {file.version}")
    named = {file.target for file in files}
    strangers = (path for path in sorted(target.rglob("*")) if path.is_file() and path not in named)
    return found + [f"{path}: not named in vendor.toml" for path in strangers]


def packed(package: str, version: str, folder: Path) -> dict[str, bytes]:
    """Fetch one package with npm and return its files by path."""
    command = ["npm", "pack", f"{package}@{version}", "--ignore-scripts", "--pack-destination", str(folder)]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / name) as archive:
        members = ((member, archive.extractfile(member)) for member in archive if member.isfile())
        return {m.name.removeprefix("package/"): reader.read() for m, reader in members if reader}


def fetch(files: list[VendoredFile], *, record: bool) -> None:
    """Write each file into the tree when its hash is right; with `record`, note the hash instead."""
    contents: dict[str, dict[str, bytes]] = {}
    manifest = MANIFEST.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for package, version in {(file.package, file.version) for file in files}:
            contents[package] = packed(package, version, Path(folder))
    for file in files:
        content = contents[file.package][file.source]
        if record:
            old = f'to = "{file.target.relative_to(TARGET).as_posix()}", sha512 = "'
            manifest = manifest.replace(f'{old}{file.sha512}"', f'{old}{integrity(content)}"')
        elif integrity(content) != file.sha512:
            sys.exit(f"{file.package} {file.version}: {file.source} is not what vendor.toml says")
        file.target.parent.mkdir(parents=True, exist_ok=True)
        file.target.write_bytes(content)
    MANIFEST.write_text(manifest, encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Fetch or check vendored files.")
    parser.add_argument("--check", action="store_true", help="compare only, without network")
    parser.add_argument("--record", action="store_true", help="write the hashes of new versions")
    options = parser.parse_args()
    if not options.check:
        fetch(list(vendored_files()), record=options.record)
    if found := faults(list(vendored_files())):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
