"""The formats and the command that gives them, and the page about the rules."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rodtrad.core.checks import all_rules
from rodtrad.goals.check_command import check_command
from rodtrad.goals.check_formats import as_json, as_sarif, as_text
from rodtrad.goals.rules_document import rules_document
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import TODAY, check
from tests.goals.factories import make_element, make_exception

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


@pytest.fixture
def checked(root: Root, plan: Plan) -> Root:
    make_element(plan, "maal", "Byen er grønn", key="gront", number="2", place="Kapittel 3")
    make_element(plan, "maal", "Byen er trygg", key="trygt", origin="example")
    make_element(plan, "tiltak", "Male gjerder", key="los")
    make_exception(root, "T-03", "trygt", reason="Kommer til høsten.")
    return root


def test_text_groups_by_rule_with_reason_reference_and_place(checked: Root) -> None:
    text = as_text(check(checked))
    assert "FEIL T-03  Mål uten gjennomføring  (1)" in text
    assert "Kilde: Plan- og bygningsloven § 11-1" in text
    assert "  – Byen er grønn [gront]" in text
    assert "    Plan, nummer 2 · Kapittel 3" in text
    assert "Unntak (1)" in text
    assert "Kommer til høsten. (Provekommunen, til 31. desember 2099)" in text
    assert text.index("FEIL T-03") < text.index("ADVARSEL T-07") < text.index("Unntak (1)")


def test_json(checked: Root) -> None:
    data = json.loads(as_json(check(checked, "T-03")))
    assert data["organisation"] == "provekommunen"
    assert data["counts"] == {"error": 1, "warning": 0, "note": 0}
    (found,) = data["findings"]
    assert found["subject"] == {"kind": "element", "key": "gront", "title": "Byen er grønn"}
    assert found["place"]["number"] == "2"
    assert data["rules"][0]["id"] == found["rule"] == "T-03"
    assert data["excepted"][0]["exception"]["until"] == "2099-12-31"
    assert data["excepted"][0]["example"] is True


def test_sarif(checked: Root) -> None:
    log: dict[str, Any] = json.loads(as_sarif(check(checked)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in all_rules()]
    assert run["results"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith("provekommunen")
    (suppressed,) = [result for result in run["results"] if "suppressions" in result]
    assert suppressed["suppressions"][0]["justification"] == "Kommer til høsten."
    fingerprints = [result["partialFingerprints"]["subject/v1"] for result in run["results"]]
    assert len(fingerprints) == len(set(fingerprints))


def test_command_exits_by_errors_whatever_is_shown(checked: Root) -> None:
    text, code = check_command("provekommunen", today=TODAY)
    assert (code, "T-07" in text) == (1, True)
    text, code = check_command("provekommunen", "text", "error", today=TODAY)
    assert (code, "T-07" in text) == (1, False)
    make_exception(checked, "T-03", "gront")
    text, code = check_command("provekommunen", "json", "error", today=TODAY)
    assert (code, json.loads(text)["findings"]) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("finnes-ikke", "text", "note"), "Ingen organisasjon heter «finnes-ikke»."),
        (("oslo", "xml", "note"), "Formatet «xml» finnes ikke. Velg mellom: text, json, sarif."),
        (("oslo", "text", "alt"), "Alvorsgraden «alt» finnes ikke. Velg mellom: error, warning, note."),
    ],
)
def test_command_says_what_it_cannot_answer(given: tuple[str, str, str], told: str) -> None:
    text, code = check_command(*given)
    assert code == 2
    assert told in text


def test_the_page_about_the_rules_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == rules_document(), "run scripts/write_rules_document.py"


def test_every_rule_stands_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    assert re.findall(r"^## (\S+)$", page, re.MULTILINE) == [rule.id for rule in all_rules()]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_sarif_names_the_language_it_is_written_in(db: None, language: str) -> None:
    text, _code = check_command("oslo", "sarif", language=language)
    run = json.loads(text)["runs"][0]
    assert (run["language"], run["tool"]["driver"]["language"]) == (language, language)
