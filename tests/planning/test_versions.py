"""What freezing promises: what a plan said stays readable, by itself, and nobody can change it."""

import hashlib
from dataclasses import replace
from datetime import date

import orjson
import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.core.models import LifeCycle, StoredFile, Visibility
from rodtrad.demo.operations import load_reference
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from rodtrad.planning.content import read_content, within
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.operations.plan_documents import add_document, remove_document
from rodtrad.planning.queries.versions import find_version, in_force, shown_to, versions_of
from rodtrad.plans.models import Plan, PlanDocument, PlanMerge, Version, VersionLabel
from tests.cases.factories import PDF
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.strategies import make_strategy, make_view
from tests.refusals import refused

DAY = date(2026, 3, 2)


def hearing(desk: Desk, day: date = DAY) -> Version:
    return freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=day)


def council_case(desk: Desk, **fields: object) -> Case:
    told: dict[str, object] = {
        "key": "sak-12",
        "number": "12/26",
        "title": "Vedta planen",
        "body": "kommunestyret",
        "status": "decided",
    }
    told |= fields
    return Case.objects.create(root=desk.root, **told)


def test_a_version_says_what_the_plan_said_when_the_rows_have_changed(desk: Desk) -> None:
    version = hearing(desk)
    Element.objects.filter(pk=desk.first.pk).update(title="Rive bro")
    Element.objects.filter(pk=desk.second.pk).delete()
    content = read_content(bytes(Version.objects.get(pk=version.pk).content))
    assert [one.title for one in content.elements] == ["Et nytt mål", "Bygge bro", "Bygge vei"]
    assert content.elements[2].responsible == "Kontoret"
    assert [content.depths[one.id] for one in content.elements] == [0, 1, 1]
    assert [link.title for link in content.elements[1].links] == ["Et nytt mål"]
    assert content.level_name("tiltak", "nb") == "tiltak"
    assert content.plan["title"] == desk.draft.title


def test_the_content_is_canonical_and_has_its_digest(desk: Desk) -> None:
    version = hearing(desk)
    stored = bytes(version.content)
    assert hashlib.sha256(stored).hexdigest() == version.sha256
    assert orjson.dumps(orjson.loads(stored), option=orjson.OPT_SORT_KEYS) == stored
    assert hearing(desk).sha256 == version.sha256, "nothing changed, so it reads the same"


def test_no_person_stands_in_a_version(desk: Desk) -> None:
    """Not who works here, and not a private person who has sent a view."""
    strategy = make_strategy(desk.root)
    make_view(strategy, sender="Kari Nordmann", kind="person", summary="Skriv om stier.")
    make_view(strategy, sender="Naturvernforbundet", kind="other", position=2)
    version = freeze(actor=desk.approver, plan=strategy.plan, label=VersionLabel.HEARING, day=DAY)
    stored = bytes(version.content).decode() + bytes(hearing(desk).content).decode()
    assert "Skriv om stier." in stored
    assert "Naturvernforbundet" in stored
    assert "Kari Nordmann" not in stored
    for person in desk.people.values():
        assert not [one for one in (str(person.pk), person.email, person.name) if one in stored]


def test_what_is_hidden_is_not_told_by_a_public_version(desk: Desk) -> None:
    """The plans and the case that it names may be narrower than the plan, and the version is never changed."""
    hidden = make.make_plan(desk.root, key="hemmelig", title="Hemmelig plan", visibility=Visibility.TEAM)
    case = council_case(desk, title="Hemmelig sak", decision="Hemmelig vedtak", visibility=Visibility.TEAM)
    Plan.objects.filter(pk=desk.draft.pk).update(parent=hidden, replaces=hidden, case=case)
    PlanMerge.objects.create(root=desk.root, plan=desk.draft, merged=hidden)
    PlanMerge.objects.create(root=desk.root, plan=desk.draft, merged=desk.adopted)
    version = hearing(desk)
    whole = shown_to(version, EVERYTHING).content.plan
    assert whole["elaborates"]["title"] == whole["replaces"]["title"] == "Hemmelig plan"
    assert whole["case"]["decision"] == "Hemmelig vedtak"
    seen = shown_to(version, NOBODY)
    assert not seen.is_whole
    assert "Hemmelig" not in str(seen.content.as_json())
    assert [one["title"] for one in seen.content.plan["merges"]] == [desk.adopted.title]
    address = f"/{desk.root.slug}/planer/utkast/versjoner/"
    for page in (address, f"{address}1/", f"/api/v1/organisations/{desk.root.slug}/plans/utkast/versions/1"):
        assert b"Hemmelig" not in Client().get(page).content, page


