"""Changing an element: each role and each field, two people at once, adopted text, and what cannot be right."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from rodtrad.core.models import Visibility
from rodtrad.goals.errors import AdoptedTextError, ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.goals.models import Correction, Element
from rodtrad.goals.operations import (
    BadVersionError,
    change_element,
    pack_version,
    tag_of,
    unpack_version,
    values_of,
)
from rodtrad.goals.permissions import CONTRIBUTED, FIELDS, open_fields, powers_in
from rodtrad.organisations.models import RoleKind
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db

ALL = frozenset(FIELDS)
NONE: frozenset[str] = frozenset()
#: Fields open on the office's measure in a draft: role, where it is held, and which.
OPEN = {
    (RoleKind.READER, "top"): NONE,
    (RoleKind.CONTRIBUTOR, "top"): CONTRIBUTED,
    (RoleKind.EDITOR, "top"): ALL,
    (RoleKind.APPROVER, "top"): frozenset({"visibility"}),
    (RoleKind.ADMINISTRATOR, "top"): NONE,
    (RoleKind.READER, "office"): NONE,
    (RoleKind.CONTRIBUTOR, "office"): CONTRIBUTED,
    (RoleKind.EDITOR, "office"): ALL,
    (RoleKind.APPROVER, "office"): NONE,
    (RoleKind.ADMINISTRATOR, "office"): NONE,
    (RoleKind.EDITOR, "beside"): NONE,
    (RoleKind.CONTRIBUTOR, "beside"): NONE,
}
#: A new value for each field.
NEW: dict[str, Any] = {
    "title": "Bygge tunnel",
    "description": "Under fjorden.",
    "responsible": "",
    "contributing": ["kontoret"],
    "starts": date(2026, 1, 1),
    "ends": "2027-12-31",
    "progress": "under_way",
    "judgement": "at_risk",
    "visibility": Visibility.INTERNAL,
    "sdg": ["9", "9.1"],
    "areas": [],
    "keywords": ["Bru", "fjord"],
    "handling": "Følges opp.",
    "binding": True,
}


@pytest.mark.parametrize(("kind", "at"), OPEN)
def test_each_role_may_change_its_fields_and_no_other(desk: Desk, kind: str, at: str) -> None:
    places = {"top": None, "office": desk.office, "beside": make.make_organisation(desk.root)}
    person = desk.person(kind, places[at])
    assert open_fields(powers_in(person, desk.root), desk.second) == OPEN[kind, at]
    for field in set(FIELDS) - {"areas"}:
        row = Element.objects.get(pk=desk.second.pk)
        if field in OPEN[kind, at]:
            assert values_of(change_element(actor=person, element=row, changes={field: NEW[field]}))
        else:
            with pytest.raises(NotAllowedError):
                change_element(actor=person, element=row, changes={field: NEW[field]})
        Element.objects.filter(pk=row.pk).update(responsible=desk.office)


def test_who_has_no_role_here_may_nothing(desk: Desk) -> None:
    outside = make.make_root(slug="utenfor")
    stranger = Desk.person(
        Desk(**{**vars(desk), "root": outside, "people": {}}), RoleKind.EDITOR, make.top(outside)
    )
    for person in (stranger, AnonymousUser()):
        with pytest.raises(NotAllowedError):
            change_element(actor=person, element=desk.first, changes={"title": "Kapret"})


def test_an_inactive_account_may_nothing(desk: Desk) -> None:
    editor = desk.editor
    editor.is_active = False
    with pytest.raises(NotAllowedError):
        change_element(actor=editor, element=desk.first, changes={"title": "Kapret"})


def test_every_field_is_stored_as_sent(desk: Desk) -> None:
    make.tag(desk.goal, "9.1")
    row = change_element(actor=desk.editor, element=desk.first, changes=NEW)
    assert values_of(Element.objects.get(pk=row.pk)) == {
        **NEW,
        "starts": "2026-01-01",
        "visibility": 1,
        "keywords": ["bru", "fjord"],
    }


def test_the_audit_trail_knows_who(desk: Desk) -> None:
    change_element(actor=desk.editor, element=desk.first, changes={"title": "Bygge tunnel"})
    event = desk.first.events.order_by("-pgh_id").first()
    assert event.pgh_context.metadata["user"] == str(desk.editor.pk)


def test_what_is_as_before_writes_nothing(desk: Desk) -> None:
    before = desk.first.events.count()
    change_element(
        actor=desk.person(RoleKind.READER), element=desk.first, changes={"title": desk.first.title}
    )
    assert desk.first.events.count() == before


def test_two_people_on_different_fields_lose_nothing(desk: Desk) -> None:
    started = values_of(desk.first)
    change_element(
        actor=desk.editor, element=desk.first, changes={**started, "title": "Min tittel"}, based_on=started
    )
    row = change_element(
        actor=desk.approver, element=desk.first, changes={**started, "visibility": 1}, based_on=started
    )
    assert (row.title, row.visibility) == ("Min tittel", 1)


def test_two_people_on_the_same_field_are_told(desk: Desk) -> None:
    started = values_of(desk.second)
    change_element(actor=desk.editor, element=desk.second, changes={"title": "Hennes"}, based_on=started)
    with pytest.raises(ChangedMeanwhile) as caught:
        change_element(
            actor=desk.person(RoleKind.EDITOR, desk.office),
            element=desk.second,
            changes={**started, "title": "Hans", "description": "Og mer"},
            based_on=started,
        )
    [conflict] = caught.value.conflicts
    found = (conflict.field, conflict.started, conflict.now, conflict.mine)
    assert found == ("title", "Bygge vei", "Hennes", "Hans")
    assert conflict.who == desk.editor.name
    assert conflict.when is not None
    assert caught.value.now[desk.second.pk]["title"] == "Hennes"
    assert Element.objects.get(pk=desk.second.pk).description == ""


def test_two_people_who_agree_are_not_in_conflict(desk: Desk) -> None:
    started = values_of(desk.first)
    for _person in range(2):
        change_element(actor=desk.editor, element=desk.first, changes={"sdg": ["9"]}, based_on=started)
    assert values_of(desk.first, ["sdg"]) == {"sdg": ["9"]}


def test_a_conflict_on_a_relation_tells_who(desk: Desk) -> None:
    started = values_of(desk.first)
    change_element(actor=desk.editor, element=desk.first, changes={"contributing": ["kontoret"]})
    with pytest.raises(ChangedMeanwhile) as caught:
        change_element(
            actor=desk.editor,
            element=desk.first,
            changes={"contributing": [desk.root.slug]},
            based_on=started,
        )
    assert [(one.started, one.now, one.who) for one in caught.value.conflicts] == [
        ([], ["kontoret"], desk.editor.name)
    ]


def test_a_version_is_ours_and_of_this_element(desk: Desk) -> None:
    values = values_of(desk.first)
    text = pack_version(desk.first.pk, values)
    assert unpack_version(text, desk.first.pk) == values
    for wrong, element in ((text, desk.second), (text[:-2] + "xx", desk.first), ("", desk.first)):
        with pytest.raises(BadVersionError):
            unpack_version(wrong, element.pk)


def test_a_tag_is_the_same_for_the_same(desk: Desk) -> None:
    assert tag_of(values_of(desk.first)) == tag_of(values_of(Element.objects.get(pk=desk.first.pk)))
    assert tag_of(values_of(desk.first)) != tag_of(values_of(desk.second))


BAD: list[tuple[str, Any]] = [
    ("title", " \x00 "),
    ("title", "x" * 501),
    ("description", "x" * 20_001),
    ("responsible", "finnes-ikke"),
    ("contributing", ["kontoret", "finnes-ikke"]),
    ("starts", "i morgen"),
    ("progress", "nesten"),
    ("judgement", "tja"),
    ("visibility", 7),
    ("visibility", None),
    ("sdg", ["18"]),
    ("sdg", ["06"]),
    ("areas", ["9999"]),
    ("keywords", ["x" * 61]),
    ("keywords", [f"ord {n}" for n in range(31)]),
    ("life_cycle", "adopted"),
]


@pytest.mark.parametrize(("field", "value"), BAD, ids=lambda part: str(part)[:20])
def test_what_cannot_be_is_refused_by_field(desk: Desk, field: str, value: Any) -> None:
    with pytest.raises(FieldErrors) as caught:
        change_element(actor=desk.editor, element=desk.first, changes={"handling": "Ny", field: value})
    assert list(caught.value.by_field) == [field]
    assert Element.objects.get(pk=desk.first.pk).handling == ""


def test_a_period_must_go_forwards_also_with_what_stands_there(desk: Desk) -> None:
    change_element(actor=desk.editor, element=desk.first, changes={"starts": "2027-01-01"})
    with pytest.raises(FieldErrors, match="Slutten kan ikke være før starten"):
        change_element(actor=desk.editor, element=desk.first, changes={"ends": "2026-01-01"})


def test_another_roots_unit_is_unknown(desk: Desk) -> None:
    other = make.make_organisation(make.make_root(slug="annen"), key="fremmed")
    with pytest.raises(FieldErrors):
        change_element(actor=desk.editor, element=desk.first, changes={"responsible": other.key})


def test_only_an_approver_shows_something_to_the_public(desk: Desk) -> None:
    change_element(actor=desk.editor, element=desk.first, changes={"visibility": 1})
    with pytest.raises(NotAllowedError, match="synlig for alle"):
        change_element(actor=desk.editor, element=desk.first, changes={"visibility": 0})
    assert change_element(actor=desk.approver, element=desk.first, changes={"visibility": 0}).visibility == 0


def adopted_change(desk: Desk, person: Callable[[], Any], reason: str = "") -> Element:
    return change_element(actor=person(), element=desk.goal, changes={"title": "Et bedre mål"}, reason=reason)


def test_adopted_text_is_refused_in_words(desk: Desk) -> None:
    for person in (lambda: desk.editor, lambda: desk.approver):
        with pytest.raises(AdoptedTextError, match="vedtatt og låst") as caught:
            adopted_change(desk, person)
        assert list(caught.value.by_field) == ["title"]


def test_only_an_approver_corrects_and_the_reason_is_kept(desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        adopted_change(desk, lambda: desk.editor, "Skrivefeil")
    adopted_change(desk, lambda: desk.approver, "Skrivefeil")
    correction = Correction.objects.get(key="maal")
    assert (correction.reason, correction.made_by) == ("Skrivefeil", desk.approver)


def test_a_reason_holds_for_one_write_only(desk: Desk) -> None:
    adopted_change(desk, lambda: desk.approver, "Skrivefeil")
    with pytest.raises(AdoptedTextError):
        change_element(actor=desk.approver, element=desk.theme, changes={"title": "Uten grunn"})


def test_progress_and_responsible_of_adopted_elements_stay_open(desk: Desk) -> None:
    row = change_element(
        actor=desk.editor, element=desk.goal, changes={"progress": "done", "responsible": "kontoret"}
    )
    assert (row.progress, row.responsible) == ("done", desk.office)
