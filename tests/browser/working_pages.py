"""Every page that takes an account, with who opens it: an address, or the way there when it takes a step or two."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.core.signing import Signer
from playwright.sync_api import Page, expect

from rodtrad.accounts.totp import code_at, now_counter
from rodtrad.organisations.queries import INVITATION_SALT
from rodtrad.website.urls import urlpatterns
from tests.browser.conftest import SECRET_KEY
from tests.cast import PASSWORD

FILES = Path(__file__).resolve().parents[1] / "exchange" / "document" / "files"
E, GOAL, PLAN = "/solvik/element/leksehjelp/", "/solvik/element/gode-skoler/", "/solvik/planer/handlingsdel/"

CASE = "/solvik/saker/badekort-til-alle/"

#: Name of the address in urls.py, who opens it, and the address.
WORKING: list[tuple[str, str, str]] = [
    ("overview", "randi", "/solvik/"),
    ("element_table", "randi", "/solvik/tabell/"),
    ("plans", "randi", "/solvik/planer/"),
    ("plan", "randi", PLAN),
    ("plan_map", "randi", "/solvik/planer/kart/"),
    ("new_plan", "randi", "/solvik/ny-plan/"),
    ("strategies", "randi", "/solvik/planstrategi/"),
    ("new_strategy", "randi", "/solvik/ny-planstrategi/"),
    ("edit_plan", "randi", f"{PLAN}endre/"),
    ("edit_plan", "geir", f"{PLAN}endre/"),
    ("plan_documents", "geir", f"{PLAN}dokumenter/"),
    ("plan_types", "anne", "/solvik/planer/typer/"),
    ("new_plan_type", "anne", "/solvik/planer/typer/ny/"),
    ("element", "randi", E),
    ("versions", "geir", f"{PLAN}versjoner/"),
    ("version_in_error", "anne", "/solvik/planer/samfunnsdel/versjoner/1/feil/"),
    ("cases", "randi", "/solvik/saker/"),
    ("case", "randi", CASE),
    ("case_history", "randi", f"{CASE}historikk/"),
    ("new_case", "randi", "/solvik/ny-sak/"),
    ("edit_case", "randi", f"{CASE}endre/"),
    ("new_treatment", "randi", f"{CASE}ny-behandling/"),
    ("attachments", "randi", f"{CASE}vedlegg/"),
    ("new_instruction", "randi", f"{CASE}nytt-oppdrag/"),
    ("import_cases", "randi", "/solvik/saker/les-inn/"),
    ("meetings", "randi", "/solvik/moter/?ar=2026"),
    ("new_meeting", "randi", "/solvik/nytt-mote/"),
    ("import_meetings", "randi", "/solvik/moter/les-inn/"),
    ("bodies", "anne", "/solvik/organer/"),
    ("new_body", "anne", "/solvik/nytt-organ/"),
    ("edit_body", "anne", "/solvik/organer/kommunestyret/endre/"),
    ("instructions", "geir", "/solvik/oppdrag-fra-kommunestyret/"),
    ("plan_clocks", "randi", f"{PLAN}frister/"),
    ("process_history", "randi", f"{PLAN}frister/historikk/"),
    ("edit_process", "randi", f"{PLAN}frister/endre/"),
    ("edit_steps", "randi", f"{PLAN}frister/dager/"),
    ("clock_rules", "anne", "/solvik/frister/regler/"),
    ("wheel", "randi", "/solvik/arshjul/"),
    ("recurring", "randi", "/solvik/arshjul/gjentakelser/"),
    ("new_wheel_entry", "randi", "/solvik/arshjul/ny-gjentakelse/"),
    ("edit_wheel_entry", "randi", "/solvik/arshjul/gjentakelser/regnskap/endre/"),
    ("subscribe", "randi", "/solvik/arshjul/abonner/"),
    ("search", "randi", "/sok/?q=skole"),
    ("search_root", "randi", "/solvik/sok/?q=skole"),
    ("edit_element", "randi", f"{E}rediger/"),
    ("edit_element", "bard", f"{E}rediger/"),
    ("edit_element", "geir", f"{GOAL}rediger/"),
    ("link_element", "randi", f"{E}koble/?q=trygge"),
    ("move_element", "randi", f"{E}flytt/"),
    ("move_element", "geir", f"{GOAL}flytt/"),
    ("carry_element", "randi", f"{E}viderefor/"),
    ("take_out_element", "randi", f"{E}ta-ut/"),
    ("succeed_element", "randi", f"{GOAL}omskriv/"),
    ("split_element", "randi", f"{E}del/"),
    ("merge_element", "randi", f"{E}flett/"),
    ("merge_element", "randi", f"{E}flett/?others=stengt-skole"),
    ("new_target", "randi", f"{E}nytt-maltall/"),
    ("new_target", "randi", f"{GOAL}nytt-maltall/?indikator=uro-i-klassene"),
    ("new_element", "randi", f"{PLAN}nytt/"),
    ("exchange", "randi", "/solvik/ark/"),
    ("read_document", "randi", "/solvik/les-dokument/"),
    ("own_living_facts", "randi", "/solvik/levende-fakta/egne/"),
    ("new_living_fact", "randi", "/solvik/ny-setning/"),
    ("edit_living_fact", "randi", "/solvik/levende-fakta/leser/endre/"),
    ("delete_living_fact", "randi", "/solvik/levende-fakta/leser/slett/"),
    ("living_facts_history", "randi", "/solvik/levende-fakta/historikk/"),
    ("own_tables", "randi", "/solvik/tabeller/"),
    ("new_own_table", "randi", "/solvik/ny-tabell/"),
    ("own_table", "randi", "/solvik/tabeller/trivsel/"),
    ("own_table_columns", "randi", "/solvik/tabeller/trivsel/kolonner/"),
    ("sources", "anne", "/solvik/kilder/"),
    ("source", "anne", "/solvik/kilder/trivsel/"),
    ("conflicts", "randi", "/solvik/malkonflikter/"),
    ("new_conflict", "randi", "/solvik/ny-malkonflikt/"),
    ("edit_conflict", "randi", "/solvik/malkonflikter/skole-mot-vei/endre/"),
    ("delete_conflict", "geir", "/solvik/malkonflikter/skole-mot-vei/slett/"),
    ("delete_conflict", "randi", "/solvik/malkonflikter/skjult-konflikt/slett/"),
    ("conflict", "randi", "/solvik/malkonflikter/skole-mot-vei/"),
    ("conflict_history", "randi", "/solvik/malkonflikter/skole-mot-vei/historikk/"),
    ("reviews", "geir", "/solvik/gjennomgang/"),
    ("element_review", "randi", f"{E}gjennomgang/"),
    ("plan_review", "geir", f"{PLAN}gjennomgang/"),
    ("element_history", "randi", f"{E}historikk/"),
    ("plan_history", "randi", f"{PLAN}historikk/"),
    ("root_history", "anne", "/solvik/historikk/"),
    ("history_retention", "anne", "/solvik/historikk/oppbevaring/"),
    ("roles", "anne", "/solvik/roller/"),
    ("account", "anne", "/konto/"),
    ("change_password", "anne", "/konto/bytt-passord/"),
    ("second_factor", "anne", "/konto/totrinn/"),
    ("tokens", "anne", "/konto/tilgangsnokler/"),
]


def hand_over(page: Page) -> None:
    page.goto("/solvik/roller/")
    page.get_by_role("main").locator("a[href*='overlat']").first.click()


def change_role(page: Page) -> None:
    page.goto("/solvik/roller/")
    page.get_by_role("main").locator("a[href*='rolle=']").first.click()


def change_target(page: Page) -> None:
    page.goto(E)
    page.get_by_role("link", name="Endre Leseglede").click()


def unlike_target(page: Page) -> None:
    page.goto(f"{GOAL}nytt-maltall/?indikator=uro-i-klassene")
    page.get_by_label("Slik vurderes det").select_option("band")
    page.get_by_label("Ønsket").fill("omtrent ti")
    page.get_by_role("button", name="Lagre").click()


def delete_target(page: Page) -> None:
    page.goto(E)
    page.get_by_role("link", name="Slett Leseglede").click()


def wrong_title(page: Page) -> None:
    page.goto(f"{E}rediger/")
    page.get_by_label("Tittel").fill("")
    page.get_by_role("button", name="Lagre").click()


def preview(page: Page) -> None:
    page.goto(f"{E}rediger/")
    page.get_by_label("Beskrivelse").fill("## Slik\n\n- hver *uke*\n- [mer](https://example.org/)")
    page.get_by_role("button", name="Forhåndsvis").click()


def chosen_rows(page: Page) -> None:
    page.goto("/solvik/tabell/")
    for title in ("Tilby leksehjelp på alle skoler", "Vurdere å stenge en skole"):
        page.get_by_role("checkbox", name=f"Velg {title}").check()
    page.get_by_role("button", name="Endre de valgte").click()


def pasted_cells(page: Page) -> None:
    page.goto("/solvik/ark/")
    page.locator("#celler").fill("nøkkel\tnivå\ttittel\tplan\n\ttiltak\tNytt fra ark\thandlingsdel\n")
    page.get_by_role("button", name="Se hva som skjer").click()


def read_file(page: Page) -> None:
    page.goto("/solvik/les-dokument/")
    page.locator("#fil").set_input_files(FILES / "plan.txt")
    page.get_by_role("button", name="Les dokumentet").click()


def table_told_of(page: Page) -> None:
    page.goto("/solvik/ny-tabell/")
    page.get_by_label("Hva tabellen heter").fill("Unge i byen")
    rows = "Kommune;År;Antall\nBærum;2024;1 200\nAtlantis;2024;3\nAsker;2024;2\n"
    page.locator("#fil").set_input_files(
        {"name": "unge.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Send og koble kolonnene").click()
    page.get_by_role("button", name="Videre til indikatorene").click()


def table_waiting(page: Page) -> None:
    table_told_of(page)
    for label, choice in (
        ("Retning", "none"),
        ("Dimensjon", "social"),
        ("Tema", "childhood"),
        ("Hva tallet måler", "output"),
        ("Små tall", "3"),
    ):
        page.get_by_label(label).select_option(choice)
    page.get_by_role("button", name="Lagre koblingen").click()


def text_set_back(page: Page) -> None:
    for text in ("Først sto dette.", "Så sto dette."):
        page.goto("/solvik/element/sla-sammen/rediger/")
        page.get_by_label("Beskrivelse").fill(text)
        page.get_by_role("button", name="Lagre").click()
        expect(page).to_have_url(re.compile(r"/element/sla-sammen/$"))
    page.goto("/solvik/element/sla-sammen/historikk/")
    page.get_by_role("link", name="Sett tilbake").first.click()


def code_asked_for(page: Page) -> None:
    """Set up a second factor, and log in with the password."""
    page.goto("/konto/totrinn/")
    page.get_by_role("main").get_by_role("button", name="Sett opp").click()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Kode").fill(code_at(secret, now_counter()))
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Slå på").click()
    page.get_by_role("banner").get_by_role("button", name="Logg ut").click()
    page.goto("/konto/logg-inn/")
    log_in(page, "ulla")


def stranger(page: Page, address: str) -> Page:
    """Open the address for somebody who is not logged in."""
    browser = page.context.browser
    assert browser is not None
    own = browser.new_page(base_url=page.evaluate("location.origin"), locale="nb-NO")
    own.goto(address)
    return own


def invited(page: Page) -> Page:
    """Open the link in the letter to who is invited; the letter itself takes a mail server."""
    page.goto("/solvik/roller/")
    number = page.locator("form[action$='/trekk/'] input[name='invitasjon']").first.input_value()
    code = Signer(key=SECRET_KEY, salt=INVITATION_SALT).sign(number)
    return stranger(page, f"/konto/invitasjon/?{urlencode({'kode': code})}")


def log_in(page: Page, name: str) -> None:
    page.get_by_label("E-postadresse").fill(f"{name}@example.org")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Logg inn").click()


def session_ended(page: Page) -> Page:
    """Write while the session runs out, press the button, and log in again."""
    page.goto("/")
    own = stranger(page, "/konto/logg-inn/")
    log_in(own, "randi")
    own.goto(f"{E}rediger/")
    own.get_by_label("Beskrivelse").fill("Skrevet mens økten tok slutt.\n\n- et punkt")
    own.context.clear_cookies(name="sessionid")
    own.get_by_role("button", name="Lagre").click()
    expect(own.get_by_text("Logg inn, så får du tilbake teksten du skrev.")).to_be_visible()
    log_in(own, "randi")
    expect(own.get_by_text("Skrevet mens økten tok slutt.")).to_be_visible()
    return own


def draft_shared(page: Page) -> Page:
    page.goto("/solvik/element/sla-sammen/gjennomgang/")
    page.get_by_label("Hvem er lenken til").fill("Velforeningen")
    page.get_by_role("button", name="Lag lenke").click()
    return stranger(page, urlsplit(page.locator(".address").first.inner_text()).path)


def in_strategy(rest: str) -> Callable[[Page], None]:
    """Return the way to a page of Solvik's planstrategi, which is started when there is none."""

    def way(page: Page) -> None:
        page.goto("/solvik/planstrategi/")
        listed = page.get_by_role("main").get_by_role("link", name="Planstrategi 20")
        if not listed.count():
            page.goto("/solvik/ny-planstrategi/")
            page.get_by_role("button", name="Lagre").click()
        else:
            listed.first.click()
        page.goto(f"{urlsplit(page.url).path}{rest}")

    return way


