"""What the audit trail is told of a command."""

from typing import Any

import click
import pytest

from rodtrad.config.audit import told_by_command
from rodtrad.organisations.models import Source
from tests.goals.factories import make_root, make_source

pytestmark = pytest.mark.django_db


def test_a_command_is_told_with_the_account_that_ran_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "kari")
    root = make_root()
    program, group = click.Context(click.Group("rodtrad"), info_name="rodtrad"), click.Group("import")
    within = click.Context(group, parent=program, info_name="import")
    with click.Context(click.Command("plan"), parent=within, info_name="plan"), told_by_command():
        source = make_source(root)
    events: Any = Source.pgh_event_model  # type: ignore[attr-defined]  # given by pghistory
    told = events.objects.get(pgh_obj_id=source.pk)
    assert told.pgh_context.metadata == {"command": "import plan", "account": "kari"}
