"""The differences between two texts: they give both texts back, and mark whole words."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.differences import Piece, after_of, before_of, word_differences

texts = st.text(alphabet="ab æå.,!?\n\t é1", max_size=200)


@given(texts, texts)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert before_of(pieces) == before
    assert after_of(pieces) == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.kind == "same" for piece in word_differences(text, text))


@given(texts, texts)
def test_neighbours_are_joined_and_none_is_empty(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
    assert ("added", "removed") not in [(one.kind, other.kind) for one, other in pairwise(pieces)]


def test_a_changed_word_is_marked_whole() -> None:
    assert word_differences("Vi bygger ny skole.", "Vi bygger gammel skole.") == [
        Piece("same", "Vi bygger "),
        Piece("removed", "ny"),
        Piece("added", "gammel"),
        Piece("same", " skole."),
    ]


def test_two_changed_words_beside_each_other_read_as_one_change() -> None:
    assert word_differences("en rask løsning", "en varig ordning") == [
        Piece("same", "en "),
        Piece("removed", "rask løsning"),
        Piece("added", "varig ordning"),
    ]


def test_a_new_sentence_leaves_the_others_alone() -> None:
    pieces = word_differences("Først dette. Så det.", "Først dette. Noe nytt! Så det.")
    assert pieces == [Piece("same", "Først dette. "), Piece("added", "Noe nytt! "), Piece("same", "Så det.")]


def test_texts_too_different_to_compare_are_replaced_whole() -> None:
    before, after = "a-" * 2000 + "a", "b " * 2000 + "b"
    assert word_differences(before, after) == [Piece("removed", before), Piece("added", after)]
