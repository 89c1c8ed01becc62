"""Every setting that the program reads, and every command it has, stands in docs/howto/deploy.md."""

import re
from pathlib import Path

import pytest

import rodtrad
from rodtrad.config.cli import COMMANDS

PACKAGE = Path(rodtrad.__file__).parent
PROJECT = PACKAGE.parent
GUIDE = (PROJECT / "docs/howto/deploy.md").read_text("utf-8")
READS = re.compile(
    r"""(?:[Ee]nviron(?:ment)?(?:\(\))?|self)\.(?:text|names|number|flag|roles|get)\(\s*"([A-Z][A-Z_]+)"|envvar="([A-Z_]+)\""""
)
#: The operating system's own, and one between our own processes.
NOT_OURS = {"XDG_DATA_HOME", "PATH"}


def settings_read() -> set[str]:
    found = set()
    for file in PACKAGE.rglob("*.py"):
        found.update(one or other for one, other in READS.findall(file.read_text("utf-8")))
    return found - NOT_OURS


def settings_documented() -> set[str]:
    table = GUIDE.split("## Innstillinger")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))


def test_the_search_finds_settings() -> None:
    assert {
        "DATABASE_URL",
        "SECRET_KEY",
        "PORT",
        "EMAIL_HOST",
        "RODTRAD_DATA",
        "RODTRAD_TRACE",
    } <= settings_read()


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    assert settings_documented() == settings_read()


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if not entry.hidden])
def test_every_command_is_documented(name: str) -> None:
    assert f"`rodtrad {name}" in GUIDE


@pytest.mark.parametrize("name", ["rodtrad.service", "rodtrad-worker.service", "Dockerfile", "compose.yaml"])
def test_the_files_it_speaks_of_exist(name: str) -> None:
    assert (PROJECT / "deploy" / name).is_file()
    assert name in GUIDE
