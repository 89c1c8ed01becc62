"""What the console command says, above all when something is wrong."""

import pytest

from rodtrad import __version__
from rodtrad.config.cli import COMMANDS
from tests.config.conftest import Console

PRODUCTION = {"DATABASE_URL": "postgresql://plan:hemmelig@127.0.0.1:1/plan", "SECRET_KEY": "x" * 50}


def test_version(console: Console) -> None:
    for words in ("version", "--version"):
        assert console.run(words).stdout == f"rodtrad {__version__}\n"
    assert not console.data.exists()


def test_help_lists_every_command_in_norwegian(console: Console) -> None:
    done = console.run("--help")
    assert done.returncode == 0
    assert "Kommandoer:" in done.stdout
    assert "Commands" not in done.stdout
    for name, entry in COMMANDS.items():
        assert (f"  {name} " in done.stdout) is not entry.hidden


def test_help_of_a_command_writes_nothing(console: Console) -> None:
    done = console.run("import", "plan", "--help")
    assert "--dry-run" in done.stdout
    assert "Vis denne hjelpen." in done.stdout
    assert not console.data.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nonsens"], "Kommandoen «nonsens» finnes ikke."),
        (["serve", "--nope"], "Valget «--nope» finnes ikke."),
        (["check"], "«HVA» mangler."),
        (["check", "oslo", "--format", "xml"], "velg text, json, sarif"),
        (["demo", "--port", "åtte"], "skriv et helt tall"),
        (["demo", "--port", "99999"], "99999 er ikke en port."),
        (["demo", "--port", "0"], "0 er ikke en port."),
        (["restore", "/finnes/ikke"], "/finnes/ikke finnes ikke."),
    ],
)
def test_a_wrong_command_line_is_told_in_a_sentence(
    console: Console, arguments: list[str], sentence: str
) -> None:
    done = console.run(*arguments)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_a_missing_setting_names_itself_and_the_remedy(console: Console, command: str, missing: str) -> None:
    settings = {**PRODUCTION, "ALLOWED_HOSTS": "plan.kommune.no"}
    del settings[missing]
    done = console.run(command, **settings)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{missing} mangler. ")
    assert done.stderr.count("\n") == 1


def test_an_unreachable_database_is_told_without_its_password(console: Console) -> None:
    done = console.run("serve", **PRODUCTION, ALLOWED_HOSTS="plan.kommune.no")
    assert done.returncode == 1
    assert "Databasen «plan» på 127.0.0.1:1 svarer ikke" in done.stderr
    assert "hemmelig" not in done.stderr


def test_an_unreadable_address_is_told_without_its_password(console: Console) -> None:
    done = console.run("migrate", DATABASE_URL="postgresql:/plan:hemmelig", SECRET_KEY="x", ALLOWED_HOSTS="x")
    assert "DATABASE_URL kan ikke leses." in done.stderr
    assert "hemmelig" not in done.stderr


def test_a_fresh_demo_refuses_a_database_that_is_not_its_own(console: Console) -> None:
    done = console.run("demo", "--fresh", DATABASE_URL="postgresql://plan@127.0.0.1:1/plan")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr


def test_a_data_directory_that_is_a_file(console: Console) -> None:
    console.data.write_text("")
    for command in (["demo"], ["migrate"], ["backup", "x"], ["doctor"]):
        done = console.run(*command)
        assert done.returncode == 1
        assert str(console.data) in done.stdout + done.stderr


def test_doctor_before_anything_is_made(console: Console) -> None:
    done = console.run("doctor")
    assert done.returncode == 0
    assert "Database: ikke laget ennå" in done.stdout
    assert not console.data.exists()


def test_doctor_tells_every_missing_setting_at_once(console: Console) -> None:
    done = console.run("doctor", DATABASE_URL=PRODUCTION["DATABASE_URL"])
    assert done.returncode == 1
    assert "SECRET_KEY mangler" in done.stdout
    assert "ALLOWED_HOSTS mangler" in done.stdout


def test_doctor_on_a_production_that_is_not_finished(console: Console) -> None:
    done = console.run("doctor", **PRODUCTION, ALLOWED_HOSTS="plan.kommune.no")
    assert done.returncode == 1
    assert "feil      SITE_ADDRESS" in done.stdout
    assert "advarsel  E-post" in done.stdout
    assert "feil      Database: Databasen «plan»" in done.stdout
    assert "hemmelig" not in done.stdout
