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


@pytest.mark.parametrize(
    "file", sorted(set(DEPLOY.iterdir()) - {DEPLOY / "nginx.conf"}), ids=lambda file: file.name
)
def test_commands_exist(file: Path) -> None:
    text = file.read_text("utf-8")
    named = re.findall(r"bin/rodtrad (\S+)", text) + re.findall(r'\["rodtrad", "(\S+)"\]', text)
    assert named
    assert set(named) <= set(COMMANDS)


def test_the_image_does_not_run_as_root() -> None:
    assert re.search(r"^USER rodtrad$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)


def test_the_proxy_tells_what_the_site_reads_and_the_guide_shows_the_same() -> None:
    _comment, told = (DEPLOY / "nginx.conf").read_text("utf-8").split("\n", 1)
    guide = (DEPLOY.parent / "docs/howto/deploy.md").read_text("utf-8")
    assert f"```nginx\n{told}```" in guide
    headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", told))
    assert headers == {
        "Host": "$host",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-For": "$proxy_add_x_forwarded_for",
        "X-Request-ID": "$request_id",
    }
