"""Every list shows who is logged in what is theirs, and what others have done since they last looked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.geography.models import Area
from rodtrad.goals.models import Conflict, Element, Seen
from rodtrad.goals.operations import change_element, create_element, link_elements
from rodtrad.goals.operations.conflicts_change import change_conflict
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.goals.queries.own_and_new import own_and_new_elements, own_units
from rodtrad.organisations.models import Role, RoleKind, Root
from rodtrad.plans.models import Plan
from tests.cast import Cast
from tests.website.test_edit_element import now
from tests.website.test_edit_many import saw_all_before

pytestmark = pytest.mark.django_db

MINE = '<span class="reader-mark mine">Min</span>'
TABLE, PLANS, PLAN = "/solvik/tabell/", "/solvik/planer/", "/solvik/planer/handlingsdel/"
GOAL, SEARCH, EVERYWHERE = "/solvik/element/gode-skoler/", "/solvik/sok/?q=leksehjelp", "/sok/?q=leksehjelp"
LISTS = [TABLE, PLAN, GOAL, SEARCH, EVERYWHERE]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def marks(html: str, address: str) -> str:
    """Return what stands between the link to the address, in the list, and the next link."""
    main = html[html.index("<main") :]
    return "".join(
        part.partition("<a ")[0].partition("</tr>")[0] for part in main.split(f'href="{address}"')[1:]
    )


@pytest.mark.parametrize("address", LISTS)
def test_what_is_mine_is_marked_in_every_list(cast: Cast, address: str) -> None:
    measure = "/solvik/element/leksehjelp/"
    assert MINE in marks(page(cast.client("bard"), address), measure)
    for person in ("lise", None, "ulla"):
        assert "reader-mark" not in page(cast.client(person), address)


@pytest.mark.parametrize("address", LISTS)
def test_what_others_have_done_since_is_marked_in_every_list(cast: Cast, address: str) -> None:
    bard, measure = cast.client("bard"), "/solvik/element/leksehjelp/"
    saw_all_before(bard)
    assert ">Endret<" not in page(bard, address)
    change_element(actor=cast.user("randi"), element=now(), changes={"progress": "done"})
    assert ">Endret<" in marks(page(bard, address), measure)
    assert ">Endret<" not in page(cast.client("randi"), address)


Write = Callable[[Cast], object]
WRITES: dict[str, Write] = {
    "contributing": lambda cast: change_element(
        actor=cast.user("randi"), element=now(), changes={"contributing": ["teknisk"]}
    ),
    "sdg": lambda cast: change_element(
        actor=cast.user("randi"), element=now(), changes={"sdg": ["4", "4.1"]}
    ),
    "areas": lambda cast: change_element(
        actor=cast.user("randi"), element=now(), changes={"areas": ["030101"]}
    ),
    "link": lambda cast: link_elements(actor=cast.user("randi"), child=now(), parent=now("trygge-veier")),
}


@pytest.mark.parametrize("what", WRITES)
def test_what_hangs_on_an_element_is_news_of_it_too(cast: Cast, what: str) -> None:
    bard = cast.client("bard")
    saw_all_before(bard)
    WRITES[what](cast)
    found = own_and_new_elements(cast.solvik, cast.user("bard"), [now().pk])
    assert found.of(now().pk) == (True, "changed")
    assert own_and_new_elements(cast.solvik, cast.user("randi"), [now().pk]).news == {}


def test_what_is_made_is_new_and_its_plan_has_changed(cast: Cast) -> None:
    bard, lise = cast.client("bard"), cast.client("lise")
    for client in (bard, lise):
        client.post("/solvik/sett/")
    Seen.objects.update(at=TransactionNow() - timedelta(microseconds=1))
    plan = Plan.objects.get(root=cast.solvik, key="handlingsdel")
    made = create_element(
        actor=cast.user("randi"),
        plan=plan,
        level=now().level,
        changes={"title": "Bare for laget", "visibility": 2, "responsible": "skolekontoret"},
    )
    assert ">Ny<" in marks(page(bard, PLAN), f"/solvik/element/{made.key}/")
    assert ">Endret<" in marks(page(bard, PLANS), PLAN)
    # Lise does not see what is the team's, and so not that its plan has changed either.
    assert "reader-mark" not in page(lise, PLANS)


def test_a_plan_of_ones_own_unit_is_marked(cast: Cast) -> None:
    Role.objects.filter(user=cast.user("bard")).update(
        organisation=Plan.objects.get(key="internt-notat").owner, kind=RoleKind.CONTRIBUTOR
    )
    html = page(cast.client("bard"), PLANS)
    assert MINE in marks(html, "/solvik/planer/internt-notat/")
    assert MINE not in marks(html, PLAN)


def test_a_role_at_the_top_owns_what_the_top_is_responsible_for(cast: Cast) -> None:
    html = page(cast.client("randi"), TABLE)
    assert MINE in marks(html, GOAL)
    assert MINE not in marks(html, "/solvik/element/leksehjelp/")
    assert own_units(cast.user("lise"), cast.solvik) == frozenset()


@pytest.mark.parametrize("address", [TABLE, PLANS, PLAN])
def test_the_list_says_since_when_and_takes_that_one_has_seen_it(cast: Cast, address: str) -> None:
    lise = cast.client("lise")
    assert "Vis meg hva som er nytt fra nå av" in page(lise, address)
    assert lise.post("/solvik/sett/", {"tilbake": address})["Location"] == address
    assert "Merk alt som sett" in page(lise, address)
    assert 'action="/solvik/sett/"' not in page(cast.client(None), address)


def test_marks_cost_a_few_questions_and_nobody_else_any(cast: Cast) -> None:
    solvik = cast.solvik
    ids = list(solvik.elements.values_list("pk", flat=True))
    bard = cast.user("bard")
    Seen.objects.create(root=cast.solvik, user=bard, at="2026-01-01T00:00Z")
    with CaptureQueriesContext(connection) as asked:
        own_and_new_elements(solvik, bard, ids)
    assert len(asked) <= 5
    with CaptureQueriesContext(connection) as asked:
        own_and_new_elements(solvik, AnonymousUser(), ids)
    assert len(asked) == 0


CONFLICT, MEASURE = "/solvik/malkonflikter/skole-mot-vei/", "/solvik/element/leksehjelp/"
#: Lists by another way in: the page, what it lists that is Randi's after `make_hers`.
FURTHER = {
    "/solvik/malkonflikter/": CONFLICT,
    "/solvik/malkonflikter/?handtering=open": GOAL,
    "/solvik/finn-fram/": CONFLICT,
    "/solvik/finn-fram/plansystem/": PLAN,
    "/solvik/finn-fram/temaer/": GOAL,
    "/solvik/barekraftsmal/": MEASURE,
    "/solvik/finn-fram/steder/0301/": MEASURE,
    "/solvik/tradsjekk/": MEASURE,
    "/solvik/tradsjekk/?etter=regel": CONFLICT,
    "/solvik/": GOAL,
}


def make_hers(cast: Cast) -> None:
    """Put all of it below one unit, tag and break it, so that every list has it."""
    Root.objects.filter(slug="solvik").update(area=Area.objects.get(code="0301"))
    late = {"sdg": ["4"], "starts": "2019-01-01", "ends": "2020-01-01"}
    change_element(actor=cast.user("randi"), element=now(), changes=late)
    top = cast.solvik.organisations.get(parent=None)
    for rows in (Conflict.objects, Plan.objects):
        rows.filter(root=cast.solvik).update(owner=top)
    Element.objects.filter(root=cast.solvik).update(responsible=top)


@pytest.mark.parametrize("address", FURTHER)
def test_the_other_lists_mark_it_too(cast: Cast, address: str) -> None:
    make_hers(cast)
    randi = cast.client("randi")
    assert MINE in marks(page(randi, address), FURTHER[address])
    randi.post("/solvik/sett/")
    Seen.objects.update(at=TransactionNow() - timedelta(microseconds=1))
    for person in ("lise", None, "ulla"):
        assert "reader-mark" not in page(cast.client(person), address)


def test_a_conflict_that_another_has_changed_is_marked(cast: Cast) -> None:
    bard = cast.client("bard")
    saw_all_before(bard)
    assert ">Endret<" not in page(bard, "/solvik/malkonflikter/")
    found = Conflict.objects.get(root=cast.solvik, key="skole-mot-vei")
    change_conflict(actor=cast.user("randi"), conflict=found, values={"handling": "mitigated"})
    assert ">Endret<" in marks(page(bard, "/solvik/malkonflikter/"), CONFLICT)
    assert ">Endret<" not in page(cast.client("randi"), "/solvik/malkonflikter/")


def test_what_waits_for_approval_is_marked(cast: Cast) -> None:
    bard, waiting = cast.client("bard"), "/solvik/gjennomgang/"
    own = cast.solvik.organisations.get(key="skolekontoret")
    Plan.objects.filter(root=cast.solvik, key="handlingsdel").update(owner=own)
    for thing in (now("stengt-skole"), Plan.objects.get(root=cast.solvik, key="handlingsdel")):
        propose(actor=cast.user("randi"), subject=thing)
    html = page(bard, waiting)
    assert MINE in marks(html, "/solvik/element/stengt-skole/gjennomgang/")
    assert MINE in marks(html, f"{PLAN}gjennomgang/")
    assert "reader-mark" not in page(cast.client("lise"), waiting)


@pytest.mark.parametrize("address", FURTHER)
def test_nothing_is_asked_for_who_is_not_logged_in(cast: Cast, address: str) -> None:
    make_hers(cast)
    with CaptureQueriesContext(connection) as asked:
        page(cast.client(None), address)
    assert not [one for one in asked.captured_queries if "pghistory_context" in one["sql"]]
    assert not [one for one in asked.captured_queries if "goals_seen" in one["sql"]]
