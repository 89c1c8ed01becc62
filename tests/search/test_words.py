"""Norwegian words: which a search leads to and which not, on Oslo's own vocabulary."""

from pathlib import Path

import pytest
import yaml

from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.plans.models import Plan, PlanStatus, PlanType
from rodtrad.search.operations import rebuild
from rodtrad.search.queries import Chosen, find, read_asked

PAIRS = yaml.safe_load((Path(__file__).parent / "word_pairs.yaml").read_text("utf-8"))
FIND = [tuple(map(str, pair)) for pair in PAIRS["find"]]
MISS = [tuple(map(str, pair)) for pair in PAIRS["miss"]]
#: What is reached. A change that does worse fails; one that does better should raise them.
RECALL, FALSE_HITS = 1.0, 0.0


@pytest.fixture
def titles_found(db: None) -> dict[str, set[str]]:
    """Search for every first word where all the words are titles of plans; give the titles found."""
    root = Root.objects.get(slug="oslo")
    words = sorted({word for pair in FIND + MISS for word in pair})
    Plan.objects.bulk_create(
        Plan(root=root, key=f"ord-{at}", title=word, type=PlanType.OTHER, status=PlanStatus.UNDER_WAY)
        for at, word in enumerate(words)
    )
    rebuild(root_id=root.id)
    return {asked: _found(root, asked) for asked in {pair[0] for pair in FIND + MISS}}


def _found(root: Root, text: str) -> set[str]:
    found = find(asked=read_asked(text), viewers={root.id: NOBODY}, chosen=Chosen(kind="plan"), size=1000)
    return {hit.document.title for hit in found.hits}


def test_pairs_are_many_and_no_pair_is_both() -> None:
    assert len(FIND) + len(MISS) >= 60
    assert len(MISS) >= 40
    assert not set(FIND) & set(MISS)
    assert len(set(FIND)) == len(FIND)
    assert len(set(MISS)) == len(MISS)


def test_recall_and_false_hits(titles_found: dict[str, set[str]], capsys: pytest.CaptureFixture[str]) -> None:
    lost = [pair for pair in FIND if pair[1] not in titles_found[pair[0]]]
    false = [pair for pair in MISS if pair[1] in titles_found[pair[0]]]
    recall, false_hits = 1 - len(lost) / len(FIND), len(false) / len(MISS)
    with capsys.disabled():
        print(f"\nsearch: {recall:.1%} of {len(FIND)} pairs found, {false_hits:.1%} of {len(MISS)} falsely")
    assert recall >= RECALL, lost
    assert false_hits <= FALSE_HITS, false