def strategy_item(link: str = "") -> Callable[[Page], None]:
    """Return the way to an item of the planstrategi, which is made; `link` is where it leads on from there."""

    def way(page: Page) -> None:
        in_strategy("nytt-punkt/")(page)
        page.get_by_label("Eller: foreslått plan").fill(f"Plan {urlsplit(page.url).path} {link}")
        page.get_by_label("Beslutning").select_option("make")
        page.get_by_role("button", name="Lagre").click()
        if link:
            page.get_by_role("link", name="Endre punktet").click()
        if link == "ta ut":
            page.get_by_role("link", name="Ta ut av planstrategien").click()

    return way


def strategy_part(page: Page) -> None:
    in_strategy("synspunkt/ny/")(page)
    page.get_by_label("Avsender", exact=True).fill("Nabokommunen")
    page.get_by_label("Synspunkt").fill("Vil samarbeide.")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Nabokommunen").first.click()


def followed(page: Page, start: str, address: str) -> None:
    """Open the page that the first link to such an address leads to; the address is a regular expression."""
    page.goto(start)
    found = page.evaluate(
        "address => [...document.querySelectorAll('main a')].map(one => one.getAttribute('href'))"
        ".find(one => one && new RegExp(address).test(one))",
        address,
    )
    page.goto(found)


