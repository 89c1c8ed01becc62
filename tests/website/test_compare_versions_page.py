"""What the page of two versions tells beside the elements: the plan's own facts, and its documents."""

from datetime import date

from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.operations.plan_documents import add_document, remove_document
from rodtrad.plans.models import Plan, PlanDocument, PlanMerge, VersionLabel
from tests.cases.factories import PDF
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.website.test_version_pages import text_of

SAME = "De to versjonene sier det samme."


def frozen(desk: Desk) -> None:
    freeze(
        actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=date(2026, 3, 2), open_up=False
    )


def put(
    desk: Desk, text: str, *, title: str = "Plankart", kind: str = "map", name: str = "kart.pdf"
) -> PlanDocument:
    file = PDF + f"\n%{text}\n".encode()
    return add_document(actor=desk.approver, plan=desk.draft, title=title, kind=kind, name=name, content=file)


def compared(desk: Desk) -> str:
    where = f"/{desk.root.slug}/planer/{desk.draft.key}/sammenlikn/?fra=1&til=2"
    return text_of(Client().get(where))


def test_two_that_are_alike_say_the_same(desk: Desk) -> None:
    put(desk, "1")
    frozen(desk)
    frozen(desk)
    told = compared(desk)
    assert SAME in told
    assert "0 elementer er endret" in told


def test_documents_that_are_new_gone_exchanged_and_renamed_are_told(desk: Desk) -> None:
    exchanged, gone = put(desk, "1"), put(desk, "2", title="Gammel plan", kind="plan", name="gammel.pdf")
    renamed = put(desk, "3", title="Vedlegg", kind="appendix", name="vedlegg.pdf")
    frozen(desk)
    for one in (exchanged, gone):
        remove_document(actor=desk.approver, document=one)
    PlanDocument.objects.filter(pk=renamed.pk).update(title="Vedlegg 1")
    put(desk, "4")
    put(desk, "5", title="Bestemmelser", kind="appendix", name="bestemmelser.pdf")
    frozen(desk)
    told = compared(desk)
    assert SAME not in told
    for words in (
        "4 punkter er endret",
        "1 nytt dokument · 1 dokument tatt ut · 1 dokument byttet ut · 1 dokument med nytt navn",
        "Plankart Byttet ut Fil",
        "Gammel plan Tatt ut Type",
        "Bestemmelser Nytt Type",
        "Vedlegg 1 Nytt navn Tittel",
        "fjernet: kart.pdf (SHA-256 ",
        "nytt: bestemmelser.pdf ",
    ):
        assert words in told, words


def test_the_plans_own_facts_are_told_in_words(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(type="theme_plan", number="1")
    frozen(desk)
    parent = make.make_plan(desk.root, key="over", title="Samfunnsdelen")
    merged = make.make_plan(desk.root, key="slatt", title="Planen om vei")
    hidden = make.make_plan(desk.root, key="lukket", title="Hemmelig plan", visibility=Visibility.TEAM)
    facts = {"type": "sub_plan", "number": "2", "national_id": "3024_1", "parent": parent, "replaces": hidden}
    Plan.objects.filter(pk=desk.draft.pk).update(**facts)
    PlanMerge.objects.create(root=desk.root, plan=desk.draft, merged=merged)
    frozen(desk)
    told = compared(desk)
    assert SAME not in told
    for words in (
        "5 endringer i det du kan lese",
        "5 opplysninger om planen",
        "Type fjernet: Temaplan",
        "Nummer fjernet: 1 fjernet slutt nytt: 2",
        "Arealplan-ID nytt: 3024_1",
        "Utdyper nytt: Samfunnsdelen",
        "Slår sammen nytt: Planen om vei",
    ):
        assert words in told, words
    for unseen in ("Hemmelig", "theme_plan", "sub_plan", "Erstatter"):
        assert unseen not in told, unseen
