"""A sheet does no more than the person could do on the pages, and tells nothing of what they may not see."""

import pytest

from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_csv
from rodtrad.goals.models import Element, Link
from rodtrad.organisations.models import Organisation, Role, RoleKind
from rodtrad.organisations.permissions import viewer_for
from tests.cast import Cast
from tests.exchange.workbook.sheets import pasted, proposal, proposal_for, told


def test_an_editor_makes_internal_drafts_and_does_not_publish(cast: Cast) -> None:
    rows = [("Tiltak", "Synlighet"), ("Benk", ""), ("Bord", "åpen"), ("Stol", "bare laget")]
    found = proposal_for(cast, "randi", pasted(*rows))
    assert [wish.outcome.value for wish in found.wishes] == ["made", "refused", "made"]
    assert found.wishes[0].after is not None
    assert found.wishes[0].after.entry.visibility == "internal"
    assert "Celle B3: Bare den som er godkjenner for planen" in told(found.wishes)[0]


def test_an_editor_of_one_unit_stays_in_its_plans(cast: Cast) -> None:
    unit = Organisation.objects.get(root=cast.solvik, key="oppvekst")
    Role.objects.create(user=cast.user("lise"), root=cast.solvik, organisation=unit, kind=RoleKind.EDITOR)
    rows = [("Tiltak", "Plan"), ("Benk", "handlingsdel"), ("Bord", "internt-notat")]
    found = proposal_for(cast, "lise", pasted(*rows))
    assert [wish.outcome.value for wish in found.wishes] == ["refused", "made"]
    assert "Du kan ikke legge noe til i planen «Handlingsdel 2026–2029»." in told(found.wishes)[0]


def test_a_contributor_updates_progress_and_text_of_their_own(cast: Cast) -> None:
    rows = [
        ("Nøkkel", "Tiltak", "Framdrift", "Ansvarlig"),
        ("leksehjelp", "Tilby leksehjelp på alle skoler", "ferdig", "Skolekontoret"),
        ("stengt-skole", "Vurdere å stenge en skole", "ferdig", "Teknisk"),
        ("", "Ny benk", "", ""),
    ]
    found = proposal_for(cast, "bard", pasted(*rows))
    assert [wish.outcome.value for wish in found.wishes] == ["changed", "refused", "refused"]
    assert "Celle D3: Du kan ikke endre dette på elementet." in told(found.wishes)[0]


@pytest.mark.parametrize("key", ["ny-rektor"])
def test_a_hidden_element_is_neither_named_nor_changed(cast: Cast, key: str) -> None:
    unit = Organisation.objects.get(root=cast.solvik, key="teknisk")
    Role.objects.create(user=cast.user("lise"), root=cast.solvik, organisation=unit, kind=RoleKind.EDITOR)
    rows = [("Nøkkel", "Tiltak", "Bidrar til"), (key, "Noe annet", ""), ("nytt", "Noe", key)]
    problems = "\n".join(told(proposal_for(cast, "lise", pasted(*rows)).wishes))
    assert f"Nøkkelen «{key}» er opptatt. Velg en annen." in problems
    assert f"Elementet «{key}» finnes ikke." in problems
    assert "rektor i det stille" not in problems


def test_links_that_the_person_cannot_see_are_left_alone(cast: Cast) -> None:
    hidden, seen = Element.objects.get(key="trygge-veier"), Element.objects.get(key="sla-sammen")
    Link.objects.create(
        root=cast.solvik, parent_root=cast.solvik, child=seen, parent=hidden, kind="contributes",
        child_level=seen.level, parent_level=hidden.level,
    )  # fmt: skip
    Element.objects.filter(key="trygge-veier").update(visibility=2, responsible=None)
    Role.objects.create(
        user=cast.user("lise"),
        root=cast.solvik,
        organisation=Organisation.objects.get(root=cast.solvik, key="oppvekst"),
        kind=RoleKind.EDITOR,
    )
    viewer = viewer_for(cast.user("lise"), cast.solvik)
    assert "trygge-veier" not in as_csv(Here(cast.solvik, viewer=viewer)).decode()
    content = pasted(("Nøkkel", "Tiltak", "Bidrar til"), ("sla-sammen", "Slå sammen to skoler", ""))
    import_sheet(root=cast.solvik, content=content, viewer=viewer)
    assert set(seen.links_up.values_list("parent__key", flat=True)) == {"trygge-veier"}


def test_adopted_progress_can_be_told_but_adopted_text_stays(cast: Cast) -> None:
    rows = [("Nøkkel", "Mål", "Framdrift"), ("gode-skoler", "Solvik har gode skoler", "under arbeid")]
    found = proposal(cast.solvik, pasted(*rows))
    assert [wish.outcome for wish in found.wishes] == [Outcome.CHANGED]
    assert [change.heading for change in found.wishes[0].changes] == ["Framdrift"]
