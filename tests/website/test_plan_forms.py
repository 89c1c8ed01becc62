"""Entering a plan and changing what the register says of it: it works, the wrong person, bad input, two at once."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.goals.models import Element
from rodtrad.organisations.models import RoleKind
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.change_plan import change_plan
from rodtrad.planning.operations.create_plan import create_plan
from rodtrad.plans.models import KnowledgeBase, Plan, PlanMerge, PlanStatus
from tests.cast import Cast, as_
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
NEW = "/skrivebordet/ny-plan/"


def filled(**other: Any) -> dict[str, Any]:
    return {"title": "Plan for bading", "type": "theme_plan", "status": "planned", "visibility": "1", **other}


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def fields_of(html: str) -> dict[str, Any]:
    """Return what a form would send as it stands."""
    form = html[html.index("plan-form") :]
    sent: dict[str, Any] = dict(
        re.findall(r'<input type="(?:hidden|text|date)" name="([^"]*)"[^>]*value="([^"]*)"', form)
    )
    for name, options in re.findall(r'(?s)<select name="([^"]*)".*?>(.*?)</select>', form):
        sent[name] = (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
    sent["description"] = re.findall(r'(?s)<textarea name="description"[^>]*>\s*(.*?)</textarea>', form)[0]
    sent["merges"] = re.findall(r'name="merges" value="([^"]*)"[^>]*checked', form)
    return {name: [unescape(one) for one in said] if isinstance(said, list) else unescape(said)
            for name, said in sent.items()}  # fmt: skip


def test_a_plan_is_entered_with_what_it_elaborates_and_merges(desk: Desk) -> None:
    older = make.make_plan(desk.root, key="gammel", title="Gammel plan")
    answer = as_(desk.editor).post(
        NEW,
        filled(
            parent="vedtatt", replaces="gammel", merges=["utkast"], from_year="2027", to_year="2030", horizon_years="4",
            number="7", national_id="3201_2019005", register_address="https://arealplaner.no/x",
            review_due="2029-01-31", level="priority", treatment="political", owner="skrivebordet",
        ),
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    assert answer["Location"] == "/skrivebordet/planer/plan-for-bading/"
    made = Plan.objects.get(root=desk.root, key="plan-for-bading")
    assert (made.parent, made.replaces, made.level_override) == (desk.adopted, older, "priority")
    assert list(PlanMerge.objects.filter(plan=made).values_list("merged__key", flat=True)) == ["utkast"]
    page = text_of(as_(desk.editor).get(answer["Location"]))
    for words in (
        "3201_2019005",
        "Gammel plan",
        "Prioritering av handling",
        "31. januar 2029",
        "Slår sammen",
    ):
        assert words in page
    assert "Historikk" in page or as_(desk.editor).get(answer["Location"] + "historikk/").status_code == 200


def test_a_new_plan_is_internal(desk: Desk, nobody: Client) -> None:
    as_(desk.editor).post(NEW, filled())
    assert nobody.get("/skrivebordet/planer/plan-for-bading/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", " ", "Skriv en tittel"),
        ("from_year", "26", "ikke et årstall"),
        ("to_year", "٢٠٢٦", "ikke et årstall"),
        ("horizon_years", "0", "ikke et antall år"),
        ("national_id", "Oslo 12", "ikke en arealplan-ID"),
        ("register_address", "javascript:alert(1)", "må begynne med https://"),
        ("review_due", "i går", "ikke en dato"),
        ("hearing_to", "2027-01-31", "Skriv også når høringen begynner"),
        ("hearing_submissions", "mange", "ikke et antall uttalelser"),
        ("hearing_submissions", "1000000", "ikke et antall uttalelser"),
        ("hearing_submissions", "0", "Skriv også når høringen begynner"),
        ("hearing_assessed", "3", "Skriv også hvor mange uttalelser som kom inn"),
        ("type", "drøm", "ikke blant valgene"),
        ("status", "adopted", "planlagt eller under arbeid"),
        ("parent", "finnes-ikke", "finnes ikke her"),
        ("owner", "finnes-ikke", "finnes ikke her"),
        ("visibility", "0", "Bare en godkjenner"),
    ],
)
def test_faults_are_told_and_nothing_is_stored(desk: Desk, field: str, value: str, told: str) -> None:
    answer = as_(desk.editor).post(NEW, filled(**{field: value}))
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert not Plan.objects.filter(root=desk.root, title="Plan for bading").exists()


def test_a_hearing_that_ends_before_it_starts_is_told(desk: Desk) -> None:
    sent = filled(hearing_from="2027-03-01", hearing_to="2027-02-01")
    assert "Høringen slutter før den begynner" in text_of(as_(desk.editor).post(NEW, sent))


HEARD = {"hearing_from": "2026-01-02", "hearing_to": "2026-03-02", "hearing_submissions": "110"}


def test_the_submissions_and_how_many_are_assessed_are_told(desk: Desk) -> None:
    answer = as_(desk.editor).post(NEW, filled(**HEARD, hearing_assessed="0"))
    assert "110 uttalelser, 0 vurdert" in text_of(as_(desk.editor).get(answer["Location"]))
    listed = as_(desk.editor).get("/api/v1/organisations/skrivebordet/plans").json()["items"]
    [hearing] = [one["hearing"] for one in listed if one["key"] == "plan-for-bading"]
    assert (hearing["submissions"], hearing["assessed"]) == (110, 0)
    assert 'value="0"' in as_(desk.editor).get(answer["Location"] + "endre/").content.decode()
    answer = as_(desk.editor).post(NEW, filled(**HEARD, hearing_assessed="111"))
    assert "flere uttalelser enn det kom inn (110)" in text_of(answer)


def test_a_period_that_ends_before_it_starts_is_told(desk: Desk) -> None:
    assert "slutter før den begynner" in text_of(
        as_(desk.editor).post(NEW, filled(from_year="2030", to_year="2027"))
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [(None, 302), ("lise", 403), ("bard", 403), ("ulla", 403), ("anne", 403), ("randi", 200)],
)
def test_who_may_enter_a_plan(cast: Cast, name: str | None, status: int) -> None:
    client = cast.client(name)
    assert client.get("/solvik/ny-plan/").status_code == status
    before = Plan.objects.count()
    answer = client.post("/solvik/ny-plan/", filled())
    assert answer.status_code == (302 if status == 200 else status)
    assert Plan.objects.count() == before + (status == 200)


def test_a_plan_is_changed_and_an_address_of_a_page_is_no_key(desk: Desk) -> None:
    assert as_(desk.editor).post(NEW, filled(title="Kart"))["Location"] == "/skrivebordet/planer/kart-2/"
    address = "/skrivebordet/planer/kart-2/endre/"
    client = as_(desk.editor)
    sent = fields_of(client.get(address).content.decode())
    answer = client.post(address, {**sent, "title": "Kart over alt", "status": "under_way"})
    assert answer.status_code == 302, text_of(answer)
    plan = Plan.objects.get(root=desk.root, key="kart-2")
    assert (plan.title, plan.status) == ("Kart over alt", "under_way")


def test_two_who_change_the_same_see_each_other(desk: Desk) -> None:
    address = "/skrivebordet/planer/utkast/endre/"
    client = as_(desk.editor)
    sent = fields_of(client.get(address).content.decode())
    change_plan(actor=desk.editor, plan=desk.draft, values={"title": "Annens tittel", "number": "12"})
    answer = client.post(address, {**sent, "title": "Min tittel", "horizon_years": "9"})
    assert answer.status_code == 409
    assert "Annens tittel" in text_of(answer)
    plan = Plan.objects.get(pk=desk.draft.pk)
    assert (plan.title, plan.horizon_years) == ("Annens tittel", None)
    version = fields_of(answer.content.decode())["versjon"]
    again = client.post(address, {**sent, "versjon": version, "title": "Min tittel", "horizon_years": "9"})
    assert again.status_code == 302, text_of(again)
    plan.refresh_from_db()
    assert (plan.title, plan.horizon_years) == ("Min tittel", 9)


def test_what_only_the_other_changed_stays(desk: Desk) -> None:
    address = "/skrivebordet/planer/utkast/endre/"
    client = as_(desk.editor)
    sent = fields_of(client.get(address).content.decode())
    change_plan(actor=desk.editor, plan=desk.draft, values={"number": "12"})
    assert client.post(address, {**sent, "title": "Min tittel"}).status_code == 302
    plan = Plan.objects.get(pk=desk.draft.pk)
    assert (plan.title, plan.number) == ("Min tittel", "12")


def test_what_a_writer_may_not_see_is_neither_told_nor_taken_away(desk: Desk) -> None:
    hidden = make.make_plan(desk.root, key="hidden-plan", title="Hemmelig", visibility=2, owner=desk.office)
    Plan.objects.filter(pk=desk.draft.pk).update(parent=hidden, replaces=hidden, owner=None)
    PlanMerge.objects.create(root=desk.root, plan=desk.draft, merged=hidden)
    other = make.make_organisation(desk.root, key="annet-kontor")
    Plan.objects.filter(pk=desk.draft.pk).update(owner=other)
    person = desk.person(RoleKind.EDITOR, other)
    address = "/skrivebordet/planer/utkast/endre/"
    html = as_(person).get(address).content.decode()
    assert "hidden-plan" not in html
    assert as_(person).post(address, {**fields_of(html), "title": "Ny tittel"}).status_code == 302
    plan = Plan.objects.get(pk=desk.draft.pk)
    assert (plan.title, plan.parent, plan.replaces) == ("Ny tittel", hidden, hidden)
    assert PlanMerge.objects.filter(plan=plan, merged=hidden).exists()


@pytest.mark.parametrize("version", ["", "tull", "ImZvciI6MX0:x"])
def test_a_version_that_is_not_ours_is_refused(desk: Desk, version: str) -> None:
    answer = as_(desk.editor).post("/skrivebordet/planer/utkast/endre/", filled(versjon=version))
    assert answer.status_code == 400


def test_a_plan_that_takes_itself_over_is_refused_however_far_around(desk: Desk) -> None:
    one = create_plan(actor=desk.editor, root=desk.root, values={"title": "En", "type": "theme_plan"})
    two = create_plan(
        actor=desk.editor, root=desk.root, values={"title": "To", "type": "theme_plan", "merges": ["en"]}
    )
    three = create_plan(
        actor=desk.editor, root=desk.root, values={"title": "Tre", "type": "other", "replaces": "to"}
    )
    for plan, values, field in (
        (one, {"replaces": "en"}, "replaces"),
        (one, {"parent": "en"}, "parent"),
        (one, {"merges": ["en"]}, "merges"),
        (one, {"merges": ["tre"]}, "merges"),
        (one, {"replaces": "tre"}, "replaces"),
    ):
        with pytest.raises(FieldErrors) as caught:
            change_plan(actor=desk.editor, plan=plan, values=values)
        assert list(caught.value.by_field) == [field], values
    change_plan(actor=desk.editor, plan=three, values={"parent": "to"})
    with pytest.raises(FieldErrors):
        change_plan(actor=desk.editor, plan=two, values={"parent": "tre"})
    assert Plan.objects.get(pk=one.pk).replaces is None


def test_two_plans_do_not_replace_each_other(desk: Desk) -> None:
    older = make.make_plan(
        desk.root, key="eldre", title="Eldre plan", status=PlanStatus.UNDER_WAY, replaces=desk.draft
    )
    client, where = as_(desk.editor), f"/{desk.root.slug}/planer/{desk.draft.key}/endre/"
    answer = client.post(where, {**fields_of(client.get(where).content.decode()), "replaces": older.key})
    assert answer.status_code == 400
    assert "gått i ring" in text_of(answer)
    desk.draft.refresh_from_db()
    assert desk.draft.replaces is None


@pytest.mark.parametrize(
    ("status", "told"), [(PlanStatus.UNDER_WAY, "Skal erstattes av"), (PlanStatus.ADOPTED, "Erstattet av")]
)
def test_a_plan_is_replaced_when_the_other_is_adopted(
    desk: Desk, nobody: Client, status: PlanStatus, told: str
) -> None:
    make.make_plan(desk.root, key="yngre", title="Yngre plan", status=status, replaces=desk.adopted)
    shown = text_of(nobody.get(f"/{desk.root.slug}/planer/{desk.adopted.key}/"))
    assert f"{told} Yngre plan" in shown
    assert shown.count("rstattet av") + shown.count("rstattes av") == 1


def test_an_adopted_plan_is_noted_about_by_an_editor_and_changed_by_an_approver(desk: Desk) -> None:
    address = "/skrivebordet/planer/vedtatt/endre/"
    html = as_(desk.editor).get(address).content.decode()
    assert 'name="national_id"' in html
    assert 'name="title"' not in html
    version = re.findall(r'name="versjon" value="([^"]*)"', html)[0]
    answer = as_(desk.editor).post(address, {"versjon": version, "number": "A-1", "title": "Lurt inn"})
    assert answer.status_code == 302
    desk.adopted.refresh_from_db()
    assert desk.adopted.number == "A-1"
    assert desk.adopted.title != "Lurt inn"
    sent = fields_of(as_(desk.approver).get(address).content.decode())
    refused = as_(desk.approver).post(address, {**sent, "title": "Rettet"})
    assert refused.status_code == 400
    assert "Skriv hvorfor det rettes" in refused.content.decode()
    said = {**sent, "title": "Rettet", "to_year": "2031", "reason": "Trykkfeil i vedtaket"}
    assert as_(desk.approver).post(address, said).status_code == 302
    desk.adopted.refresh_from_db()
    assert (desk.adopted.title, desk.adopted.to_year) == ("Rettet", 2031)
    page = Client().get(f"/{desk.root.slug}/planer/vedtatt/").content.decode()
    assert page.count("Trykkfeil i vedtaket") == 2
    assert "<del>Vedtatt</del> → <ins>Rettet</ins>" in page


def test_a_plan_is_repealed_with_what_stands_in_it(desk: Desk) -> None:
    repealed = {"status": "repealed"}
    with pytest.raises(FieldErrors) as refused:
        change_plan(actor=desk.approver, plan=desk.adopted, values=repealed)
    assert set(refused.value.by_field) == {"reason", "ended_on"}
    day = timezone.localdate()
    for wrong, said in ((day + timedelta(days=1), "framtiden"), (date(2019, 1, 1), "gjelder fra")):
        Plan.objects.filter(pk=desk.adopted.pk).update(in_force_from=date(2020, 1, 1))
        with pytest.raises(FieldErrors, match=said):
            change_plan(
                actor=desk.approver, plan=desk.adopted, values=repealed, reason="Sak 3", ended_on=wrong
            )
    change_plan(actor=desk.approver, plan=desk.adopted, values=repealed, reason="Sak 3/26", ended_on=day)
    desk.adopted.refresh_from_db()
    assert desk.adopted.status == PlanStatus.REPEALED
    assert desk.adopted.ended_on == day
    assert "Sak 3/26" in Client().get(f"/{desk.root.slug}/planer/vedtatt/").content.decode()
    assert Element.objects.get(pk=desk.goal.pk).life_cycle == "repealed"


@pytest.mark.parametrize(
    ("before", "after"), [("under_way", "repealed"), ("planned", "hearing"), ("adopted", "planned")]
)
def test_a_status_that_does_not_follow_is_refused(desk: Desk, before: str, after: str) -> None:
    plan = make.make_plan(desk.root, key="ny", status=before)
    with pytest.raises(FieldErrors, match="kan ikke bli"):
        change_plan(actor=desk.approver, plan=plan, values={"status": after})


def test_merged_plans_end_when_the_plan_is_adopted(desk: Desk) -> None:
    from_two = create_plan(
        actor=desk.editor, root=desk.root,
        values={"title": "Samlet", "type": "theme_plan", "merges": ["vedtatt"], "status": "under_way"},
    )  # fmt: skip
    case = desk.root.cases.create(key="sak", number="1/27", title="Samlet plan", status="decided")
    adopt(actor=desk.approver, plan=from_two, case=case, day=timezone.localdate(), open_up=False)
    desk.adopted.refresh_from_db()
    assert desk.adopted.status == PlanStatus.REPEALED


def test_knowledge_has_an_age_and_a_next_time(desk: Desk, nobody: Client) -> None:
    sent = filled(
        type="knowledge_base", status="under_way", knowledge_kind="public_health", renewed_on="2020-02-29"
    )
    assert as_(desk.editor).post(NEW, sent).status_code == 302
    knowledge = KnowledgeBase.objects.get(root=desk.root)
    page = text_of(as_(desk.editor).get(f"/skrivebordet/planer/{knowledge.plan.key}/"))
    assert "fornyet 29. februar 2020" in page
    assert "fornyes innen 29. februar 2024" in page
    assert "skulle vært fornyet 29. februar 2024" in page
    change_plan(actor=desk.editor, plan=knowledge.plan, values={"every_years": "50"})
    assert "skulle vært fornyet" not in text_of(
        as_(desk.editor).get(f"/skrivebordet/planer/{knowledge.plan.key}/")
    )
    change_plan(actor=desk.editor, plan=knowledge.plan, values={"type": "theme_plan"})
    assert not KnowledgeBase.objects.filter(root=desk.root).exists()


def test_an_office_editor_keeps_to_the_office(desk: Desk) -> None:
    person = desk.person(RoleKind.EDITOR, desk.office)
    assert as_(person).post(NEW, filled(owner="kontoret")).status_code == 302
    assert "ikke lage planer for denne eieren" in text_of(as_(person).post(NEW, filled(owner="")))
    assert as_(person).get("/skrivebordet/planer/utkast/endre/").status_code == 403


def test_a_plan_without_content_leads_who_writes_to_the_first_element(desk: Desk, nobody: Client) -> None:
    plan = make.make_plan(desk.root, key="tom", title="Tom plan", status="under_way", visibility=0)
    where = f"/{desk.root.slug}/planer/{plan.key}/"
    mine = as_(desk.editor).get(where).content.decode()
    assert "Planen har ikke noe innhold ennå." in mine
    assert "Registeret sier bare at den finnes" not in mine
    assert "Legg inn det første elementet" in mine
    open_to_all = nobody.get(where).content.decode()
    assert "Registeret sier bare at den finnes." in open_to_all
    assert "Legg inn det første elementet" not in open_to_all
