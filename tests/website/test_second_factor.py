"""Totrinnsinnlogging: set up, used at log-in, recovery codes, taken away, demanded of administrators."""

import re

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from rodtrad.accounts import totp
from rodtrad.accounts.models import Identity, RecoveryCode, SecondFactor, Session
from rodtrad.accounts.totp import code_at, new_secret, now_counter
from tests.cast import PASSWORD, Cast
from tests.website.second_step import App

pytestmark = pytest.mark.django_db
LOG_IN, STEP = "/konto/logg-inn/", "/konto/kode/"
PAGE, TAKE_AWAY, CODES = "/konto/totrinn/", "/konto/totrinn/fjern/", "/konto/totrinn/koder/"
IN = "Logg ut"


def password(client: Client, *, email: str = "lise@example.org", onward: str = "") -> HttpResponse:
    answer: HttpResponse = client.post(LOG_IN, {"username": email, "password": PASSWORD, "next": onward})
    return answer


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


@pytest.fixture
def app(cast: Cast) -> App:
    return App(cast.user("lise"))


# Setting up


def begin(client: Client) -> str:
    """Ask for a secret, and return it as the page shows it."""
    page = client.post(PAGE).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    (shown,) = re.findall(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    return str(shown).replace(" ", "")


def test_sets_up_with_the_code_and_the_password_and_shows_recovery_codes_once(cast: Cast) -> None:
    client = cast.client("lise")
    assert "Slå på totrinnsinnlogging" in client.get("/konto/").content.decode()
    secret = begin(client)
    before = client.session.session_key
    answer = client.post(PAGE, {"code": code_at(secret, now_counter()), "old_password": PASSWORD})
    codes = re.findall(r"<code>([A-Z2-7-]{19})</code>", answer.content.decode())
    assert len(set(codes)) == 10
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert client.session.session_key != before, "the session gets a new key"
    assert not Session.objects.filter(session_key=before).exists()
    later = client.get(PAGE).content.decode()
    assert "Du har 10 reservekoder igjen" in later
    assert codes[0] not in later
    assert "Totrinnsinnlogging er på" in client.get("/konto/").content.decode()


def test_nothing_can_be_read_back_from_the_database(app: App) -> None:
    kept = str(list(SecondFactor.objects.values()) + list(RecoveryCode.objects.values()))
    assert app.secret not in kept
    for code in app.recovery_codes:
        assert code not in kept
        assert code.replace("-", "") not in kept


def test_setting_up_is_in_the_trail_without_its_secrets(app: App) -> None:
    event = SecondFactor.objects.get().events.get()
    assert event.pgh_label == "insert"
    assert not hasattr(event, "secret")
    password(client := Client())
    client.post(STEP, {"code": app.code()})
    assert SecondFactor.objects.get().events.count() == 1, "using a code is no change"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "", "old_password": PASSWORD}, "Skriv koden."),
        ({"code": "123", "old_password": PASSWORD}, "Koden stemmer ikke"),
        ({"code": "right", "old_password": "feil"}, "Passordet er feil"),
        ({"code": "right", "old_password": ""}, "Skriv passordet du har nå."),
    ],
)
def test_a_wrong_code_or_password_sets_nothing_up(cast: Cast, fields: dict[str, str], words: str) -> None:
    client = cast.client("lise")
    secret = begin(client)
    code = code_at(secret, now_counter()) if fields["code"] == "right" else fields["code"]
    page = client.post(PAGE, {**fields, "code": code}).content.decode()
    assert words in page
    assert secret in page.replace(" ", ""), "the same secret, which the app has by now"
    assert not SecondFactor.objects.exists()


def test_a_secret_of_ones_own_choice_is_not_taken(cast: Cast) -> None:
    client, chosen = cast.client("lise"), new_secret()
    begin(client)
    fields = {"code": code_at(chosen, now_counter()), "old_password": PASSWORD, "secret": chosen}
    client.post(PAGE, fields)
    assert not SecondFactor.objects.exists()


