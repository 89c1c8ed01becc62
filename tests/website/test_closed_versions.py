"""What the public is told of versions that say something they may not see, and of those entered in error."""

from datetime import date

import pytest
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element, Placement
from rodtrad.planning.operations.freeze import freeze
from rodtrad.plans.models import Plan, Version, VersionLabel
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.website.test_version_pages import address, text_of

DAY = date(2026, 3, 2)


def close(*elements: Element) -> None:
    Element.objects.filter(pk__in=[one.pk for one in elements]).update(visibility=Visibility.INTERNAL)


def hearing(desk: Desk, *, open_up: bool | None = False) -> Version:
    return freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY, open_up=open_up)


@pytest.fixture
def case(desk: Desk) -> Case:
    return Case.objects.create(
        root=desk.root, key="sak-12", number="12/26", title="Ny plan", status="decided", date=DAY
    )


def adopt(desk: Desk, case: Case, **fields: str) -> int:
    sent = {"gjor": "vedta", "vedta-case": str(case.pk), "vedta-day": DAY.isoformat(), **fields}
    return as_(desk.approver).post(address(desk), sent).status_code


def test_the_page_asks_before_a_closed_draft_goes_to_hearing(desk: Desk, nobody: Client) -> None:
    close(desk.first, desk.second, desk.draft_goal)
    assert "3 av 3 elementer i planen er ikke åpne for alle" in text_of(as_(desk.approver).get(address(desk)))
    sent = {"gjor": "frys", "frys-label": "hearing", "frys-day": "2026-03-02"}
    unsaid = as_(desk.approver).post(address(desk), sent)
    assert unsaid.status_code == 400
    assert "Velg om det skal åpnes nå" in text_of(unsaid)
    kept = as_(desk.approver).post(address(desk), {**sent, "frys-open_up": "keep"})
    assert "kan ingen utenfor lese utkastet" in text_of(kept)
    assert as_(desk.approver).post(address(desk), {**sent, "frys-open_up": "open"}).status_code == 302
    assert "Bygge bro" in text_of(nobody.get(address(desk, "versjoner/1/")))


def test_who_adopts_is_asked_too(desk: Desk, case: Case, nobody: Client) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=Visibility.INTERNAL)
    close(desk.first)
    assert adopt(desk, case) == 400
    assert adopt(desk, case, **{"vedta-open_up": "open"}) == 302
    assert "Bygge bro" in text_of(nobody.get(address(desk, "")))


def test_a_plan_of_closed_elements_is_not_called_empty(desk: Desk, case: Case, nobody: Client) -> None:
    close(desk.first, desk.second, desk.draft_goal)
    told = text_of(nobody.get(address(desk, "")))
    assert "Planen har innhold som ikke er åpent for alle" in told
    assert "ikke lagt inn" not in told
    adopt(desk, case, **{"vedta-open_up": "keep"})
    told = text_of(nobody.get(address(desk, "versjoner/1/")))
    assert "Det som sto i planen da den ble frosset, er ikke åpent for alle" in told


def test_a_comparison_says_that_something_is_left_out(desk: Desk, nobody: Client) -> None:
    close(desk.first)
    hearing(desk)
    Element.objects.filter(pk=desk.first.pk).update(title="Rive bro")
    hearing(desk)
    page = address(desk, "sammenlikn/?fra=1&til=2")
    told = text_of(nobody.get(page))
    assert "Noe i versjonene er ikke åpent for alle og er utelatt her" in told
    assert "sier det samme" not in told
    assert "0 elementer er endret" not in told
    assert "bro" not in told
    assert "1 element er endret" in text_of(as_(desk.editor).get(page))


def test_a_period_is_in_what_is_frozen_and_compared(desk: Desk, nobody: Client) -> None:
    hearing(desk)
    Element.objects.filter(pk=desk.first.pk).update(starts=date(2027, 1, 1), ends=date(2028, 6, 30))
    hearing(desk)
    assert "Periode: 1. januar 2027 – 30. juni 2028" in text_of(nobody.get(address(desk, "versjoner/2/")))
    told = text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))
    assert "1 element er endret" in told
    assert "Begynner" in told
    assert "1. januar 2027" in told


def test_what_has_changed_places_says_where_it_stood_and_stands(desk: Desk, nobody: Client) -> None:
    make.make_element(desk.draft, "tiltak", "Bygge kai", key="kai", under=desk.draft_goal)
    for position, key in enumerate(("nytt-maal", "bro", "vei", "kai"), 1):
        Placement.objects.filter(plan=desk.draft, element__key=key).update(position=position)
    hearing(desk)
    Placement.objects.filter(plan=desk.draft, element__key="kai").update(position=1)
    hearing(desk)
    told = text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))
    assert "fjernet: under «Et nytt mål», etter «Bygge vei»" in told
    assert "nytt: under «Et nytt mål», først" in told


def test_versions_of_one_day_have_names_of_their_own(desk: Desk, nobody: Client) -> None:
    hearing(desk)
    hearing(desk)
    page = nobody.get(address(desk)).content.decode()
    for number in (1, 2):
        assert page.count(f"Høringsutkast 2. mars 2026 (versjon {number})</option>") == 2
    assert "(versjon 2)" in text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))


def test_a_wrong_adoption_says_so_everywhere(desk: Desk, case: Case, nobody: Client) -> None:
    adopt(desk, case)
    wrong = address(desk, "versjoner/1/feil/")
    assert wrong in as_(desk.approver).get(address(desk, "versjoner/1/")).content.decode()
    assert wrong not in as_(desk.editor).get(address(desk, "versjoner/1/")).content.decode()
    assert as_(desk.editor).post(wrong, {"reason": "Feil"}).status_code == 403
    assert nobody.get(wrong)["Location"].startswith("/konto/logg-inn/")
    assert as_(desk.approver).post(wrong, {"reason": " "}).status_code == 400
    answer = as_(desk.approver).post(wrong, {"reason": "Det var en annen plan"})
    assert answer["Location"] == address(desk, "versjoner/1/")
    for rest in ("", "versjoner/", "versjoner/1/"):
        told = text_of(nobody.get(address(desk, rest)))
        assert "Vedtaket er ført inn ved en feil, og gjelder ikke" in told, rest
        assert "Det var en annen plan" in told, rest
    hearing(desk)
    assert "ført inn ved en feil" in text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))
    told = text_of(nobody.get(f"/{desk.root.slug}/som-de-var/?dag=2026-03-02"))
    assert "Vedtaket er ført inn ved en feil, og gjaldt ikke" in told
    assert "Tråden slik den var" not in told
    assert as_(desk.approver).get(wrong).status_code == 404
    assert Plan.objects.get(pk=desk.draft.pk).status == "under_way"


def test_as_they_were_names_adopted_plans_that_are_not_frozen(desk: Desk, nobody: Client) -> None:
    told = text_of(nobody.get(f"/{desk.root.slug}/som-de-var/"))
    assert desk.adopted.title in told.partition("Vedtatt uten frosset versjon")[2]
    assert desk.draft.title not in told
