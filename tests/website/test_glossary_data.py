"""The glossary and the seven questions are complete in three languages, and written in our own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import rodtrad
from rodtrad.plans.models import PlanType, Question

DATA = Path(rodtrad.__file__).parent / "website" / "data"
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
LANGUAGES = {"nb", "nn", "en"}
SHINGLE = 7

Entry = dict[str, Any]


def load(name: str) -> dict[str, list[Entry]]:
    loaded: dict[str, list[Entry]] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return loaded


GLOSSARY = load("glossary.yaml")
QUESTIONS = load("plan_system.yaml")["questions"]
ENTRIES = GLOSSARY["words"] + GLOSSARY["system"]


def own_texts() -> Iterator[tuple[str, str]]:
    for entry in ENTRIES:
        for language, text in entry["text"].items():
            yield f"{entry['key']} ({language})", text
    for question in QUESTIONS:
        for part in ("question", "text"):
            for language, text in question[part].items():
                yield f"{question['key']} ({language})", text


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def test_the_glossary_has_the_25_words_and_our_own() -> None:
    assert set(GLOSSARY) == {"words", "system"}
    assert len(GLOSSARY["words"]) == 25
    assert len(GLOSSARY["system"]) == 30


def test_keys_are_unique_and_plain() -> None:
    keys = [entry["key"] for entry in ENTRIES]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", key) for key in keys)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_an_entry_is_complete(entry: Entry) -> None:
    assert set(entry) == {"key", "term", "text", "forms", "see_also"}
    for part in ("term", "text"):
        assert set(entry[part]) == LANGUAGES
        assert all(isinstance(text, str) and text.strip() == text != "" for text in entry[part].values())
    for text in entry["text"].values():
        assert text.endswith(".")
        assert len(re.findall(r"[.?!](\s|$)", text)) <= 2, "one or two sentences"
        assert len(text) <= 220


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_see_also_leads_to_other_entries(entry: Entry) -> None:
    known = {other["key"] for other in ENTRIES}
    assert set(entry["see_also"]) <= known - {entry["key"]}
    assert len(set(entry["see_also"])) == len(entry["see_also"])


def test_no_form_leads_to_two_entries() -> None:
    forms = Counter(form.lower() for entry in ENTRIES for form in entry["forms"])
    assert [form for form, count in forms.items() if count > 1] == []


def test_every_word_of_the_document_has_forms_to_find_it_by() -> None:
    assert all(entry["forms"] for entry in GLOSSARY["words"])


def test_the_seven_questions_are_those_a_plan_can_name() -> None:
    assert [question["key"] for question in QUESTIONS] == list(Question.values)
    assert len(QUESTIONS) == 7


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["key"])
def test_a_question_is_complete(question: Entry) -> None:
    assert set(question) == {"key", "question", "text", "document", "plan_types"}
    for part in ("question", "text", "document"):
        assert set(question[part]) == LANGUAGES
    assert all(text.endswith("?") for text in question["question"].values())
    assert all(text.endswith(".") and text.count(".") == 1 for text in question["text"].values())
    assert question["plan_types"]
    assert set(question["plan_types"]) <= set(PlanType.values)


def test_no_plan_type_answers_two_questions() -> None:
    types = Counter(plan_type for question in QUESTIONS for plan_type in question["plan_types"])
    assert max(types.values()) == 1


@pytest.mark.realdata
def test_nothing_is_copied_from_the_sources() -> None:
    documents = sorted(SOURCES.glob("0*.txt"))
    if not documents:
        pytest.skip(f"source documents are missing: {SOURCES} is not there, so copying was NOT looked for")
    copied = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in documents))
    found = {place: " ".join(hit) for place, text in own_texts() for hit in shingles(text) & copied}
    assert found == {}


@pytest.mark.realdata
def test_the_words_are_those_the_document_explains() -> None:
    documents = sorted(SOURCES.glob("000_*.txt"))
    if not documents:
        pytest.skip(f"source document 000 is missing: {SOURCES} is not there, so the words were NOT compared")
    explained = documents[0].read_text(encoding="utf-8").rpartition("Forklaringer på ord og begreper")[2]
    headings = re.findall(r"^ ?([A-ZÅÆØ][\w -]+):(?=\s)", explained, re.MULTILINE)
    words = {heading.lower() for heading in headings}
    assert len(headings) == 25
    for entry in GLOSSARY["words"]:
        forms = {form.lower() for form in entry["forms"]} | {entry["term"]["nb"].lower()}
        assert forms & words, entry["key"]