def test_is_set_up_once_only(cast: Cast, app: App) -> None:
    client = cast.client("lise")
    page = client.post(PAGE).content.decode()
    assert "secret" not in page
    assert SecondFactor.objects.get().secret == SecondFactor.objects.get().secret


@pytest.mark.parametrize("address", [PAGE, TAKE_AWAY, CODES])
def test_nobody_is_sent_to_log_in(nobody: Client, address: str) -> None:
    assert nobody.get(address)["Location"] == f"{LOG_IN}?next={address}"
    assert nobody.post(address)["Location"] == f"{LOG_IN}?next={address}"


@pytest.mark.parametrize("address", [PAGE, TAKE_AWAY, CODES, STEP])
def test_forged_forms_are_refused(cast: Cast, app: App, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("lise"))
    assert client.post(address, {"old_password": PASSWORD}).status_code == 403
    assert SecondFactor.objects.exists()


# Logging in


def test_the_password_alone_opens_nothing(app: App, nobody: Client) -> None:
    assert password(nobody)["Location"] == STEP
    assert not is_in(nobody)
    assert IN not in nobody.get("/").content.decode()


def test_the_code_lets_in_and_goes_on(app: App, nobody: Client) -> None:
    password(nobody, onward="/solvik/planer/")
    assert "Skriv koden" in nobody.get(STEP).content.decode()
    assert nobody.post(STEP, {"code": app.code()})["Location"] == "/solvik/planer/"
    assert is_in(nobody)


def test_the_code_may_be_typed_with_a_space_and_half_a_minute_late(app: App, nobody: Client) -> None:
    password(nobody)
    late = app.code(later=-1)
    nobody.post(STEP, {"code": f"{late[:3]} {late[3:]}"})
    assert is_in(nobody)


@pytest.mark.parametrize("later", [-2, 2, 10])
def test_a_code_of_another_time_is_wrong(app: App, nobody: Client, later: int) -> None:
    password(nobody)
    page = nobody.post(STEP, {"code": app.code(later=later)}).content.decode()
    assert "Koden er feil, brukt før eller for gammel" in page
    assert not is_in(nobody)


def test_a_code_works_once(app: App, nobody: Client) -> None:
    code = app.code()
    password(nobody)
    nobody.post(STEP, {"code": code})
    other = Client()
    password(other)
    other.post(STEP, {"code": code})
    assert is_in(nobody)
    assert not is_in(other)


@pytest.mark.parametrize("typed", ["", "abc", "0" * 100, "١٢٣٤٥٦", "' OR 1=1 --"])
def test_what_is_no_code_is_told(app: App, nobody: Client, typed: str) -> None:
    password(nobody)
    response = nobody.post(STEP, {"code": typed})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not is_in(nobody)


def test_a_recovery_code_works_once_however_it_is_typed(app: App, nobody: Client) -> None:
    password(nobody)
    nobody.post(STEP, {"code": app.recovery_codes[3].lower().replace("-", " ")})
    assert is_in(nobody)
    again = Client()
    password(again)
    again.post(STEP, {"code": app.recovery_codes[3]})
    assert not is_in(again)
    assert "Du har 9 reservekoder igjen" in nobody.get(PAGE).content.decode()


def test_anothers_recovery_code_opens_nothing(cast: Cast, app: App, nobody: Client) -> None:
    other = App(cast.user("randi"))
    password(nobody)
    nobody.post(STEP, {"code": other.recovery_codes[0]})
    assert not is_in(nobody)


def test_without_a_password_first_there_is_nothing_to_do_there(app: App, nobody: Client) -> None:
    assert nobody.get(STEP)["Location"] == LOG_IN
    assert nobody.post(STEP, {"code": app.code()})["Location"] == LOG_IN
    assert not is_in(nobody)


