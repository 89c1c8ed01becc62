"""What a comparison of two versions promises: every difference is told once, with its words, and nothing else is."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.differences import after_of, before_of
from rodtrad.planning.comparing import Change, compare
from rodtrad.planning.content import Content, ElementText, LinkText, TargetText


def element(name: str, *, title: str = "", above: str | None = None, **fields: object) -> ElementText:
    told: dict[str, object] = {
        "key": name, "level": "maal", "role": "goal", "number": "", "description": "", "responsible": "",
        "carried_over_from": None, "predecessor": None, "origin": "own", "source": "", "place": "",
        "visibility": 0,
    }  # fmt: skip
    return ElementText(id=name, title=title or f"Mål {name}", above=above, **{**told, **fields})  # type: ignore[arg-type]  # fields by name


def target(of: str, indicator: str, **told: object) -> TargetText:
    return TargetText(f"{of}-{indicator}", of, indicator, indicator.title(), "", 0, told)


def content(*elements: ElementText, targets: tuple[TargetText, ...] = (), **head: object) -> Content:
    return Content({"title": "Planen", **head}, {}, elements, targets)


def changes(before: Content, after: Content) -> dict[str, set[Change]]:
    return {one.element.id: set(one.changes) for one in compare(before, after).elements}


def test_what_is_the_same_is_not_told() -> None:
    same = content(element("a"), element("b", above="a"), targets=(target("a", "x", value=1),))
    assert not compare(same, same)


def test_added_removed_and_reworded() -> None:
    before = content(element("a", title="Oslo er en trygg by"), element("b"))
    after = content(element("a", title="Oslo er en trygg og grønn by"), element("c"))
    assert changes(before, after) == {"a": {Change.REWORDED}, "b": {Change.REMOVED}, "c": {Change.ADDED}}
    (text,) = compare(before, after).elements[0].texts
    assert [piece.text.strip() for piece in text.pieces if piece.kind == "added"] == ["og grønn"]


def test_removed_ones_are_told_where_they_stood() -> None:
    before = content(element("a"), element("b"), element("c"))
    after = content(element("a", title="Ny"), element("c", title="Nyere"))
    assert [one.element.id for one in compare(before, after).elements] == ["a", "b", "c"]


def test_one_that_goes_past_the_others_has_moved_and_they_have_not() -> None:
    before = content(*map(element, "abcd"))
    after = content(*map(element, "dabc"))
    assert changes(before, after) == {"d": {Change.MOVED}}


def test_under_another_and_with_another_number_is_moved() -> None:
    before = content(element("a"), element("b"), element("c", above="a"), element("d", number="1"))
    after = content(element("a"), element("b"), element("c", above="b"), element("d", number="2"))
    assert changes(before, after) == {"c": {Change.MOVED}, "d": {Change.MOVED}}


def test_taking_one_away_does_not_move_the_rest() -> None:
    before, after = content(*map(element, "abcd")), content(*map(element, "acd"))
    assert changes(before, after) == {"b": {Change.REMOVED}}


def test_links_and_targets() -> None:
    link = LinkText(
        to="b", kind="contributes", title="Mål b", level="maal", reason="", origin="own", visibility=0
    )
    before = content(
        element("a", links=(link,)), element("b"), targets=(target("b", "co2", value=50, year=2030),)
    )
    after = content(
        element("a"), element("b"), targets=(target("b", "co2", value=95, year=2030), target("a", "x"))
    )
    first, second = compare(before, after).elements
    assert first.changes == {Change.LINKED, Change.TARGET}
    assert first.links_removed == ("Mål b",)
    (changed,) = second.targets
    assert changed.fields == ("value",)


def test_a_plan_is_compared_with_the_one_it_replaces_by_predecessors() -> None:
    before = content(element("a", title="Gammelt"), element("b", above="a"), title="Plan 2020")
    after = content(
        element("a2", title="Nytt", predecessor="a"),
        element("b2", title="Mål b", above="a2", predecessor="b"),
    )
    differences = compare(before, after)
    assert {one.element.id: set(one.changes) for one in differences.elements} == {"a2": {Change.REWORDED}}
    assert [one.field for one in differences.head] == ["title"]


def test_a_guideline_that_is_handled_otherwise_is_told_and_is_no_new_wording() -> None:
    told: dict[str, Any] = {"role": "guideline", "binding": True, "keywords": ("klima",)}
    before = content(element("a", handling="", **told))
    after = content(element("a", handling="I arealdelen.", **{**told, "binding": False, "keywords": ()}))
    [one] = compare(before, after).elements
    assert one.changes == {Change.OTHER}
    assert one.details == ("binding", "handling", "keywords")


def test_what_an_older_version_could_not_tell_is_no_difference() -> None:
    after = content(element("a", handling="I arealdelen.", binding=True, keywords=("klima",)))
    assert not compare(content(element("a")), after)
    assert not compare(after, content(element("a")))


def test_a_link_that_stands_for_another_reason_is_told() -> None:
    link = LinkText("b", "contributes", "Mål b", "maal", "Fordi.", "own", 0)
    before = content(element("a", links=(link,)), element("b"))
    after = content(element("a", links=(replace(link, reason="Derfor."),)), element("b"))
    [one] = compare(before, after).elements
    assert one.changes == {Change.LINKED}
    assert [(why.title, why.before, why.after) for why in one.reasons] == [("Mål b", "Fordi.", "Derfor.")]


def paper(title: str, digest: str, kind: str = "map", name: str = "kart.pdf") -> dict[str, str]:
    return {"title": title, "kind": kind, "name": name, "sha256": digest}


def test_documents_are_paired_by_title_and_kind_or_else_by_what_they_hold() -> None:
    before = content(
        documents=[
            paper("Plankart", "1"),
            paper("Bestemmelser", "2", "plan"),
            paper("Gammelt", "3"),
            paper("A", "4"),
        ]
    )
    after = content(
        documents=[
            paper("Plankart", "5"),
            paper("Bestemmelser", "2", "plan"),
            paper("B", "4"),
            paper("Nytt", "6"),
        ]
    )
    differences = compare(before, after)
    assert [(one.change, one.document["title"]) for one in differences.documents] == [
        ("exchanged", "Plankart"),
        ("renamed", "B"),
        ("added", "Nytt"),
        ("removed", "Gammelt"),
    ]
    assert differences.count == 4


def test_two_documents_that_have_changed_names_are_both_exchanged() -> None:
    before = content(documents=[paper("Plankart", "1"), paper("Temakart", "2")])
    after = content(documents=[paper("Plankart", "2"), paper("Temakart", "1")])
    assert [one.change for one in compare(before, after).documents] == ["exchanged", "exchanged"]


def test_the_order_of_documents_is_no_difference() -> None:
    papers = [paper("Plankart", "1"), paper("Plankart", "2"), paper("Temakart", "3")]
    assert not compare(content(documents=papers), content(documents=papers[::-1]))


def test_what_the_plan_says_of_itself_and_names_is_compared() -> None:
    told: dict[str, Any] = {
        "type": "theme_plan", "own_type": "", "number": "1", "national_id": "", "period": "2020–2030", "owner": "A",
        "elaborates": None, "replaces": {"title": "Gammel", "visibility": 0}, "merges": [], "origin": "own",
        "source": "", "place": "",
    }  # fmt: skip
    other: dict[str, Any] = {
        "type": "sub_plan", "own_type": "Egen", "number": "2", "national_id": "7", "period": "2024–2036", "owner": "B",
        "elaborates": {"title": "Samfunnsdelen", "visibility": 0}, "replaces": None,
        "merges": [{"title": "Ø", "visibility": 0}, "Å"], "origin": "quoted", "source": "K", "place": "s. 2",
    }  # fmt: skip
    head = compare(content(**told), content(**other)).head
    assert {one.field for one in head} == told.keys()
    said = {one.field: (before_of(one.pieces), after_of(one.pieces)) for one in head}
    assert said["replaces"] == ("Gammel", "")
    assert said["elaborates"] == ("", "Samfunnsdelen")
    assert said["merges"] == ("", "Å, Ø")
    assert said["period"] == ("2020–2030", "2024–2036")
    assert not compare(content(**told), content(**told, documents=[paper("Plankart", "1")])), (
        "too old to tell"
    )


def test_who_may_see_a_plan_that_is_named_is_no_difference() -> None:
    before, after = (content(replaces={"title": "Gammel", "visibility": level}) for level in (0, 1))
    assert not compare(before, after)


names = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
words = st.text(alphabet="abc .å", max_size=20)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    found: list[ElementText] = []
    for name in draw(names):
        above = draw(st.sampled_from([None, *(one.id for one in found)]))
        found.append(
            element(name, title=draw(words) or name, above=above, number=draw(st.sampled_from(["", "1"])))
        )
    return content(*found)


@given(contents())
def test_nothing_differs_from_itself(one: Content) -> None:
    assert not compare(one, one)


@given(contents(), contents())
def test_the_two_ways_tell_the_same_with_added_and_removed_exchanged(before: Content, after: Content) -> None:
    there, back = changes(before, after), changes(after, before)
    turned = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    assert set(there) >= {one for one, kinds in back.items() if kinds != {Change.MOVED}}
    for one, kinds in there.items():
        others = back.get(one, set())
        assert {turned.get(kind, kind) for kind in kinds} - {Change.MOVED} == others - {Change.MOVED}


@given(contents(), contents())
def test_both_texts_can_be_read_from_the_marked_words(before: Content, after: Content) -> None:
    for one in compare(before, after).elements:
        for text in one.texts:
            assert before_of(text.pieces) == getattr(one.before, text.field)
            assert after_of(text.pieces) == getattr(one.after, text.field)


@given(contents(), contents())
def test_the_differences_are_enough_to_know_what_stands_after(before: Content, after: Content) -> None:
    differences = compare(before, after).elements
    gone = {one.element.id for one in differences if Change.REMOVED in one.changes}
    come = {one.element.id for one in differences if Change.ADDED in one.changes}
    assert (set(before.by_id) - gone) | come == set(after.by_id)
    untold = set(after.by_id) - {one.element.id for one in differences}
    for name in untold:
        assert replace(before.by_id[name], links=()) == replace(after.by_id[name], links=())
