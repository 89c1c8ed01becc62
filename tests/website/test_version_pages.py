"""A planner freezes the hearing draft, changes it and adopts it; anyone sees what differs, and reads it as it was."""

import hashlib
import re
from datetime import date
from html import unescape

import orjson
import pytest
from django.db import connection
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.core.version_content import canonical
from rodtrad.goals.models import Element, Link
from rodtrad.plans.models import Plan, Version
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.indicators.factories import make_indicator
from tests.targets.factories import make_target


def text_of(answer: object) -> str:
    body = re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]  # a response
    return " ".join(unescape(body).split())


@pytest.fixture
def case(desk: Desk) -> Case:
    return Case.objects.create(
        root=desk.root,
        key="sak-12",
        number="12/26",
        title="Ny plan",
        body="Kommunestyret",
        date=date(2026, 6, 1),
        status="decided",
    )


def address(desk: Desk, rest: str = "versjoner/") -> str:
    return f"/{desk.root.slug}/planer/{desk.draft.key}/{rest}"


def freeze(desk: Desk, label: str, day: str) -> None:
    sent = {
        "gjor": "frys",
        "frys-label": label,
        "frys-day": day,
        "frys-note": "til møtet",
        "frys-open_up": "keep",
    }
    answer = as_(desk.approver).post(address(desk), sent)
    assert answer.status_code == 302, text_of(answer)


def test_the_whole_way(desk: Desk, case: Case, nobody: Client) -> None:
    freeze(desk, "hearing", "2026-03-02")
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge en bredere bro")
    desk.second.delete()
    sent = {"gjor": "vedta", "vedta-case": str(case.pk), "vedta-day": "2026-06-01", "vedta-note": ""}
    answer = as_(desk.approver).post(address(desk), sent)
    assert (answer.status_code, answer["Location"]) == (302, address(desk, "versjoner/2/"))

    heard = text_of(nobody.get(address(desk, "versjoner/1/")))
    assert "Bygge vei" in heard
    assert "bredere" not in heard
    adopted = text_of(nobody.get(address(desk, "versjoner/2/")))
    assert "Bygge en bredere bro" in adopted
    assert "12/26 Ny plan" in adopted

    page = nobody.get(address(desk, "sammenlikn/?fra=1&til=2"))
    told = text_of(page)
    assert "2 elementer er endret" in told
    assert "1 tatt ut · 1 omskrevet" in told
    backwards = text_of(nobody.get(address(desk, "sammenlikn/?fra=2&til=1")))
    assert "fra en nyere versjon til en eldre" in backwards
    assert "fra en nyere versjon til en eldre" not in told
    assert "<ins>" in page.content.decode()
    assert "Vedtatt 1. juni 2026" in text_of(nobody.get(f"/{desk.root.slug}/som-de-var/?dag=2026-06-01"))
    assert "Ingen vedtatt versjon" in text_of(nobody.get(f"/{desk.root.slug}/som-de-var/?dag=2026-05-31"))


def test_all_that_the_plan_says_of_an_element_is_frozen_shown_and_compared(
    desk: Desk, nobody: Client
) -> None:
    guideline = make.make_element(
        desk.draft,
        "foring",
        "Nasjonale forventninger",
        handling="I arealdelen.",
        binding=True,
        keywords=["klima"],
    )
    measure = make.make_element(desk.draft, "tiltak", "Bygge mur")
    make.make_link(measure, desk.draft_goal, reason="Muren holder.")
    make_target(measure, make_indicator(root=desk.root, unit="percent"), value=12.5, year=2030)
    freeze(desk, "hearing", "2026-03-02")
    Element.objects.filter(pk=guideline.pk).update(
        handling="I samfunnsdelen.", binding=False, keywords=["natur"]
    )
    Link.objects.filter(child=measure).update(reason="Muren er høy.")
    freeze(desk, "hearing", "2026-03-03")
    told = text_of(nobody.get(address(desk, "versjoner/1/")))
    for words in ("Føringen er: bindende", "Slik følges den: I arealdelen.", "Handler om: klima",
                  "Muren holder.", "(12,5 % i 2030, fra 20 % i 2020)"):  # fmt: skip
        assert words in told, words
    compared = text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))
    for words in (
        "2 elementer er endret",
        "I samfunnsdelen.",
        "bindende",
        "veiledende",
        "natur",
        "Muren er høy.",
    ):
        assert words in compared, words


