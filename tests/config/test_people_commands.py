"""The commands about one person: take the name away, and the second factor."""

from contextlib import nullcontext

import click
import pytest

from rodtrad.accounts.models import SecondFactor, User
from rodtrad.config.commands.pseudonymise import command as pseudonymise
from rodtrad.config.commands.take_away_factor import command as take_away_factor
from rodtrad.config.failures import CommandError
from tests.cast import Cast
from tests.website.second_step import App

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the connection open: the test rolls back on it what a command would leave when it ends."""
    for name in ("pseudonymise", "take_away_factor"):
        monkeypatch.setattr(f"rodtrad.config.commands.{name}.tables_ready", nullcontext)


def test_pseudonymises_and_says_what_stands_instead(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    bard = cast.user("bard")
    pseudonymise.main(["BARD@example.org"], prog_name="rodtrad pseudonymise", standalone_mode=False)
    told = capsys.readouterr()
    assert f"I historikken står nå «Tidligere bruker {bard.pk.hex[:8]}»." in told.out + told.err
    assert not User.objects.filter(name="Bård Bidragsyter", is_example=False).exists()
    context = User.objects.get(pk=bard.pk).events.order_by("-pgh_id")[0].pgh_context
    assert context.metadata["command"] == "pseudonymise"


def test_the_last_administrator_is_told_to_hand_over(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Solvik kommune ville stått uten administrator"):
        pseudonymise.main(["anne@example.org"], prog_name="rodtrad pseudonymise", standalone_mode=False)
    assert cast.user("anne").is_active


def test_takes_a_second_factor_away(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    App(cast.user("lise"))
    arguments = ["lise@example.org"]
    take_away_factor.main(arguments, prog_name="rodtrad take-away-factor", standalone_mode=False)
    told = capsys.readouterr()
    assert "logger nå inn med passordet alene" in told.out + told.err
    assert not SecondFactor.objects.exists()
    with pytest.raises(CommandError, match="har ikke totrinnsinnlogging"):
        take_away_factor.main(arguments, prog_name="rodtrad take-away-factor", standalone_mode=False)


@pytest.mark.parametrize("command", [pseudonymise, take_away_factor])
def test_an_address_without_an_account(cast: Cast, command: click.Command) -> None:
    with pytest.raises(CommandError, match=r"Ingen konto har adressen ingen@example\.org"):
        command.main(["ingen@example.org"], prog_name="rodtrad x", standalone_mode=False)
