import json
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from pytest_django import Settings

from rodtrad.config import static_files


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path / "static"


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make two files the only ones there are."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text('body { background: url("b.svg"); }')
    (source / "b.svg").write_text("<svg/>" + " " * 2000)
    storage = StaticFilesStorage(location=str(source), base_url="/static/")
    monkeypatch.setattr(
        static_files, "_found", lambda: {name: (storage, name) for name in ("a.css", "b.svg")}
    )
    return source


def test_files_get_hashed_names_that_refer_to_each_other(root: Path, few: Path) -> None:
    assert static_files.gather_static_files()
    names = json.loads((root / "staticfiles.json").read_text())["paths"]
    assert names["b.svg"] in (root / names["a.css"]).read_text()
    assert (root / f"{names['b.svg']}.gz").exists()


def test_a_second_time_is_nothing_to_do(root: Path, few: Path) -> None:
    static_files.gather_static_files()
    assert static_files.static_files_are_current()
    assert not static_files.gather_static_files()


def test_a_changed_file_is_gathered_again_and_old_ones_leave(root: Path, few: Path) -> None:
    static_files.gather_static_files()
    before = set(root.iterdir())
    (few / "b.svg").write_text("<svg id='ny'/>")
    assert not static_files.static_files_are_current()
    assert static_files.gather_static_files()
    assert {path.name for path in before} != {path.name for path in root.iterdir()}
    assert sorted(path.name for path in root.parent.iterdir()) == ["source", "static", "static.lock"]


def test_a_broken_reference_leaves_what_was(root: Path, few: Path) -> None:
    static_files.gather_static_files()
    before = sorted(root.iterdir())
    (few / "a.css").write_text('body { background: url("borte.svg"); }')
    with pytest.raises(ValueError, match=r"borte\.svg"):
        static_files.gather_static_files()
    assert sorted(root.iterdir()) == before
