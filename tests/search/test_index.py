"""The index follows what is written, finds no more than there is, and can be written anew."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from rodtrad.core.search import DuplicateKindError, all_kinds, register, thing_of
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.plans.models import Plan
from rodtrad.search.command import UnknownRootError, rebuild_index
from rodtrad.search.models import IndexedDocument, Vocabulary, Watermark
from rodtrad.search.operations import catch_up, follow_write, rebuild, stale_roots
from rodtrad.search.queries import Chosen, find, read_asked
from tests.cast import Cast, plan_file
from tests.goals.factories import make_conflict, make_framework, make_organisation, make_plan, make_root
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db


def found(root: Root, text: str) -> set[str]:
    answer = find(asked=read_asked(text), viewers={root.id: EVERYTHING}, chosen=Chosen(), size=1000)
    return {hit.document.title for hit in answer.hits}


def stored(root: Root) -> set[tuple[Any, ...]]:
    fields = ("kind", "thing", "sort_key", "vector", "level", "plan", "unit", "first_year", "last_year")
    return set(IndexedDocument.objects.filter(root=root).values_list(*fields))


def test_a_new_thing_a_change_and_a_deletion_are_followed(cast: Cast) -> None:
    element = Element.objects.get(root=cast.solvik, key="leksehjelp")
    Element.objects.filter(pk=element.pk).update(title="Åpne svømmehallen")
    assert catch_up()
    assert found(cast.solvik, "svømmehall") == {"Åpne svømmehallen"}
    assert found(cast.solvik, '"alle skoler"') == set()
    unit = make_organisation(cast.solvik, name="Brannvesenet")
    catch_up()
    assert found(cast.solvik, "brannvesen") == {"Brannvesenet"}
    unit.delete()
    catch_up()
    assert not IndexedDocument.objects.filter(thing=unit.pk).exists()


def test_plain_sql_is_followed_too(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE goals_element SET description = 'Ved torget' WHERE root_id = %s AND key = 'leksehjelp'",
            [cast.solvik.pk],
        )
    assert cast.solvik.pk in stale_roots()
    catch_up()
    assert found(cast.solvik, "torg") == {"Tilby leksehjelp på alle skoler"}


def test_a_conflicts_steps_are_its_words(cast: Cast) -> None:
    conflict = make_conflict(cast.solvik, Element.objects.get(root=cast.solvik, key="gode-skoler"))
    catch_up()
    conflict.steps.update(text="Da blir parkeringsplassen borte")
    catch_up()
    assert found(cast.solvik, "parkering") == {conflict.title}


def test_catching_up_twice_and_rebuilding_change_nothing(cast: Cast) -> None:
    Element.objects.filter(root=cast.solvik, key="leksehjelp").update(title="Bygge utleieboliger")
    catch_up()
    once = stored(cast.solvik)
    catch_up()
    assert stored(cast.solvik) == once
    written = rebuild(root_id=cast.solvik.pk)
    again = stored(cast.solvik)
    assert written == len(again) == len(once)
    assert rebuild(root_id=cast.solvik.pk) == written
    assert stored(cast.solvik) == again


def test_the_index_holds_everything_of_every_root() -> None:
    make_indicator("stoy")
    for root_id in (*Root.objects.values_list("pk", flat=True), None):
        rebuild(root_id=root_id)
        for kind in all_kinds():
            if root_id is None and not kind.has_shared:
                continue
            numbers = kind.rows().filter(root_id=root_id).values_list("pk", flat=True)
            indexed = IndexedDocument.objects.filter(root=root_id, kind=kind.name)
            things = set(indexed.values_list("thing", flat=True))
            assert things == {thing_of(one) for one in numbers}, (root_id, kind.name)


def test_a_new_root_is_indexed_when_it_is_first_written() -> None:
    root = make_root()
    make_plan(root, framework=make_framework(root), title="Plan for friluftsliv")
    assert root.pk in stale_roots()
    catch_up(roots=[root.pk])
    assert found(root, "friluftsliv") == {"Plan for friluftsliv"}
    assert Vocabulary.objects.get(root=root).words


def test_what_is_more_than_asked_for_is_left_and_told(cast: Cast) -> None:
    Plan.objects.filter(root=cast.solvik).update(description="Noe om måker")
    assert not catch_up(roots=[cast.solvik.pk], most=1)
    assert found(cast.solvik, "måke") == set()
    follow_write(most=1)
    follow_write(most=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'search.catch_up'")
        assert cursor.fetchone() == (1,)
    assert catch_up()
    assert len(found(cast.solvik, "måke")) == Plan.objects.filter(root=cast.solvik).count()


def test_an_old_transaction_that_ends_late_is_not_lost(cast: Cast) -> None:
    """Its event has a lower number than one that was followed; the mark waits for it."""
    catch_up()
    catch_up()
    mark = Watermark.objects.get(root=cast.solvik, feed="goals_elementevent")
    Element.objects.filter(root=cast.solvik, key="leksehjelp").update(title="Lete etter sjøstjerner")
    Watermark.objects.filter(pk=mark.pk).update(seen=mark.seen + 1000)
    assert catch_up()
    assert found(cast.solvik, "sjøstjerner") == {"Lete etter sjøstjerner"}


def test_an_import_is_found_at_once() -> None:
    content = plan_file("solvik").replace(b"Tilby leksehjelp", b"Tilby sjakkurs og leksehjelp")
    report = import_plan_file(content=content)
    assert found(report.root, "sjakkurs") == {"Tilby sjakkurs og leksehjelp på alle skoler"}
    import_plan_file(content=plan_file("solvik"), dry_run=True)
    assert found(report.root, "sjakkurs")


def test_a_request_that_writes_is_followed_before_it_answers(cast: Cast) -> None:
    Element.objects.filter(root=cast.solvik, key="leksehjelp").update(title="Rydde i fjæra")
    client = cast.client("randi")
    assert "fjæra</mark>" not in client.get("/solvik/sok/", {"q": "fjæra"}).content.decode()
    assert client.post("/sprak/", {"language": "nb", "next": "/"}).status_code == 302
    assert "<mark>fjæra</mark>" in client.get("/solvik/sok/", {"q": "fjæra"}).content.decode()


def test_reading_writes_nothing(nobody: Client, cast: Cast) -> None:
    Element.objects.filter(root=cast.solvik, key="leksehjelp").update(title="Rydde i fjæra")
    before = stored(cast.solvik)
    nobody.get("/solvik/sok/", {"q": "fjæra"})
    assert stored(cast.solvik) == before


def test_the_command_tells_what_it_wrote_and_knows_its_roots() -> None:
    assert next(rebuild_index("solvik")).startswith("solvik: ")
    slugs = Root.objects.order_by("slug").values_list("slug", flat=True)
    assert [line.split(":")[0] for line in rebuild_index()] == [*slugs, "felles"]
    with pytest.raises(UnknownRootError, match=r"Fant ingen organisasjon «bergen»\. Her er: .*solvik"):
        list(rebuild_index("bergen"))


def test_a_kind_has_a_name_of_its_own() -> None:
    element = next(kind for kind in all_kinds() if kind.name == "element")
    register(element)

    class Other(type(element)):  # type: ignore[misc]  # the class of a kind that is there
        pass

    with pytest.raises(DuplicateKindError):
        register(Other())
