"""What may be adopted after a hearing: land use that was not heard may not."""

from datetime import UTC, date, datetime, time
from unittest import mock

import pytest
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.goals.models import Element, Placement
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.change_plan import change_plan
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.operations.plan_documents import add_document, remove_document
from rodtrad.plans.models import Plan, PlanDocument, PlanStatus, PlanType, Version, VersionLabel
from tests.cases.factories import PDF
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
HEARD, LAST, DECIDED = date(2026, 3, 2), date(2026, 4, 20), date(2026, 6, 1)


def heard(desk: Desk, kind: str, *, frozen: date = HEARD) -> Plan:
    """Put the draft out on hearing as a plan of the kind, for six weeks."""
    Plan.objects.filter(pk=desk.draft.pk).update(type=kind, hearing_from=HEARD, hearing_to=LAST)
    desk.draft.refresh_from_db()
    put_out(desk, frozen)
    return desk.draft


def put_out(desk: Desk, frozen: date, note: str = "") -> None:
    moment = datetime.combine(frozen, time(12), tzinfo=UTC)
    with mock.patch.object(Version._meta.get_field("frozen_at"), "_get_default", return_value=moment):
        freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=HEARD, note=note)


def decided(desk: Desk, assessment: str = "", day: date = DECIDED) -> Version:
    case, _made = Case.objects.get_or_create(
        root=desk.root, key="sak", number="1/26", title="Vedta planen", status="decided"
    )
    return adopt(actor=desk.approver, plan=desk.draft, case=case, day=day, assessment=assessment)


def compared(desk: Desk) -> str:
    address = f"/{desk.root.slug}/planer/{desk.draft.key}/sammenlikn/?fra=1&til=2"
    return Client().get(address).content.decode()