def meeting(page: Page) -> None:
    followed(page, "/solvik/moter/?ar=2026", "/moter/[0-9a-f-]{36}/$")


def meeting_changed(page: Page) -> None:
    meeting(page)
    page.goto(page.url + "endre/")


def case_set_up(page: Page) -> None:
    meeting(page)
    page.goto(page.url + "sett-opp-sak/")


def plan_tied(page: Page) -> None:
    followed(page, "/solvik/moter/?ar=2026&organ=kommunestyret", "/moter/[0-9a-f-]{36}/$")
    page.goto(page.url + "knytt-plan/")


def treatment_changed(page: Page) -> None:
    followed(page, CASE, "/saker/.*/behandling/[0-9a-f-]{36}/")


def instruction(page: Page) -> None:
    followed(page, "/solvik/oppdrag-fra-kommunestyret/", "/oppdrag-fra-kommunestyret/[0-9a-f-]{36}/$")


def own_plan_type(page: Page) -> None:
    page.goto("/solvik/planer/typer/ny/")
    page.locator("[name=name_nb]").fill("bydelsprogram")
    page.locator("[name=legal_basis]").fill("sak 4/26")
    page.get_by_role("button", name="Lagre").click()
    followed(page, "/solvik/planer/typer/", "/planer/typer/bydelsprogram/$")