def test_waiting_ends_after_ten_minutes(app: App, nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    password(nobody)
    session = nobody.session
    session["waiting"] = {**session["waiting"], "until": session["waiting"]["until"] - 601}
    session.save()
    assert nobody.post(STEP, {"code": app.code()})["Location"] == LOG_IN
    assert not is_in(nobody)


def test_waiting_ends_with_a_new_password_and_a_closed_account(cast: Cast, app: App, nobody: Client) -> None:
    password(nobody)
    user = cast.user("lise")
    user.set_password("noe helt nytt og langt")
    user.save()
    assert nobody.post(STEP, {"code": app.code()})["Location"] == LOG_IN
    user.set_password(PASSWORD)
    user.save()
    password(nobody)
    user.is_active = False
    user.save()
    assert nobody.post(STEP, {"code": app.code()})["Location"] == LOG_IN


def test_guessing_codes_is_stopped_wherever_it_comes_from(app: App) -> None:
    for number in range(10):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        password(client)
        assert client.post(STEP, {"code": app.wrong()}).status_code == 200
    password(client := Client())
    response = client.post(STEP, {"code": app.code()})
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert not is_in(client)


def test_giving_the_password_again_gives_no_new_guesses_and_the_right_code_does(
    app: App, nobody: Client
) -> None:
    for _time in range(9):
        password(nobody)
        nobody.post(STEP, {"code": app.wrong()})
    assert AccessAttempt.objects.get(user_agent="second factor").failures_since_start == 9
    password(nobody)
    nobody.post(STEP, {"code": app.code()})
    assert not AccessAttempt.objects.filter(user_agent="second factor").exists()


def test_another_secret_key_leaves_the_recovery_codes(
    app: App, nobody: Client, settings: LazySettings
) -> None:
    settings.SECRET_KEY = "en helt annen nøkkel"
    password(nobody)
    assert nobody.post(STEP, {"code": app.code()}).status_code == 200
    nobody.post(STEP, {"code": app.recovery_codes[0]})
    assert is_in(nobody)


# New codes, and taking it away


def test_new_codes_replace_the_old_ones_with_the_password(cast: Cast, app: App, nobody: Client) -> None:
    client = cast.client("lise")
    assert "Passordet er feil" in client.post(CODES, {"old_password": "feil"}).content.decode()
    assert RecoveryCode.objects.count() == 10
    page = client.post(CODES, {"old_password": PASSWORD}).content.decode()
    fresh = re.findall(r"<code>([A-Z2-7-]{19})</code>", page)
    password(nobody)
    nobody.post(STEP, {"code": app.recovery_codes[0]})
    assert not is_in(nobody)
    nobody.post(STEP, {"code": fresh[0]})
    assert is_in(nobody)


def test_is_taken_away_with_the_password(cast: Cast, app: App, nobody: Client) -> None:
    client = cast.client("lise")
    assert "Passordet er feil" in client.post(TAKE_AWAY, {"old_password": "feil"}).content.decode()
    assert SecondFactor.objects.exists()
    page = client.post(TAKE_AWAY, {"old_password": PASSWORD}, follow=True).content.decode()
    assert "Totrinnsinnlogging er tatt bort" in page
    assert password(nobody)["Location"] == "/"
    assert not RecoveryCode.objects.exists()


def test_who_has_no_password_here_gives_a_code_instead(cast: Cast, app: App) -> None:
    user = cast.user("lise")
    user.set_unusable_password()
    user.save()
    client = cast.client("lise")
    assert "Koden er feil" in client.post(TAKE_AWAY, {"code": app.wrong()}).content.decode()
    client.post(TAKE_AWAY, {"code": app.code()})
    assert not SecondFactor.objects.exists()


@pytest.mark.parametrize("address", [TAKE_AWAY, CODES])
def test_there_is_nothing_to_do_before_it_is_set_up(cast: Cast, address: str) -> None:
    assert cast.client("lise").post(address, {"old_password": PASSWORD})["Location"] == PAGE


# Demanded


@pytest.fixture
def demanded(settings: LazySettings) -> None:
    settings.MFA_ROLES = frozenset({"administrator"})


@pytest.mark.usefixtures("demanded", "cast")
def test_an_administrator_sets_it_up_before_anything_else(nobody: Client) -> None:
    assert password(nobody, email="anne@example.org", onward="/solvik/")["Location"] == PAGE
    assert "Med rollene du har, må du ha totrinnsinnlogging" in nobody.get(PAGE).content.decode()
    for address in ("/", "/solvik/", "/solvik/roller/", "/solvik/element/finnes-ikke/"):
        assert nobody.get(address)["Location"] == PAGE
    assert nobody.get("/api/v1/organisations").status_code == 403
    assert nobody.post("/solvik/roller/gi/").status_code == 403
    secret = begin(nobody)
    nobody.post(PAGE, {"code": code_at(secret, now_counter()), "old_password": PASSWORD})
    assert nobody.get("/solvik/roller/").status_code == 200
    assert nobody.post(TAKE_AWAY, {"old_password": PASSWORD})["Location"] == PAGE
    assert SecondFactor.objects.exists()


@pytest.mark.usefixtures("demanded", "cast")
def test_nobody_else_must(nobody: Client) -> None:
    assert password(nobody, email="geir@example.org", onward="/solvik/")["Location"] == "/solvik/"
    assert nobody.get("/solvik/").status_code == 200


def test_nobody_must_when_the_installation_does_not_say_so(cast: Cast, nobody: Client) -> None:
    assert password(nobody, email="anne@example.org", onward="/solvik/")["Location"] == "/solvik/"
    assert not Identity.objects.exists()


@pytest.mark.usefixtures("cast")
def test_the_setting_may_name_other_roles(settings: LazySettings, nobody: Client) -> None:
    settings.MFA_ROLES = frozenset({"approver"})
    assert password(nobody, email="geir@example.org", onward="/solvik/")["Location"] == PAGE
    assert password(Client(), email="anne@example.org", onward="/solvik/")["Location"] == "/solvik/"


# Many wrong codes


def test_a_hundred_wrong_codes_in_a_row_leave_only_the_recovery_codes(app: App, nobody: Client) -> None:
    """Ten an hour for years would else be enough to guess one."""
    SecondFactor.objects.update(failures=99)
    password(nobody)
    assert "Koden er feil" in nobody.post(STEP, {"code": app.wrong()}).content.decode()
    page = nobody.post(STEP, {"code": app.code()}).content.decode()
    assert "Det er skrevet for mange feil koder på rad" in page
    assert not is_in(nobody)
    assert nobody.post(STEP, {"code": app.recovery_codes[0]}).status_code == 302
    assert is_in(nobody)
    password(again := Client())
    assert again.post(STEP, {"code": app.code()}).status_code == 302, "and the app's codes count again"


def test_a_right_code_begins_the_count_anew(app: App, nobody: Client) -> None:
    SecondFactor.objects.update(failures=50)
    password(nobody)
    nobody.post(STEP, {"code": app.code()})
    assert SecondFactor.objects.get().failures == 0


def test_a_recovery_code_tells_how_many_are_left(app: App, nobody: Client) -> None:
    password(nobody)
    page = nobody.post(STEP, {"code": app.recovery_codes[0]}, follow=True).content.decode()
    assert "Du brukte en reservekode. Du har 9 reservekoder igjen." in page


def test_the_secret_is_sealed_while_it_is_set_up(cast: Cast) -> None:
    client = cast.client("lise")
    secret = begin(client)
    assert secret not in str(dict(client.session))


@pytest.mark.parametrize(("later", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_half_a_minute_and_no_more(
    app: App, nobody: Client, monkeypatch: pytest.MonkeyPatch, later: int, opens: bool
) -> None:
    now = now_counter()
    monkeypatch.setattr(totp, "now_counter", lambda: now)
    password(nobody)
    nobody.post(STEP, {"code": code_at(app.secret, now + later)})
    assert is_in(nobody) is opens
