"""The files in deploy/ name commands and settings that exist."""

import re
from pathlib import Path

import pytest
import yaml

import rodtrad
from rodtrad.config.cli import COMMANDS
from tests.config.test_settings_documented import settings_documented

DEPLOY = Path(rodtrad.__file__).parent.parent / "deploy"


def test_compose_gives_only_known_settings_and_a_supported_database() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert set(compose["x-rodtrad"]["environment"]) <= settings_documented()
    assert set(compose["services"]) == {"db", "migrate", "web", "worker"}
    assert int(compose["services"]["db"]["image"].split(":")[1]) >= 16


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_commands_exist(file: Path) -> None:
    text = file.read_text("utf-8")
    named = re.findall(r"bin/rodtrad (\S+)", text) + re.findall(r'\["rodtrad", "(\S+)"\]', text)
    assert named
    assert set(named) <= set(COMMANDS)


def test_the_image_does_not_run_as_root() -> None:
    assert re.search(r"^USER rodtrad$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
