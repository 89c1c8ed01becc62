"""The planstrategi's pages: read by anyone, written by who may, and sent as Word and PDF."""

import io
from datetime import date

import docx
import pytest
from django.test import Client
from pdfminer.high_level import extract_text

from rodtrad.cases.models import Case
from rodtrad.planning.models import ItemDecision, NeedAnswer, PlanningStrategy, StrategyItem
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.semesters import semester
from rodtrad.plans.models import PlanStatus
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk, make_desk
from tests.planning.strategies import (
    make_answer,
    make_capacity,
    make_guideline_answer,
    make_item,
    make_phase,
    make_strategy,
    make_trend,
    make_view,
)


@pytest.fixture
def strategy(desk: Desk) -> PlanningStrategy:
    """Return a strategy with something in every part."""
    found = make_strategy(
        desk.root, intro="Dette er **innledningen**.", principles="- Behov først\n- Få planer"
    )
    item = make_item(
        found,
        desk.adopted,
        decision="revise",
        start_semester=semester(2024, 2),
        adopt_semester=semester(2025, 2),
        work="9",
        reason="Den er gammel.",
    )
    make_item(found, decision="not_a_plan", instead="Et nabolagsprosjekt i budsjettet", position=2)
    make_answer(item, "theme", "yes")
    make_capacity(found, 2024, 2, "2")
    make_capacity(found, 2025, 1, "5")
    make_trend(found, text="Mange blir eldre.", element=desk.challenge)
    make_view(found, answer="Ja.")
    make_phase(found)
    guideline = make.make_element(desk.adopted, "foring", "Nasjonale forventninger", key="forventninger")
    make_guideline_answer(found, guideline, "Følges opp i arealdelen.")
    make.make_element(desk.adopted, "foring", "Regional plan", key="regional")
    return found


def url(strategy: PlanningStrategy, rest: str = "") -> str:
    return f"/{strategy.root.slug}/planstrategi/{strategy.plan.key}/{rest}"


SAID = (
    "innledningen", "Behov først", "Flere eldre", "Statsforvalteren", "Forprosess", "Nasjonale forventninger",
    "Regional plan", "Temaplan for gode naboer", "Et nabolagsprosjekt i budsjettet", "Den er gammel.",
)  # fmt: skip


def test_page_word_and_pdf_say_the_same(client: Client, strategy: PlanningStrategy) -> None:
    page = client.get(url(strategy)).content.decode()
    word = client.get(url(strategy, "planstrategi.docx"))
    pdf = client.get(url(strategy, "planstrategi.pdf"))
    file = docx.Document(io.BytesIO(word.content))
    in_word = "".join(node.text or "" for node in file.element.body.iter("{*}t"))
    in_pdf = "".join(extract_text(io.BytesIO(pdf.content)).replace("\u00ad", "").split())
    for words in SAID:
        assert words in page, words
        assert words in in_word, words
        assert "".join(words.split()) in in_pdf, words
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == f'attachment; filename="{strategy.plan.key}.pdf"'
    assert f"http://testserver{url(strategy)}punkt/" in page


def test_too_much_work_is_said_in_words(client: Client, strategy: PlanningStrategy) -> None:
    page = client.get(url(strategy)).content.decode()
    assert "2. halvår 2024 mangler det 1 månedsverk" in page
    assert "3,0 av 2,0" in page


def test_a_narrower_plan_does_not_show(client: Client, desk: Desk, strategy: PlanningStrategy) -> None:
    desk.draft.visibility = 1
    desk.draft.save()
    item = make_item(strategy, desk.draft, decision="continue")
    assert desk.draft.title not in client.get(url(strategy)).content.decode()
    assert client.get(url(strategy, f"punkt/{item.pk}/")).status_code == 404
    assert desk.draft.title not in extract_text(
        io.BytesIO(client.get(url(strategy, "planstrategi.pdf")).content)
    )
    assert desk.draft.title in as_(desk.editor).get(url(strategy)).content.decode()


def test_a_strategy_that_is_internal_is_not_there_for_others(client: Client, desk: Desk, strategy) -> None:
    strategy.plan.visibility = 1
    strategy.plan.save()
    for rest in ("", "planstrategi.docx", "planstrategi.pdf", "sammenlikn/"):
        assert client.get(url(strategy, rest)).status_code == 404
    assert strategy.plan.title not in client.get(f"/{desk.root.slug}/planstrategi/").content.decode()
    other = make_desk("annetsted")
    assert client.get(f"/{other.root.slug}/planstrategi/{strategy.plan.key}/").status_code == 404


def test_pages_take_few_queries(client: Client, strategy, django_assert_max_num_queries) -> None:
    for number in range(20):
        make_item(strategy, proposed_title=f"Plan {number}", decision="make", work="1")
    with django_assert_max_num_queries(14):
        client.get(url(strategy))