def test_an_older_version_tells_only_what_it_says_who_may_see(desk: Desk) -> None:
    content = read_content(bytes(hearing(desk).content))
    older = {
        "elaborates": "Hemmelig plan",
        "replaces": "",
        "case": {"title": "Hemmelig sak"},
        "merges": ["Åpen"],
    }
    seen = within(replace(content, plan={**content.plan, **older}), Visibility.PUBLIC).plan
    assert "Hemmelig" not in str(seen)
    assert seen["merges"] == ["Åpen"]


def test_documents_of_an_adopted_plan_stay(desk: Desk, client: Client) -> None:
    given = {"title": "Plankart", "kind": "map", "name": "kart.pdf", "content": PDF}
    document = add_document(actor=desk.approver, plan=desk.draft, **given)
    hearing(desk)
    adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=DAY)
    with pytest.raises(WrongStateError, match="vedtatt med dette dokumentet"):
        remove_document(actor=desk.approver, document=PlanDocument.objects.get(pk=document.pk))
    PlanDocument.objects.all().delete()
    with pytest.raises(ProtectedError):
        StoredFile.objects.all().delete()
    page = client.get(f"/{desk.root.slug}/planer/utkast/versjoner/2/").content.decode()
    address = f"/{desk.root.slug}/planer/utkast/versjoner/2/dokumenter/{document.file_id}/"
    assert address in page
    assert b"".join(client.get(address).streaming_content) == PDF  # type: ignore[attr-defined]  # it streams
    assert client.get(address.replace("/2/", "/3/")).status_code == 404
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=Visibility.INTERNAL)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_version SET note = 'rettet'",
        "UPDATE plans_version SET content = '{}', sha256 = repeat('0', 64)",
        "DELETE FROM plans_version",
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE plans_version CASCADE",
    ],
)
def test_the_database_refuses_to_change_a_version(desk: Desk, statement: str) -> None:
    hearing(desk)
    with refused("version_is_frozen"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_version_with_anothers_digest(desk: Desk) -> None:
    with refused("version_digest_of_content"):
        Version.objects.create(
            root=desk.root,
            plan=desk.draft,
            number=1,
            label="hearing",
            date=DAY,
            content=b"{}",
            sha256="0" * 64,
        )


def test_versions_are_numbered_in_the_plan(desk: Desk) -> None:
    freeze(actor=desk.editor, plan=desk.draft, label=VersionLabel.DRAFT, day=DAY, note="før møtet")
    hearing(desk)
    found = versions_of(desk.draft, EVERYTHING)
    assert [(one.number, one.label) for one in found] == [(2, "hearing"), (1, "draft")]


def test_a_draft_is_not_for_the_public(desk: Desk) -> None:
    freeze(actor=desk.editor, plan=desk.draft, label=VersionLabel.DRAFT, day=DAY)
    hearing(desk)
    assert [one.label for one in versions_of(desk.draft, NOBODY)] == ["hearing"]
    assert find_version(desk.draft, NOBODY, 1) is None
    inside = Viewer(ceiling=Visibility.INTERNAL)
    assert find_version(desk.draft, inside, 1) is not None


def test_what_is_internal_is_left_out_for_the_public_with_what_stands_under_it(desk: Desk) -> None:
    Element.objects.filter(pk=desk.first.pk).update(visibility=Visibility.INTERNAL)
    under = make.make_element(desk.draft, "tiltak", "Sage planker", key="planker", under=desk.first)
    make.make_element(desk.draft, "oppdrag", "Male broen", key="male", contributes_to=desk.first)
    version = freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY, open_up=False)
    public = shown_to(version, NOBODY).content
    assert desk.first.title not in [one.title for one in public.elements]
    assert under.title not in [one.title for one in public.elements]
    assert all(not one.links for one in public.elements if one.title == "Male broen")
    inside = shown_to(version, Viewer(ceiling=Visibility.INTERNAL)).content
    assert under.title in [one.title for one in inside.elements]


def test_a_reader_freezes_nothing_and_an_editor_sends_nothing_to_hearing(desk: Desk) -> None:
    for person, label in ((desk.person("reader"), "draft"), (desk.editor, "hearing")):
        with pytest.raises(NotAllowedError):
            freeze(actor=person, plan=desk.draft, label=VersionLabel(label), day=DAY)
    assert not Version.objects.filter(plan=desk.draft).exists()


