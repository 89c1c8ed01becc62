"""Every reader of what comes from outside lets hostile input in or refuses it, within bounds.

The readers, what must hold of what they let in, and the bound of time are those of `make fuzz`.
"""

import importlib
from collections.abc import Iterator

import pytest

from rodtrad.exchange.plan_file.dump import entries_of
from rodtrad.exchange.stratml.entries import _Maker
from rodtrad.exchange.stratml.read import Item, StratPlan
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.read import read_sheets
from rodtrad.exchange.workbook.write import as_excel
from rodtrad.goals.models import Element
from rodtrad.goals.operations.fields import cleaned
from rodtrad.organisations.models import Organisation, Role, RoleKind
from scripts.fuzz import examine as examining
from scripts.fuzz.__main__ import READERS
from scripts.fuzz.examine import Reader, examine
from scripts.fuzz.place import PERSON
from scripts.fuzz.readers import sheets, web
from scripts.fuzz.shrink import shrink
from tests.cast import Cast
from tests.security.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def reader_of(name: str) -> Reader:
    module = importlib.import_module(f"scripts.fuzz.readers.{READERS[name]}")
    found: Reader = module.READERS[name]
    return found


@pytest.fixture(autouse=True)
def person(cast: Cast) -> Iterator[None]:
    """Give the readers whom they ask as; what they remember of the database is of this test only."""
    user = type(cast.user("randi")).objects.create_user(PERSON, "Fia Prøver", "et langt passord for prøver")
    place = Organisation.objects.get(root=cast.solvik, key="solvik")
    Role.objects.create(user=user, root=cast.solvik, organisation=place, kind=RoleKind.EDITOR)
    yield
    for kept in (sheets._here, web._token, web._person):
        kept.cache_clear()


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name, kinds in HOSTILE.items() for kind in kinds]
)
def test_hostile_input_ends_in_content_or_a_refusal(name: str, kind: str) -> None:
    verdict = examine(reader_of(name), HOSTILE[name][kind](), deep=True)
    assert not verdict.fault, verdict.fault
    assert "root:" not in str(verdict.shape)


@pytest.mark.parametrize("name", READERS)
def test_what_the_search_for_faults_begins_with_is_let_in(name: str) -> None:
    verdicts = [examine(reader_of(name), seed, deep=True) for seed in reader_of(name).seeds()]
    assert [verdict.fault for verdict in verdicts if verdict.fault] == []
    assert any(verdict.answer == "read" for verdict in verdicts)


def _stumbles(content: bytes, deep: bool) -> list[str]:
    if b"x" in content:
        raise RuntimeError("stumbled")
    while b"s" in content:
        pass
    if b"r" in content:
        raise ValueError
    return []


STUMBLER = Reader("stumbler", lambda: [b""], (), _stumbles, (ValueError,), ".bin")


@pytest.mark.parametrize(
    ("content", "answer"),
    [(b"abc", "read"), (b"r", "refused"), (b"x", "FAULT RuntimeError"), (b"s", "FAULT TooSlowError")],
)
def test_a_fault_is_seen(content: bytes, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "LONGEST", 0.2)
    assert examine(STUMBLER, content, deep=False).answer == answer


def test_the_smallest_input_is_found() -> None:
    wanted = examine(STUMBLER, b"x", deep=False).shape
    found = shrink(
        b"abc" * 50 + b"x" + b"def" * 50, lambda tried: examine(STUMBLER, tried, deep=False).shape == wanted
    )
    assert found == b"x"


class _Counted(set[str]):
    asked = 0

    def __contains__(self, key: object) -> bool:
        self.asked += 1
        return super().__contains__(key)


def test_many_of_one_name_take_no_longer_than_many(cast: Cast) -> None:
    """Each gets a key of its own without trying the keys of all before it."""
    name = [Item("Et mål") for _number in range(500)]
    maker = _Maker(entries_of(cast.solvik), StratPlan("En plan", goals=name), "en-plan")
    maker.taken = _Counted(maker.taken)
    assert len({entry.key for entry in maker.plan().elements}) == 500
    assert maker.taken.asked < 1500


def test_a_sign_that_no_workbook_can_hold_does_not_stop_one(cast: Cast) -> None:
    """It is left out where people write; one that stands already is left out of the workbook."""
    assert cleaned({"title": "Et\ufffe bad\x01\x00"}) == {"title": "Et bad"}
    Element.objects.filter(root=cast.solvik, key="leksehjelp").update(title="Leksehjelp\ufffe\x01")
    written = read_sheets(as_excel(Here(cast.solvik))).sheets
    assert "Leksehjelp" in {text for sheet in written for row in sheet.rows for text in row.texts.values()}