def test_one_is_started_from_the_last(desk: Desk, strategy: PlanningStrategy) -> None:
    page = as_(desk.editor)
    assert "2027" in page.get(f"/{desk.root.slug}/ny-planstrategi/").content.decode()
    answer = page.post(
        f"/{desk.root.slug}/ny-planstrategi/", {"term_from": 2027, "term_to": 2031, "from_last": "on"}
    )
    made = PlanningStrategy.objects.get(term_from=2027)
    assert answer.headers["Location"] == f"/{desk.root.slug}/planstrategi/{made.plan.key}/"
    assert made.plan.type == "planning_strategy"
    assert made.plan.visibility == 1
    assert [(one.title, one.decision, one.previous.decision) for one in made.items.all()] == [
        (desk.adopted.title, "undecided", "revise")
    ]
    assert made.principles == strategy.principles
    refused = page.post(f"/{desk.root.slug}/ny-planstrategi/", {"term_from": 2027, "term_to": 2031})
    assert refused.status_code == 422
    assert "Det finnes alt en planstrategi" in refused.content.decode()


def test_not_a_plan_must_say_what_instead(desk: Desk, strategy: PlanningStrategy) -> None:
    page = as_(desk.editor)
    sent = {"proposed_title": "Plan for alt", "decision": "not_a_plan"}
    refused = page.post(url(strategy, "nytt-punkt/"), sent)
    assert refused.status_code == 422
    assert "Skriv hva som gjøres i stedet for en plan." in refused.content.decode()
    stored = page.post(url(strategy, "nytt-punkt/"), {**sent, "instead": "Et prosjekt"})
    item = StrategyItem.objects.get(proposed_title="Plan for alt")
    assert stored.headers["Location"] == url(strategy, f"punkt/{item.pk}/")
    shown = page.get(stored.headers["Location"]).content.decode()
    assert "Ikke en plan" in shown
    assert "Et prosjekt" in shown


