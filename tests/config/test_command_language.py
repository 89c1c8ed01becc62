"""A command speaks the language chosen for it, or nynorsk or bokmål as the terminal is; English is never guessed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rodtrad
from rodtrad.config.command_language import choose_language
from rodtrad.config.environment import ConfigurationError
from rodtrad.core.embedded.errors import DiskFullError
from rodtrad.core.words import chosen_language, use_language
from tests.config.conftest import Console

PACKAGE = Path(rodtrad.__file__).parent
#: Where a sentence given to one of these, or to an error's own constructor, is read by a person.
TELLING = {
    "say",
    "CommandError",
    "ConfigurationError",
    "Finding",
    "prompt",
    "tick",
    "progress",
    "_progress",
    "echo",
}


@pytest.fixture(autouse=True)
def _bokmal_afterwards() -> Iterator[None]:
    yield
    use_language("nb")


@pytest.mark.parametrize(
    ("arguments", "environ", "expected"),
    [
        ([], {}, "nb"),
        ([], {"LANG": "C.UTF-8"}, "nb"),
        ([], {"LANG": "en_US.UTF-8"}, "nb"),
        ([], {"LANG": "nb_NO.UTF-8"}, "nb"),
        ([], {"LANG": "no_NO"}, "nb"),
        ([], {"LANG": "nn_NO.UTF-8"}, "nn"),
        ([], {"LANG": "nn"}, "nn"),
        ([], {"LANG": "nnh_CM.UTF-8"}, "nb"),
        ([], {"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "nn_NO.UTF-8"}, "nn"),
        ([], {"LANG": "nn_NO.UTF-8", "LC_ALL": "C"}, "nb"),
        ([], {"LANG": "nn_NO.UTF-8", "LC_ALL": ""}, "nn"),
        ([], {"LANG": "nn_NO.UTF-8", "RODTRAD_LANGUAGE": "en"}, "en"),
        ([], {"LANG": "nn_NO.UTF-8", "RODTRAD_LANGUAGE": ""}, "nn"),
        (["--language", "nn", "doctor"], {"RODTRAD_LANGUAGE": "en"}, "nn"),
        (["doctor", "--language=en"], {}, "en"),
        (["doctor", "--language", "en"], {"RODTRAD_LANGUAGE": "tysk"}, "en"),
        (["--language", "de", "doctor"], {}, "nb"),
        (["check", "--", "--language", "en"], {}, "nb"),
        (["--language"], {}, "nb"),
    ],
)
def test_the_language_of_a_command(arguments: list[str], environ: dict[str, str], expected: str) -> None:
    choose_language(arguments, environ)
    assert chosen_language() == expected


def test_a_setting_that_is_no_language_is_told_in_the_terminals() -> None:
    with pytest.raises(ConfigurationError, match="RODTRAD_LANGUAGE må vere nb, nn eller en, men er «tysk»"):
        choose_language([], {"LANG": "nn_NO.UTF-8", "RODTRAD_LANGUAGE": "tysk"})


@pytest.mark.parametrize(
    ("language", "usage", "heading", "about", "option"),
    [
        ("nb", "Bruk: rodtrad createuser [VALG] EPOST", "Valg:", "Lag en bruker", "[må oppgis]"),
        ("nn", "Bruk: rodtrad createuser [VAL] EPOST", "Val:", "Lag ein brukar", "[må oppgivast]"),
        ("en", "Usage: rodtrad createuser [OPTIONS] EMAIL", "Options:", "Make a user", "[required]"),
    ],
)
def test_the_help_of_a_command(
    console: Console, language: str, usage: str, heading: str, about: str, option: str
) -> None:
    done = console.run("createuser", "--help", "--language", language)
    assert done.stdout.startswith(usage + "\n")
    for words in (heading, about, option):
        assert words in done.stdout
    assert console.run("createuser", "--help", RODTRAD_LANGUAGE=language).stdout == done.stdout
    assert console.run("--language", language, "createuser", "--help").stdout == done.stdout


@pytest.mark.parametrize(
    ("language", "verdict", "database"),
    [
        ("nb", "advarsel  Database: ikke laget ennå", "Database valgt: innebygd, i "),
        ("nn", "åtvaring  Database: ikkje laga enno", "Database vald: innebygd, i "),
        ("en", "warning   Database: not made yet", "Chosen database: embedded, in "),
    ],
)
def test_the_doctor(console: Console, language: str, verdict: str, database: str) -> None:
    done = console.run("doctor", "--language", language)
    assert verdict in done.stdout
    assert f"{database}{console.data}\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "sentence"),
    [
        (["nonsens"], {}, "There is no command “nonsens”. See “rodtrad --help”."),
        (["check"], {}, "“WHAT” is missing. See “rodtrad check --help”."),
        (["demo", "--port", "åtte"], {}, "“--port” has a value that cannot be used (write a whole number)."),
        (["demo", "--port", "99999"], {}, "99999 is not a port. Choose a number between 1024 and 65535."),
        (["restore", "/finnes/ikke"], {}, "/finnes/ikke does not exist."),
        (
            ["migrate"],
            {"DATABASE_URL": "postgresql://plan@127.0.0.1:1/plan", "SECRET_KEY": "x" * 50},
            "ALLOWED_HOSTS is missing.",
        ),
    ],
)
def test_a_refusal_in_english(
    console: Console, arguments: list[str], settings: dict[str, str], sentence: str
) -> None:
    done = console.run(*arguments, RODTRAD_LANGUAGE="en", **settings)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_the_embedded_database_refuses_in_english(console: Console) -> None:
    console.data.write_text("")
    done = console.run("backup", "x", "--language", "en")
    assert done.stderr == (
        f"{console.data} should be a directory, but is something else or is below a file. "
        "Move the file, or set RODTRAD_DATA to another directory.\n"
    )


def test_a_language_there_is_not_is_refused(console: Console) -> None:
    done = console.run("version", "--language", "de")
    assert done.returncode == 2
    assert "«--language» har en verdi som ikke kan brukes (velg nb, nn, en)." in done.stderr


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("nb", "Ledig: 5 MB, trenger: 200 MB."),
        ("nn", "Ledig: 5 MB, treng: 200 MB."),
        ("en", "Free: 5 MB, needed: 200 MB."),
    ],
)
def test_a_text_with_values(language: str, numbers: str) -> None:
    use_language(language)
    text = str(DiskFullError(Path("/srv/plan"), free=5 * 2**20, needed=200 * 2**20))
    assert numbers in text
    assert "(/srv/plan)" in text


def told_outside_the_catalogues(source: str) -> list[str]:
    """Return the sentences that are told to a person as they are written, and so in bokmål to everyone."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        told = list(call.args) if name in TELLING or name == "__init__" else []
        told += [keyword.value for keyword in call.keywords if keyword.arg == "help"]
        for text in told:
            parts = text.values if isinstance(text, ast.JoinedStr) else [text]
            found += [
                f"{call.lineno}: {part.value}"
                for part in parts
                if isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and " " in part.value.strip()
            ]
    return found


def test_the_search_finds_what_is_told_in_bokmal_only() -> None:
    assert told_outside_the_catalogues('say(_("Skrev det."))\nsay("To ord")') == ["2: To ord"]
    assert told_outside_the_catalogues('raise CommandError(f"{file} er tom.")') == ["1:  er tom."]
    assert told_outside_the_catalogues('say(_("To ord") % {"a": "b c"})') == []


@pytest.mark.parametrize("room", ["config", "core/embedded", "exchange/command.py", "goals/check_command.py"])
def test_every_sentence_of_the_commands_is_in_the_catalogues(room: str) -> None:
    place = PACKAGE / room
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    assert files
    found = {str(file): told_outside_the_catalogues(file.read_text("utf-8")) for file in files}
    assert {file: sentences for file, sentences in found.items() if sentences} == {}