def test_land_use_that_was_not_heard_is_not_adopted(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    with pytest.raises(FieldErrors, match="§ 11-15"):
        decided(desk)
    desk.draft.refresh_from_db()
    assert desk.draft.status != PlanStatus.ADOPTED
    assert Version.objects.filter(plan=desk.draft).count() == 1


def test_it_is_adopted_when_it_has_been_heard_anew(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    put_out(desk, LAST)
    assert decided(desk).label == VersionLabel.ADOPTED


@pytest.mark.parametrize("kind", [PlanType.LAND_USE_ELEMENT, PlanType.SUB_PLAN])
def test_reworded_land_use_takes_a_new_hearing_or_a_reason(desk: Desk, kind: str) -> None:
    heard(desk, kind)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge 900 boliger")
    with pytest.raises(FieldErrors, match="§ 11-15") as refused:
        decided(desk)
    assert list(refused.value.by_field) == ["assessment"]
    version = decided(desk, "Samme byggefelt, bare et nytt navn.")
    assert version.note == "Endret etter høringen: Samme byggefelt, bare et nytt navn."


def test_moved_land_use_takes_a_reason_too(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    Placement.objects.filter(plan=desk.draft, element=desk.first).update(number="9")
    with pytest.raises(FieldErrors, match="§ 11-15"):
        decided(desk)


def test_another_type_after_the_hearing_does_not_open_the_gate(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    change_plan(actor=desk.editor, plan=desk.draft, values={"type": PlanType.THEME_PLAN})
    with pytest.raises(FieldErrors, match="§ 11-15"):
        decided(desk)


def test_land_use_that_was_never_on_hearing_is_not_adopted(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(type=PlanType.LAND_USE_ELEMENT)
    with pytest.raises(FieldErrors, match="ikke vært på høring"):
        decided(desk)


def test_a_hearing_must_be_over_and_its_draft_from_before_that(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    with pytest.raises(FieldErrors, match=r"varer til og med 20\. april"):
        decided(desk, day=LAST)
    Plan.objects.filter(pk=desk.draft.pk).update(hearing_to=None)
    with pytest.raises(FieldErrors, match="Før opp siste dag"):
        decided(desk)
    Plan.objects.filter(pk=desk.draft.pk).update(hearing_to=LAST)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    put_out(desk, DECIDED, "Det er det samme.")
    with pytest.raises(FieldErrors, match="§ 11-15"):  # what was frozen in time counts
        decided(desk)
    assert not Version.objects.filter(plan=desk.draft, label=VersionLabel.ADOPTED).exists()


def test_all_that_an_adoption_lacks_is_told_at_once(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge 900 boliger")
    case = Case.objects.create(root=desk.root, key="sak", number="1/26", title="Vedta", status="prepared")
    with pytest.raises(FieldErrors) as refused:
        adopt(actor=desk.approver, plan=desk.draft, case=case, day=DECIDED)
    assert set(refused.value.by_field) == {"case", "assessment"}


def test_a_draft_frozen_after_its_hearing_takes_a_word_of_what_was_heard(desk: Desk) -> None:
    """A municipality may begin with the program when a hearing is over."""
    with pytest.raises(FieldErrors, match="fryses for sent") as refused:
        heard(desk, PlanType.LAND_USE_ELEMENT, frozen=DECIDED)
    assert list(refused.value.by_field) == ["note"]
    assert not Version.objects.filter(plan=desk.draft).exists()
    put_out(desk, DECIDED, "Utkastet i sak 1/26, dokument 4, er det samme.")
    assert decided(desk).label == VersionLabel.ADOPTED


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PlanType.DETAILED_ZONING, "uttale seg på nytt"),
        (PlanType.LAND_USE_ELEMENT, "uttale seg på nytt"),
        (PlanType.SOCIAL_ELEMENT, "Loven krever ikke ny høring"),
    ],
)
def test_what_is_reworded_after_the_hearing_is_told(desk: Desk, kind: str, said: str) -> None:
    heard(desk, kind)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge en lengre bro")
    decided(desk, "Samme bro, bare lengre.")
    told = compared(desk)
    assert said in told
    assert "1 element er endret etter høringen" in told


def test_a_theme_plan_has_no_such_rule(desk: Desk) -> None:
    heard(desk, PlanType.THEME_PLAN)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge en lengre bro")
    decided(desk)
    assert "etter høringen" not in compared(desk)


def test_nothing_is_told_when_nothing_is_changed(desk: Desk) -> None:
    heard(desk, PlanType.SOCIAL_ELEMENT)
    decided(desk)
    assert "etter høringen" not in compared(desk)


def put_file(desk: Desk, name: str, kind: str = "map", title: str = "Plankart") -> PlanDocument:
    file = PDF + f"\n%{name}\n".encode()
    return add_document(actor=desk.approver, plan=desk.draft, title=title, kind=kind, name=name, content=file)


@pytest.mark.parametrize("kind", ["plan", "map", "appendix"])
@pytest.mark.parametrize("is_there_before", [True, False])
@pytest.mark.parametrize("is_there_after", [True, False])
def test_another_plan_map_or_provisions_than_were_heard_take_a_reason(
    desk: Desk, kind: str, *, is_there_before: bool, is_there_after: bool
) -> None:
    document = put_file(desk, "kart.pdf", kind) if is_there_before else None
    heard(desk, PlanType.LAND_USE_ELEMENT)
    if document:
        remove_document(actor=desk.approver, document=document)
    if is_there_after:
        put_file(desk, "kart2.pdf", kind)
    if not is_there_before and not is_there_after:
        assert decided(desk).note == ""
        return
    with pytest.raises(FieldErrors, match="§ 11-15") as refused:
        decided(desk)
    assert list(refused.value.by_field) == ["assessment"]
    assert "1 dokument er nytt, tatt ut eller byttet ut etter høringen." in str(refused.value)
    assert "element er endret" not in str(refused.value)
    assert decided(desk, "Bare tegnforklaringen.").note == "Endret etter høringen: Bare tegnforklaringen."


def test_papers_about_the_hearing_and_a_file_that_is_called_otherwise_change_no_land_use(desk: Desk) -> None:
    document = put_file(desk, "kart.pdf")
    heard(desk, PlanType.LAND_USE_ELEMENT)
    put_file(desk, "innspill.pdf", "hearing_paper", "Innspill")
    put_file(desk, "kunnskap.pdf", "knowledge", "Kunnskap")
    PlanDocument.objects.filter(pk=document.pk).update(title="Kart til planen")
    assert decided(desk).label == VersionLabel.ADOPTED


def test_what_was_heard_as_knowledge_is_not_the_plan_map_without_a_reason(desk: Desk) -> None:
    document = put_file(desk, "kart.pdf", "knowledge")
    heard(desk, PlanType.LAND_USE_ELEMENT)
    PlanDocument.objects.filter(pk=document.pk).update(kind="map")
    with pytest.raises(FieldErrors, match="1 dokument er nytt"):
        decided(desk)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PlanType.DETAILED_ZONING, "uttale seg på nytt"),
        (PlanType.AREA_ZONING, "uttale seg på nytt"),
        (PlanType.SOCIAL_ELEMENT, "Loven krever ikke ny høring"),
        (PlanType.THEME_PLAN, ""),
    ],
)
def test_a_document_that_is_exchanged_after_the_hearing_is_told(desk: Desk, kind: str, said: str) -> None:
    document = put_file(desk, "kart.pdf")
    heard(desk, kind)
    remove_document(actor=desk.approver, document=document)
    put_file(desk, "kart2.pdf")
    decided(desk)
    told = compared(desk)
    assert "1 dokument byttet ut" in told
    assert ("byttet ut etter høringen." in told) == bool(said)
    assert said in told
