"""The planstrategi's pages: read by anyone, written by who may, and sent as Word and PDF."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from django.utils import timezone
from pdfminer.high_level import extract_text

from rodtrad.cases.models import Case
from rodtrad.planning.comparing import compare
from rodtrad.planning.content import read_content
from rodtrad.planning.models import ItemDecision, NeedAnswer, PlanningStrategy, StrategyItem
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.semesters import semester
from rodtrad.plans.models import Plan, PlanStatus, Version, VersionLabel
from rodtrad.website.presenters.wording import day
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
from tests.website.at_once import send


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


def test_the_cover_tells_the_day_the_text_is_from(client: Client, strategy: PlanningStrategy) -> None:
    said = f"per {day(timezone.localdate())}"
    word = docx.Document(io.BytesIO(client.get(url(strategy, "planstrategi.docx")).content))
    assert [one.text for one in word.paragraphs if one.style and one.style.name == "Subtitle"] == [said]
    pdf = extract_text(io.BytesIO(client.get(url(strategy, "planstrategi.pdf")).content), maxpages=1)
    assert said in pdf
    # a name in front of each fact is set apart from it
    facts = [one.text for one in word.paragraphs if ": \t" in one.text]
    assert facts[0].startswith("Valgperiode: \t20")


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
    sent = {"discipline": "økonomi"}
    for question, answer in (("theme", "no"), ("enough", "no"), ("purpose", "yes")):
        sent |= {f"{question}.answer": answer, f"{question}.reason": "Fordi."}
    assert send(page, address, sent).status_code == 302, "one discipline answers as much as it can, at once"
    shown = page.get(address).content.decode()
    assert "Svarene peker mot noe annet enn en plan." in shown
    assert "Bare ett fag har svart (økonomi)." in shown
    assert "Ingen har svart på: «Lar det seg gjennomføre?»" in shown
    item.refresh_from_db()
    assert item.decision == "not_a_plan"
    send(page, address, {"discipline": "Økonomi", "theme.answer": "ta-bort"})
    assert NeedAnswer.objects.filter(item=item).count() == 2
    for wrong in (
        {"discipline": "ola@example.org", "theme.answer": "yes"},
        {"discipline": "helse"},
        {"discipline": "helse", "theme.reason": "Uten svar."},
        {"discipline": "helse", "theme.answer": "no", "enough.answer": "kanskje"},
    ):
        assert send(page, address, wrong).status_code == 422, wrong
    assert NeedAnswer.objects.filter(item=item).count() == 2


def test_the_plans_of_the_register_are_taken_up_at_once(desk: Desk, strategy: PlanningStrategy) -> None:
    for number in range(3):
        make.make_plan(desk.root, key=f"tema-{number}", title=f"Temaplan {number}")
    page, address = as_(desk.editor), url(strategy, "ta-opp/")
    shown = page.get(address).content.decode()
    assert shown.count("checked") == 4, "the three and the draft; the adopted one stands there already"
    assert strategy.plan.title not in shown.split("tick-list")[1]
    assert page.post(address, {}).status_code == 422
    assert page.post(address, {"plans": ["tema-0", "finnes-ikke"]}).status_code == 422
    assert page.post(address, {"plans": ["tema-0", "tema-2"]}).status_code == 302
    taken = strategy.items.filter(plan__key__startswith="tema-")
    assert {(one.plan.key, one.decision) for one in taken} == {
        ("tema-0", "undecided"),
        ("tema-2", "undecided"),
    }
    assert as_(desk.person("reader")).get(address).status_code == 403


def test_who_writes_is_told_what_is_not_taken_up(
    client: Client, desk: Desk, strategy: PlanningStrategy, django_assert_max_num_queries: Any
) -> None:
    told, link = (
        "Disse planene i registeret er ikke tatt opp",
        f'href="{url(strategy, "ta-opp/")}">Ta opp planer<',
    )
    for number in range(30):
        make.make_plan(desk.root, key=f"glemt-{number}", title=f"Glemt plan {number}", position=number)
    make.make_plan(desk.root, key="opphevet", title="Opphevet plan", status="repealed")
    adopting = f"/{desk.root.slug}/planer/{strategy.plan.key}/versjoner/"
    for person, page in ((desk.editor, url(strategy)), (desk.approver, adopting)):
        writer = as_(person)
        with django_assert_max_num_queries(24):
            shown = writer.get(page).content.decode()
        assert told in shown, page
        assert link in shown, page
        assert shown.count("Glemt plan") == 19, "and the draft: the first twenty; the rest are counted"
        assert "og 11 til" in shown, "of thirty and the draft"
        assert "Opphevet plan" not in shown
    for page in (url(strategy), adopting):
        assert told not in client.get(page).content.decode()
    for plan in (
        Plan.objects.filter(root=desk.root).exclude(type="planning_strategy").exclude(status="repealed")
    ):
        if not strategy.items.filter(plan=plan).exists():
            make_item(strategy, plan)
    assert told not in as_(desk.editor).get(url(strategy)).content.decode()
    assert told not in as_(desk.approver).get(adopting).content.decode()


def test_the_plans_to_take_up_say_what_they_are_and_only_live_ones_are_ticked(
    desk: Desk, strategy: PlanningStrategy
) -> None:
    first = strategy.term_from
    for key, title, fields in (
        ("borte", "Opphevet plan", {"status": "repealed"}),
        ("ar", "Budsjett for i fjor", {"from_year": first - 1, "to_year": first - 1}),
        ("gammel", "Utløpt, men ikke erstattet", {"from_year": first - 9, "to_year": first - 1}),
        ("erstattet", "Utløpt og erstattet", {"from_year": first - 9, "to_year": first - 1}),
    ):
        make.make_plan(desk.root, key=key, title=title, **{"status": "adopted", **fields})
    old = Plan.objects.get(root=desk.root, key="erstattet")
    make.make_plan(desk.root, key="ny", title="Den nye", replaces=old)
    html = as_(desk.editor).get(url(strategy, "ta-opp/")).content.decode()
    boxes = dict(re.findall(r'<input type="checkbox" name="plans" value="([^"]+)"([^>]*)>', html))
    assert "borte" not in boxes
    ticked = {key for key, rest in boxes.items() if "checked" in rest}
    assert {"gammel", "ny"} <= ticked
    assert not {"ar", "erstattet"} & ticked
    assert f"Vedtatt · {first - 9}–{first - 1}" in html
    sent = as_(desk.editor).post(url(strategy, "ta-opp/"), {"plans": ["borte"]})
    assert sent.status_code == 422


def test_a_caption_that_says_its_heading_again_is_for_who_does_not_see_the_table(
    desk: Desk, strategy: PlanningStrategy, client: Client
) -> None:
    plan = make.make_plan(desk.root, key="uavgjort", title="Uavgjort plan")
    make_item(strategy, plan, decision="undecided", position=3)
    html = client.get(url(strategy)).content.decode()
    assert html.count("Ikke avgjort ennå</h3>") == 1
    assert '<caption class="vh">Ikke avgjort ennå</caption>' in html


def test_what_only_the_register_tells_of_is_named(desk: Desk, client: Client) -> None:
    make.make_plan(
        desk.root, key="planstrategi-2024", title="Planstrategi 2024–2027", type="planning_strategy",
        from_year=2024, to_year=2027,
    )  # fmt: skip
    shown = client.get(f"/{desk.root.slug}/planstrategi/").content.decode()
    assert "Ingen planstrategi er lagt inn ennå" not in shown
    assert f"/{desk.root.slug}/planer/planstrategi-2024/" in shown
    assert "Innholdet i disse er ikke lagt inn her." in shown


def test_an_item_is_taken_out(desk: Desk, strategy: PlanningStrategy) -> None:
    item = strategy.items.get(plan__isnull=True)
    page, address = as_(desk.editor), url(strategy, f"punkt/{item.pk}/ta-ut/")
    assert "Dette blir borte" in page.get(address).content.decode()
    assert send(page, address, {}).status_code == 302
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
    send(
        page,
        url(strategy, f"synspunkt/{view.pk}/"),
        {"sender": "Nabo", "kind": "neighbour", "summary": "Mer"},
    )
    assert strategy.views.get(sender="Nabo").summary == "Mer"
    send(page, url(strategy, f"synspunkt/{view.pk}/"), {"gjor": "slett"})
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
    send(page, url(strategy, "kapasitet/"), {str(semester(2025, 2)): "4,5"})
    assert {one.semester: str(one.person_months) for one in strategy.capacities.all()} == {
        semester(2025, 2): "4.5"
    }
    send(
        page,
        url(strategy, "foringer/"),
        {"regional": "Følges opp.", "forventninger": "Følges opp i arealdelen."},
    )
    assert strategy.guideline_answers.get(element__key="regional").text == "Følges opp."
    assert send(page, url(strategy, "kapasitet/"), {str(semester(2025, 2)): "mye"}).status_code == 422


def test_an_adopted_strategy_stands(desk: Desk, strategy: PlanningStrategy) -> None:
    strategy.plan.status = PlanStatus.ADOPTED
    strategy.plan.save()
    page = as_(desk.approver)
    assert "Arbeid med planstrategien" not in page.get(url(strategy)).content.decode()
    answer = send(page, url(strategy, "endre/"), {"intro": "Noe annet"})
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
        root=desk.root,
        key="sak",
        number="1/24",
        title="Planstrategi",
        date=date(2024, 3, 20),
        status="decided",
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


def frozen(strategy: PlanningStrategy, desk: Desk) -> Version:
    return freeze(actor=desk.approver, plan=strategy.plan, label=VersionLabel.DRAFT, day=date(2024, 2, 1))


def test_two_versions_are_compared_by_their_plans(
    client: Client, desk: Desk, strategy: PlanningStrategy
) -> None:
    strategy.plan.visibility = 0
    before = frozen(strategy, desk)
    gone, kept = strategy.items.get(plan__isnull=True), strategy.items.get(plan=desk.adopted)
    gone.delete()
    kept.decision, kept.reason = ItemDecision.CONTINUE, "Den er god."
    kept.save()
    make_item(strategy, proposed_title="Plan for vann", decision="make", position=9)
    after = frozen(strategy, desk)
    where = f"/{desk.root.slug}/planer/{strategy.plan.key}/sammenlikn/?fra={before.number}&til={after.number}"
    page = as_(desk.editor).get(where).content.decode()
    for words in ("3 punkter er endret", "1 ny plan · 1 plan tatt ut · 1 avgjort på en annen måte", "Plan for vann",
                  "Temaplan for gode naboer", "</span>gammel"):  # fmt: skip
        assert words in page, words
    assert page.index("Revideres") < page.index("Videreføres")


def test_a_version_from_before_parts_had_identities_is_still_compared(
    desk: Desk, strategy: PlanningStrategy
) -> None:
    new = read_content(bytes(frozen(strategy, desk).content))
    told = {
        name: [{key: value for key, value in one.items() if key not in ("id", "previous")} for one in part]
        if isinstance(part, list)
        else part
        for name, part in new.parts["strategy"].items()
    }
    old = replace(new, parts={**new.parts, "strategy": told})
    assert not compare(old, new)
    told["items"][0]["decision"] = "repeal"
    [found] = compare(old, new).parts
    assert (found.kind, found.fields) == ("items", ("decision",))
