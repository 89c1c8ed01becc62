"""The names of the 17 goals and 169 targets are complete, distinct and short."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any, TypedDict

import pytest
import yaml

import rodtrad

DATA = Path(rodtrad.__file__).parent / "sdg" / "data" / "sdg.yaml"
ENGLISH_LIST = Path(__file__).parents[3] / "shared" / "data" / "stat" / "sdg_global_targets_en.yml"
LANGUAGES = ("nb", "nn", "en")
# Per goal: targets with a number (outcomes) and with a letter (means), as in A/RES/71/313.
NUMBERED = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
LETTERED = (2, 3, 4, 3, 3, 2, 2, 2, 3, 3, 3, 3, 2, 3, 3, 2, 0)
TARGETS_PER_GOAL = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)
LONGEST_NAME = 90


class Target(TypedDict):
    """One target: its code and its name per language."""

    code: str
    names: dict[str, str]


class Goal(TypedDict):
    """One goal with its targets."""

    number: int
    names: dict[str, str]
    targets: list[Target]


def expected_codes(number: int) -> list[str]:
    numbered = [f"{number}.{order}" for order in range(1, NUMBERED[number - 1] + 1)]
    lettered = [f"{number}.{letter}" for letter in "abcd"[: LETTERED[number - 1]]]
    return numbered + lettered


@pytest.fixture(scope="module")
def goals() -> list[Goal]:
    content: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    assert set(content) == {"goals"}
    found: list[Goal] = content["goals"]
    return found


@pytest.fixture(scope="module")
def targets(goals: list[Goal]) -> dict[str, Target]:
    return {target["code"]: target for goal in goals for target in goal["targets"]}


def all_names(goals: list[Goal]) -> list[dict[str, str]]:
    return [entry["names"] for entry in chain(goals, *(goal["targets"] for goal in goals))]


def test_counts(goals: list[Goal], targets: dict[str, Target]) -> None:
    assert [goal["number"] for goal in goals] == list(range(1, 18))
    assert tuple(len(goal["targets"]) for goal in goals) == TARGETS_PER_GOAL
    assert len(targets) == sum(TARGETS_PER_GOAL) == 169


def test_codes_stand_complete_and_in_order_under_their_goal(goals: list[Goal]) -> None:
    for goal in goals:
        assert [target["code"] for target in goal["targets"]] == expected_codes(goal["number"])


def test_entries_hold_only_known_fields(goals: list[Goal], targets: dict[str, Target]) -> None:
    assert all(set(goal) == {"number", "names", "targets"} for goal in goals)
    assert all(set(target) == {"code", "names"} for target in targets.values())


def test_every_name_stands_in_all_three_languages(goals: list[Goal]) -> None:
    for names in all_names(goals):
        assert tuple(names) == LANGUAGES
        for name in names.values():
            assert isinstance(name, str)
            assert name
            assert name == " ".join(name.split()), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_used_twice(goals: list[Goal], language: str) -> None:
    names = [entry[language].casefold() for entry in all_names(goals)]
    assert len(set(names)) == len(names) == 17 + 169


def test_names_are_short_and_in_sentence_case(goals: list[Goal]) -> None:
    for names in all_names(goals):
        for name in names.values():
            assert len(name) <= LONGEST_NAME, name
            assert name[0].isupper(), name
            assert not name.endswith((".", "!", ",")), name


def test_target_names_are_three_to_nine_words(targets: dict[str, Target]) -> None:
    for target in targets.values():
        for name in target["names"].values():
            assert 3 <= len(name.split()) <= 9, name


@pytest.mark.parametrize(("code", "neighbour"), [("1.a", "1.5"), ("10.3", "10.2"), ("12.b", "8.9")])
def test_names_that_a_known_list_confuses_are_kept_apart(
    targets: dict[str, Target], code: str, neighbour: str
) -> None:
    for language in LANGUAGES:
        assert targets[code]["names"][language] != targets[neighbour]["names"][language]


@pytest.mark.realdata
def test_codes_are_those_of_the_english_list(targets: dict[str, Target]) -> None:
    if not ENGLISH_LIST.is_file():
        pytest.skip(f"no list of targets at {ENGLISH_LIST}: the codes were NOT compared with it")
    english: dict[str, str] = yaml.safe_load(ENGLISH_LIST.read_text(encoding="utf-8"))
    assert {key.removesuffix("-title").replace("-", ".") for key in english} == set(targets)


@pytest.mark.realdata
def test_names_are_not_cut_from_the_english_list(targets: dict[str, Target]) -> None:
    if not ENGLISH_LIST.is_file():
        pytest.skip(f"no list of targets at {ENGLISH_LIST}: the names were NOT compared with it")
    english: dict[str, str] = yaml.safe_load(ENGLISH_LIST.read_text(encoding="utf-8"))
    for code, target in targets.items():
        official = english[f"{code.replace('.', '-')}-title"].casefold()
        assert target["names"]["en"].casefold() not in official, code