def test_a_version_from_before_these_were_frozen_still_reads(desk: Desk, nobody: Client) -> None:
    make.make_element(desk.draft, "foring", "Nasjonale forventninger", handling="I arealdelen.", binding=True)
    freeze(desk, "hearing", "2026-03-02")
    freeze(desk, "hearing", "2026-03-03")
    version = Version.objects.get(plan=desk.draft, number=1)
    told = orjson.loads(bytes(version.content))
    for one in told["elements"]:
        del one["binding"], one["handling"], one["keywords"]
    older = canonical(told)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE plans_version DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE plans_version SET content = %s, sha256 = %s WHERE id = %s",
            [older, hashlib.sha256(older).hexdigest(), version.pk],
        )
        cursor.execute("ALTER TABLE plans_version ENABLE TRIGGER USER")
    assert "Føringen er" not in text_of(nobody.get(address(desk, "versjoner/1/")))
    assert "0 elementer er endret" in text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))
    given = nobody.get(address(desk, "versjoner/1/innhold.json"))
    assert given.content == older
    api = nobody.get(f"/api/v1/organisations/{desk.root.slug}/plans/{desk.draft.key}/versions/1").json()
    assert not {"binding", "handling", "keywords"} & api["content"]["elements"][0].keys()


def test_the_content_is_given_as_it_was_frozen(desk: Desk, nobody: Client) -> None:
    freeze(desk, "hearing", "2026-03-02")
    version = Version.objects.get(plan=desk.draft)
    answer = nobody.get(address(desk, "versjoner/1/innhold.json"))
    assert answer.content == bytes(version.content)
    assert answer["X-Content-SHA256"] == version.sha256


def test_content_with_something_internal_is_not_given_to_the_public(desk: Desk, nobody: Client) -> None:
    Element.objects.filter(pk=desk.first.pk).update(visibility=1)
    freeze(desk, "hearing", "2026-03-02")
    assert nobody.get(address(desk, "versjoner/1/innhold.json")).status_code == 404
    assert "Bygge bro" not in text_of(nobody.get(address(desk, "versjoner/1/")))
    assert as_(desk.editor).get(address(desk, "versjoner/1/innhold.json")).status_code == 200


def test_drafts_are_for_those_who_work_here(desk: Desk, nobody: Client) -> None:
    sent = {"gjor": "frys", "frys-label": "draft", "frys-day": "2026-03-02"}
    assert as_(desk.editor).post(address(desk), sent).status_code == 302
    assert nobody.get(address(desk, "versjoner/1/")).status_code == 404
    assert "Planen er ikke frosset ennå" in text_of(nobody.get(address(desk)))
    assert as_(desk.person("reader")).get(address(desk, "versjoner/1/")).status_code == 200


@pytest.mark.parametrize("gjor", ["frys", "vedta"])
def test_who_may_not_is_refused_and_nothing_is_stored(
    desk: Desk, case: Case, nobody: Client, gjor: str
) -> None:
    sent = {
        "gjor": gjor, "frys-label": "hearing", "frys-day": "2026-03-02",
        "vedta-case": str(case.pk), "vedta-day": "2026-06-01",
    }  # fmt: skip
    assert as_(desk.person("reader")).post(address(desk), sent).status_code == 403
    assert nobody.post(address(desk), sent)["Location"].startswith("/konto/logg-inn/")
    assert not Version.objects.filter(plan=desk.draft).exists()


def test_faults_are_told_at_the_fields(desk: Desk) -> None:
    answer = as_(desk.approver).post(address(desk), {"gjor": "vedta", "vedta-case": "", "vedta-day": "i går"})
    assert answer.status_code == 400
    assert "Planen er ikke vedtatt her ennå" in text_of(answer)
    assert Plan.objects.get(pk=desk.draft.pk).status == "under_way"


@pytest.mark.parametrize(
    "rest", ["sammenlikn/", "sammenlikn/?fra=1&til=x", "sammenlikn/?fra=1&til=99", "versjoner/7/"]
)
def test_what_is_not_there_is_not_found(desk: Desk, nobody: Client, rest: str) -> None:
    assert nobody.get(address(desk, rest)).status_code == 404


def test_a_day_that_is_no_day_is_said(desk: Desk, nobody: Client) -> None:
    answer = nobody.get(f"/{desk.root.slug}/som-de-var/?dag=i+går")
    assert answer.status_code == 400
    assert "Skriv dagen som år-måned-dag" in text_of(answer)


def test_the_thread_reads_as_it_did_on_a_day(desk: Desk, case: Case, nobody: Client) -> None:
    title = desk.first.title
    sent = {"gjor": "vedta", "vedta-case": str(case.pk), "vedta-day": "2026-06-01", "vedta-note": ""}
    as_(desk.approver).post(address(desk), sent)
    Plan.objects.filter(pk=desk.draft.pk).update(status="repealed", ended_on=date(2027, 1, 1))
    page = f"/{desk.root.slug}/som-de-var/?dag="
    told = text_of(nobody.get(page + "2026-06-02"))
    assert "Tråden slik den var 2. juni 2026" in told
    assert title in told.partition("Tråden slik den var")[2]
    assert title not in text_of(nobody.get(page + "2026-05-31"))
    assert title not in text_of(nobody.get(page + "2027-01-01"))
