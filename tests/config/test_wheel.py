"""The wheel carries everything the program needs besides Python code."""

import subprocess
import sys
import zipfile
from pathlib import Path

import rodtrad

PACKAGE = Path(rodtrad.__file__).parent


def test_the_wheel_carries_every_file_of_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=PACKAGE.parent, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    for kind in ("*.html", "*.css", "*.js", "*.yaml", "*.sql", "*.mo", "*.woff2", "*.svg", "*.py"):
        files = {str(path.relative_to(PACKAGE.parent)) for path in PACKAGE.rglob(kind)}
        assert files <= carried, kind
    assert not [name for name in carried if name.startswith("tests/")]
    assert any(name.endswith("entry_points.txt") for name in carried)
