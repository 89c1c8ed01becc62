"""Min side: who one is here, what one may do, and out of every browser."""

import pytest
from django.test import Client

from rodtrad.accounts.models import User
from rodtrad.organisations.models import Organisation, Role, RoleKind
from rodtrad.organisations.permissions import ABILITIES
from rodtrad.website.presenters.account import ABILITY_WORDS
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/konto/"


def text(client: Client) -> str:
    return " ".join(client.get(PAGE).content.decode().split())


def test_shows_name_address_roles_and_units(cast: Cast) -> None:
    page = text(cast.client("bard"))
    assert "Bård Bidragsyter" in page
    assert "bard@example.org" in page
    unit = Organisation.objects.get(root=cast.solvik, key="skolekontoret").name
    assert f"<strong>Bidragsyter</strong> i {unit} og enhetene under" in page
    assert "si hvordan det går med målene og tiltakene" in page
    assert "skrive og endre utkast" not in page


def test_a_role_in_the_whole_organisation_says_so(cast: Cast) -> None:
    page = text(cast.client("randi"))
    assert "<strong>Redaktør</strong> i hele organisasjonen" in page
    assert "skrive og endre utkast" in page


def test_roles_in_several_organisations_stand_under_each(cast: Cast) -> None:
    utvik = Organisation.objects.get(root__slug="utvik", parent=None)
    Role.objects.create(user=cast.user("lise"), root=utvik.root, organisation=utvik, kind=RoleKind.APPROVER)
    page = text(cast.client("lise"))
    solvik_part, utvik_part = page.index(">Solvik"), page.index(f">{utvik.root.name}</a>")
    assert solvik_part < page.index("<strong>Leser</strong>") < utvik_part
    assert utvik_part < page.index("<strong>Godkjenner</strong>") < page.index("føre inn vedtak")


def test_says_what_to_do_without_a_role(cast: Cast) -> None:
    user = User.objects.create_user("ny@example.org", "Ny", "et passord som er langt")
    client = Client()
    client.force_login(user)
    assert "Du har ingen rolle ennå" in text(client)


def test_every_ability_has_its_words() -> None:
    assert set(ABILITY_WORDS) == frozenset().union(*ABILITIES.values())


def test_the_name_in_the_header_leads_there(cast: Cast) -> None:
    assert f'<a href="{PAGE}">Lise Leser</a>' in cast.client("lise").get("/solvik/").content.decode()


def test_nobody_is_sent_to_log_in(nobody: Client) -> None:
    assert nobody.get(PAGE)["Location"] == f"/konto/logg-inn/?next={PAGE}"


def test_is_left_in_no_cache(cast: Cast) -> None:
    assert cast.client("lise").get(PAGE)["Cache-Control"] == "private, no-store"


def test_takes_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    client = cast.client("bard")
    client.get(PAGE)  # notes the browser
    with django_assert_max_num_queries(5):  # type: ignore[operator]  # pytest-django's fixture
        client.get(PAGE)


def test_logs_out_everywhere_and_nobody_else(cast: Cast) -> None:
    here, there, other = cast.client("lise"), cast.client("lise"), cast.client("randi")
    response = here.post("/konto/logg-ut-overalt/", follow=True)
    assert "Du er logget ut i alle nettlesere" in response.content.decode()
    for client in (here, there):
        assert client.get(PAGE).status_code == 302
    assert other.get(PAGE).status_code == 200


def test_logs_out_everywhere_by_post_only(cast: Cast, nobody: Client) -> None:
    client = cast.client("lise")
    assert client.get("/konto/logg-ut-overalt/").status_code == 405
    assert client.get(PAGE).status_code == 200
    assert nobody.post("/konto/logg-ut-overalt/").status_code == 302