@pytest.mark.parametrize(("sent", "said"), [
    ({"decision": "make"}, "Velg en plan fra registeret, eller skriv navnet"),
    ({"decision": "revise", "proposed_title": "X"}, "Bare en plan som finnes"),
    ({"decision": "make", "proposed_title": "Temaplan for gode naboer"}, "står alt i planstrategien"),
    ({"decision": "make", "proposed_title": "X", "start_semester": 4052, "adopt_semester": 4050}, "før arbeidet"),
    ({"decision": "make", "proposed_title": "X", "start_semester": "9999"}, "Velg et gyldig valg"),
    ({"decision": "make", "proposed_title": "X", "work": "-1"}, "større enn eller lik 0"),
    ({"decision": "make", "proposed_title": "X", "work": "NaN"}, "Oppgi et tall"),
    ({"decision": "tull", "proposed_title": "X"}, "Velg et gyldig valg"),
    ({"decision": "make", "plan": "ikke-en-uuid"}, "Velg et gyldig valg"),
])  # fmt: skip
def test_bad_input_is_refused_in_words(desk: Desk, strategy: PlanningStrategy, sent, said) -> None:
    answer = as_(desk.editor).post(url(strategy, "nytt-punkt/"), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert strategy.items.count() == 2


def test_two_who_change_the_same_item(desk: Desk, strategy: PlanningStrategy) -> None:
    item = strategy.items.get(proposed_title="")
    page, address = as_(desk.editor), url(strategy, f"punkt/{item.pk}/endre/")
    version = page.get(address).context["version"]
    sent = {"plan": str(desk.adopted.pk), "decision": "continue", "versjon": version}
    assert page.post(address, sent).status_code == 302
    late = as_(desk.approver).post(address, {**sent, "decision": "repeal"})
    assert late.status_code == 422
    assert "Noen andre har endret dette" in late.content.decode()
    item.refresh_from_db()
    assert item.decision == ItemDecision.CONTINUE


def test_the_need_test_sums_up_and_never_decides(desk: Desk, strategy: PlanningStrategy) -> None:
    item = strategy.items.get(plan__isnull=True)
    page, address = as_(desk.editor), url(strategy, f"punkt/{item.pk}/")
    for question, answer in (("theme", "no"), ("enough", "no"), ("purpose", "yes")):
        sent = {"question": question, "discipline": "økonomi", "answer": answer, "reason": "Fordi."}
        assert page.post(address, sent).status_code == 302
    shown = page.get(address).content.decode()
    assert "Svarene peker mot noe annet enn en plan." in shown
    assert "Bare ett fag har svart (økonomi)." in shown
    assert "Ingen har svart på: «Lar det seg gjennomføre?»" in shown
    item.refresh_from_db()
    assert item.decision == "not_a_plan"
    page.post(address, {"question": "theme", "discipline": "Økonomi", "answer": ""})
    assert NeedAnswer.objects.filter(item=item).count() == 2
    wrong = page.post(address, {"question": "theme", "discipline": "ola@example.org", "answer": "yes"})
    assert wrong.status_code == 422


def test_an_item_is_taken_out(desk: Desk, strategy: PlanningStrategy) -> None:
    item = strategy.items.get(plan__isnull=True)
    page, address = as_(desk.editor), url(strategy, f"punkt/{item.pk}/ta-ut/")
    assert "Dette blir borte" in page.get(address).content.decode()
    assert page.post(address).status_code == 302
    assert not StrategyItem.objects.filter(pk=item.pk).exists()


WRITES = (
    "endre/", "nytt-punkt/", "foringer/", "kapasitet/", "utviklingstrekk/ny/", "synspunkt/ny/", "arbeid/ny/",
)  # fmt: skip


@pytest.mark.parametrize("rest", WRITES)
def test_who_may_not_write_is_refused(client: Client, desk: Desk, strategy, rest) -> None:
    assert client.get(url(strategy, rest)).headers["Location"].startswith("/konto/logg-inn/")
    for kind in ("reader", "contributor"):
        assert as_(desk.person(kind)).get(url(strategy, rest)).status_code == 403
        assert as_(desk.person(kind)).post(url(strategy, rest), {}).status_code == 403
    elsewhere = make_desk("annetsted").editor
    assert as_(elsewhere).post(url(strategy, rest), {"title": "x"}).status_code == 403
    assert as_(desk.editor).get(url(strategy, rest)).status_code == 200


def test_parts_are_made_changed_and_taken_out(desk: Desk, strategy: PlanningStrategy) -> None:
    page = as_(desk.editor)
    page.post(url(strategy, "synspunkt/ny/"), {"sender": "Nabo", "kind": "neighbour", "summary": "Samarbeid"})
    view = strategy.views.get(sender="Nabo")
    page.post(
        url(strategy, f"synspunkt/{view.pk}/"), {"sender": "Nabo", "kind": "neighbour", "summary": "Mer"}
    )
    assert strategy.views.get(sender="Nabo").summary == "Mer"
    page.post(url(strategy, f"synspunkt/{view.pk}/"), {"gjor": "slett"})
    assert not strategy.views.filter(sender="Nabo").exists()
    page.post(url(strategy, "utviklingstrekk/ny/"), {"title": "Nytt", "element": str(desk.challenge.pk)})
    assert strategy.trends.get(title="Nytt").element == desk.challenge
    wrong = page.post(
        url(strategy, "arbeid/ny/"), {"title": "X", "first": "2024-02-01", "last": "2024-01-01"}
    )
    assert wrong.status_code == 422
    assert page.get(url(strategy, "tull/ny/")).status_code == 404


def test_capacity_and_guidelines(desk: Desk, strategy: PlanningStrategy) -> None:
    page = as_(desk.editor)
    page.post(url(strategy, "kapasitet/"), {str(semester(2025, 2)): "4,5"})
    assert {one.semester: str(one.person_months) for one in strategy.capacities.all()} == {
        semester(2025, 2): "4.5"
    }
    page.post(
        url(strategy, "foringer/"), {"regional": "Følges opp.", "forventninger": "Følges opp i arealdelen."}
    )
    assert strategy.guideline_answers.get(element__key="regional").text == "Følges opp."
    assert page.post(url(strategy, "kapasitet/"), {str(semester(2025, 2)): "mye"}).status_code == 422


def test_an_adopted_strategy_stands(desk: Desk, strategy: PlanningStrategy) -> None:
    strategy.plan.status = PlanStatus.ADOPTED
    strategy.plan.save()
    page = as_(desk.approver)
    assert "Arbeid med planstrategien" not in page.get(url(strategy)).content.decode()
    answer = page.post(url(strategy, "endre/"), {"intro": "Noe annet"})
    assert answer.status_code == 422
    assert "er vedtatt" in answer.content.decode()


def test_two_terms_are_compared(client: Client, desk: Desk, strategy: PlanningStrategy) -> None:
    later = make_strategy(desk.root, 2027, follows=strategy)
    make_item(later, desk.adopted, decision="continue")
    make_item(later, proposed_title="Plan for vann", decision="make", position=2)
    page = client.get(url(later, "sammenlikn/")).content.decode()
    assert "Fra 2023–2027 til 2027–2031" in page
    order = [page.index(words) for words in ("Nye i perioden", "Plan for vann", "Borte fra", "Temaplan for gode naboer",
                                             "Avgjort på en annen måte")]  # fmt: skip
    assert order == sorted(order)
    assert client.get(url(later, "sammenlikn/?med=tull")).status_code == 404
    assert "Fra 2023–2027" in client.get(url(strategy, f"sammenlikn/?med={later.plan.key}")).content.decode()


def test_an_adopted_version_reads_as_it_was(client: Client, desk: Desk, strategy: PlanningStrategy) -> None:
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/24", title="Planstrategi", date=date(2024, 3, 20)
    )
    version = adopt(actor=desk.approver, plan=strategy.plan, case=case, day=date(2024, 3, 20))
    StrategyItem.objects.filter(strategy=strategy).update(reason="Noe annet")
    page = client.get(
        f"/{desk.root.slug}/planer/{strategy.plan.key}/versjoner/{version.number}/"
    ).content.decode()
    for words in (
        "innledningen",
        "Den er gammel.",
        "I stedet: Et nabolagsprosjekt i budsjettet",
        "Statsforvalteren",
    ):
        assert words in page
    assert "Noe annet" not in page