def test_adopting_does_all_of_it(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=desk.adopted)
    Element.objects.filter(pk=desk.draft_goal.pk).update(predecessor=desk.goal)
    version = adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=DAY)
    desk.draft.refresh_from_db()
    desk.adopted.refresh_from_db()
    assert (desk.draft.status, desk.draft.in_force_from) == ("adopted", DAY)
    assert (desk.adopted.status, desk.adopted.ended_on) == ("repealed", DAY)
    own = Element.objects.filter(plan=desk.draft).values_list("life_cycle", flat=True)
    assert set(own) == {LifeCycle.ADOPTED}
    older = Element.objects.filter(plan=desk.adopted).values_list("life_cycle", flat=True)
    assert set(older) == {LifeCycle.REPEALED}
    assert read_content(bytes(version.content)).plan["case"]["number"] == "12/26"


def test_what_is_carried_over_into_the_new_plan_lives_on(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=desk.adopted)
    make.place(desk.challenge, desk.draft)
    adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=DAY)
    desk.challenge.refresh_from_db()
    desk.goal.refresh_from_db()
    assert (desk.challenge.life_cycle, desk.goal.life_cycle) == ("adopted", "repealed")


def test_adopted_once_is_adopted(desk: Desk) -> None:
    case = council_case(desk)
    adopt(actor=desk.approver, plan=desk.draft, case=case, day=DAY)
    with pytest.raises(WrongStateError, match="alt vedtatt"):
        adopt(actor=desk.approver, plan=desk.draft, case=case, day=DAY)
    assert Version.objects.filter(plan=desk.draft).count() == 1


def test_an_adoption_that_fails_leaves_nothing(desk: Desk) -> None:
    elsewhere = Case.objects.create(root=make.make_root(), key="sak", number="1", title="En annens sak")
    with pytest.raises(FieldErrors, match="annen organisasjon"):
        adopt(actor=desk.approver, plan=desk.draft, case=elsewhere, day=DAY)
    hearing(desk)
    with pytest.raises(FieldErrors, match="høringen begynte"):
        adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=date(2026, 3, 1))
    desk.draft.refresh_from_db()
    assert desk.draft.status == "under_way"
    assert set(Element.objects.filter(plan=desk.draft).values_list("life_cycle", flat=True)) == {"draft"}


def test_an_editor_does_not_adopt(desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        adopt(actor=desk.editor, plan=desk.draft, case=council_case(desk), day=DAY)


def test_in_force_on_a_day(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=desk.adopted)
    old = make.make_plan(desk.root, key="eldre", framework=desk.framework, status="under_way")
    adopt(actor=desk.approver, plan=old, case=council_case(desk, key="sak-1"), day=date(2020, 5, 4))
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=old)
    adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=DAY)

    def standing(day: date) -> list[str]:
        return [one.plan.key for one in in_force(desk.root, NOBODY, day)]

    assert standing(date(2020, 5, 3)) == []
    assert standing(date(2020, 5, 4)) == ["eldre"]
    assert standing(date(2026, 3, 1)) == ["eldre"]
    assert standing(DAY) == ["utkast"]


def test_what_is_repealed_or_replaced_is_not_in_force(desk: Desk) -> None:
    """Also where no day of its own tells that it ended."""
    adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=DAY)
    rows, after = Plan.objects.filter(pk=desk.draft.pk), date(2026, 11, 2)

    def stands(day: date) -> bool:
        return [one.plan.key for one in in_force(desk.root, NOBODY, day)] == ["utkast"]

    assert stands(after)
    rows.update(status="repealed")
    assert not stands(after), "repealed on a day nobody knows"
    rows.update(status="adopted")
    newer = make.make_plan(desk.root, key="nyere", status="adopted", replaces=desk.draft)
    assert stands(after), "no day is known"
    newer.case = council_case(desk, key="sak-13", date=date(2026, 6, 1))
    newer.save()
    assert stands(date(2026, 5, 31))
    assert not stands(date(2026, 6, 1))
    Plan.objects.filter(pk=newer.pk).update(replaces=None)
    assert stands(after)
    PlanMerge.objects.create(root=desk.root, plan=newer, merged=desk.draft)
    assert not stands(after)
    Plan.objects.filter(pk=newer.pk).update(status="under_way")
    assert stands(after), "it is only on its way"


def test_what_was_adopted_before_there_were_versions_is_frozen_once(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.adopted.pk).update(case=council_case(desk, date=DAY))
    load_reference()
    load_reference()
    [version] = Version.objects.filter(plan=desk.adopted)
    assert (version.label, version.date) == ("adopted", DAY)
    desk.adopted.refresh_from_db()
    assert desk.adopted.in_force_from == DAY