#: Pages that take a step: the name of the address where it ends, who goes there, and how. Where the way ends with
#: somebody else, it tells on whose page.
WAYS: list[tuple[str, str, Callable[[Page], Page | None]]] = [
    ("hand_over", "anne", hand_over),
    ("change_role", "anne", change_role),
    ("edit_element", "randi", wrong_title),
    ("edit_target", "randi", change_target),
    ("new_target", "randi", unlike_target),
    ("delete_target", "randi", delete_target),
    ("edit_element", "randi", preview),
    ("change_many", "randi", chosen_rows),
    ("exchange_batch", "randi", pasted_cells),
    ("document_reading", "randi", read_file),
    ("own_table_columns", "randi", table_told_of),
    ("own_table_proposal", "randi", table_waiting),
    ("element_restore", "randi", text_set_back),
    ("second_step", "ulla", code_asked_for),
    ("invitation", "anne", invited),
    ("draft", "randi", draft_shared),
    ("unsent", "randi", session_ended),
    ("meeting", "randi", meeting),
    ("edit_meeting", "randi", meeting_changed),
    ("set_up_case", "randi", case_set_up),
    ("tie_plan", "randi", plan_tied),
    ("edit_treatment", "randi", treatment_changed),
    ("instruction", "geir", instruction),
    ("edit_plan_type", "anne", own_plan_type),
    ("strategy", "randi", in_strategy("")),
    ("strategy_history", "randi", in_strategy("historikk/")),
    ("edit_strategy", "randi", in_strategy("endre/")),
    ("new_strategy_item", "randi", in_strategy("nytt-punkt/")),
    ("strategy_item", "randi", strategy_item()),
    ("edit_strategy_item", "randi", strategy_item("endre")),
    ("delete_strategy_item", "randi", strategy_item("ta ut")),
    ("take_up_plans", "randi", in_strategy("ta-opp/")),
    ("strategy_guidelines", "randi", in_strategy("foringer/")),
    ("strategy_capacity", "randi", in_strategy("kapasitet/")),
    ("new_strategy_part", "randi", in_strategy("utviklingstrekk/ny/")),
    ("edit_strategy_part", "randi", strategy_part),
]

LISTS_AS_FILES = [str(one.name) for one in urlpatterns if str(one.name).endswith(("_xlsx", "_csv"))]
#: Addresses without a page of their own to open here, and why.
ELSEWHERE = {
    **dict.fromkeys(
        (
            "set_language", "log_out", "log_out_everywhere", "log_out_others", "log_out_one", "revoke_token",
            "exchange_take_back", "fetch_source", "give_role", "end_role", "revoke_invitation", "resend_invitation",
            "revoke_calendar", "mark_seen", "take_away_second_factor", "new_recovery_codes", "letters",
        ),
        "it only takes what is sent, and leads on or shows a page that is opened here",
    ),
    **dict.fromkeys(
        (
            "workbook", "stratml", "everything", "indicator_json", "compare_json", "source_answer",
            "version_content", "strategy_word", "strategy_pdf", "calendar", "own_calendar", "attachment",
            "plan_document", "version_document", *LISTS_AS_FILES,
        ),
        "it is a file",
    ),
    **dict.fromkeys(("log_in_elsewhere", "come_back"), "it leads to another site and back"),
    "new_password": "it takes a link that somebody has been sent",
}  # fmt: skip
