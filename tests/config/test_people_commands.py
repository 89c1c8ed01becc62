"""The commands about one person: take the name away, and the second factor."""

from contextlib import nullcontext
from pathlib import Path

import click
import pytest
from django.utils import timezone

from rodtrad.accounts.models import SecondFactor, User
from rodtrad.config.commands.pseudonymise import command as pseudonymise
from rodtrad.config.commands.take_away_factor import command as take_away_factor
from rodtrad.config.failures import CommandError
from rodtrad.organisations.models import Role
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
    browser = cast.client("lise")
    arguments = ["lise@example.org"]
    take_away_factor.main(arguments, prog_name="rodtrad take-away-factor", standalone_mode=False)
    told = capsys.readouterr()
    assert "logger nå inn med passordet alene" in told.out + told.err
    assert not SecondFactor.objects.exists()
    assert browser.get("/konto/").status_code == 302, "whoever has the phone is out too"
    with pytest.raises(CommandError, match="har ikke totrinnsinnlogging"):
        take_away_factor.main(arguments, prog_name="rodtrad take-away-factor", standalone_mode=False)


def test_who_takes_over_gets_the_roles(cast: Cast) -> None:
    arguments = ["anne@example.org", "--successor", "geir@example.org"]
    pseudonymise.main(arguments, prog_name="rodtrad pseudonymise", standalone_mode=False)
    assert Role.objects.filter(user=cast.user("geir"), kind="administrator").exists()
    assert not User.objects.filter(email="anne@example.org").exists()


def test_lists_who_has_a_pseudonym_and_gives_it_again(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bard = cast.user("bard")
    pseudonymise.main(["bard@example.org"], prog_name="rodtrad pseudonymise", standalone_mode=False)
    capsys.readouterr()
    pseudonymise.main(["--list"], prog_name="rodtrad pseudonymise", standalone_mode=False)
    listed = capsys.readouterr().out
    assert listed == f"{bard.pk} {timezone.localdate().isoformat()}\n"
    User.objects.filter(pk=bard.pk).update(left=None, name="Bård igjen", email="bard@example.org")
    file = tmp_path / "liste.txt"
    file.write_text(listed, "utf-8")
    for told in ("1 person hadde fått navnet sitt tilbake", "Ingen på listen hadde fått navnet sitt tilbake"):
        pseudonymise.main(["--again", str(file)], prog_name="rodtrad pseudonymise", standalone_mode=False)
        assert told in capsys.readouterr().err
    assert not User.objects.filter(name="Bård igjen").exists()


def test_a_list_that_is_something_else_names_the_line(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "liste.txt"
    file.write_text(f"{cast.user('bard').pk} 2026-01-01\nbard@example.org\n", "utf-8")
    with pytest.raises(CommandError, match=r"linje 2: «bard@example.org» er ikke nummeret til en konto"):
        pseudonymise.main(["--again", str(file)], prog_name="rodtrad pseudonymise", standalone_mode=False)
    assert cast.user("bard").is_active


@pytest.mark.parametrize("arguments", [[], ["bard@example.org", "--list"]])
def test_says_one_thing_at_a_time(cast: Cast, arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="Oppgi én av delene"):
        pseudonymise.main(arguments, prog_name="rodtrad pseudonymise", standalone_mode=False)


@pytest.mark.parametrize("command", [pseudonymise, take_away_factor])
def test_an_address_without_an_account(cast: Cast, command: click.Command) -> None:
    with pytest.raises(CommandError, match=r"Ingen konto har adressen ingen@example\.org"):
        command.main(["ingen@example.org"], prog_name="rodtrad x", standalone_mode=False)
