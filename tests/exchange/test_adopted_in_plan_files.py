"""What is adopted of a plan besides its elements is changed by a file only with a reason, which is kept."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.exchange.command import import_plan
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.plans.models import Plan, PlanCorrection
from tests.exchange.files import small
from tests.exchange.stored import counts

pytestmark = pytest.mark.django_db
HEAD = "    title: Samfunnsdelen\n"
ADOPTED = small(HEAD, f"{HEAD}    status: adopted\n    period: {{from: 2024, to: 2035}}\n").decode()
CHANGES = {
    "title": ("title: Samfunnsdelen", "title: Samfunnsplanen", "Samfunnsdelen", "Samfunnsplanen"),
    "description": (HEAD, f"{HEAD}    description: Ny\n", "", "Ny"),
    "type": ("type: social_element", "type: theme_plan", "social_element", "theme_plan"),
    "from_year": ("from: 2024", "from: 2025", "2024", "2025"),
    "to_year": ("to: 2035", "to: 2036", "2035", "2036"),
    "status": ("status: adopted", "status: under_way", "adopted", "under_way"),
}
CASES = pytest.mark.parametrize(("field", "change"), CHANGES.items(), ids=CHANGES)


def changed(change: tuple[str, str, str, str]) -> bytes:
    assert ADOPTED.count(change[0]) == 1
    return ADOPTED.replace(change[0], change[1]).encode()


@CASES
def test_it_is_not_changed_without_a_reason(field: str, change: tuple[str, str, str, str]) -> None:
    import_plan_file(content=ADOPTED.encode())
    before, plan = counts(), Plan.objects.values().get(key="plan", root__slug="prove")
    with pytest.raises(ExchangeError, match=r"Planen «plan» er vedtatt") as refused:
        import_plan_file(content=changed(change))
    told = str(refused.value)
    assert "--correction" in told
    assert "Ingenting er lagret." in told
    assert ("period" if "year" in field else field) in told
    assert (counts(), Plan.objects.values().get(pk=plan["id"])) == (before, plan)


@CASES
def test_a_correction_is_kept(field: str, change: tuple[str, str, str, str]) -> None:
    import_plan_file(content=ADOPTED.encode())
    import_plan_file(content=changed(change), correction="Skrivefeil i vedtaket")
    plan = Plan.objects.get(key="plan", root__slug="prove")
    assert str(getattr(plan, field)) == change[3]
    (kept,) = PlanCorrection.objects.filter(plan=plan)
    assert (kept.field, kept.before, kept.after, kept.reason) == (
        field, change[2], change[3], "Skrivefeil i vedtaket",
    )  # fmt: skip


def test_everyone_reads_the_correction_on_the_plans_page() -> None:
    import_plan_file(content=ADOPTED.encode())
    import_plan_file(content=changed(CHANGES["title"]), correction="Feil navn")
    page = Client().get("/prove/planer/plan/").content.decode()
    assert "Feil navn" in page
    assert "Samfunnsdelen" in page


def test_the_same_file_again_and_what_is_not_adopted_take_no_reason(tmp_path) -> None:  # type: ignore[no-untyped-def]  # a path
    import_plan_file(content=ADOPTED.encode())
    assert import_plan_file(content=ADOPTED.encode()).tally.changes_nothing
    numbered = ADOPTED.replace(HEAD, f'{HEAD}    number: "7"\n')
    file = tmp_path / "plan.yaml"
    file.write_text(numbered, "utf-8")
    import_plan(file)
    assert Plan.objects.get(key="plan", root__slug="prove").number == "7"
    assert not PlanCorrection.objects.filter(plan__root__slug="prove").exists()


def test_a_draft_is_changed_freely() -> None:
    import_plan_file(content=ADOPTED.replace("status: adopted", "status: under_way").encode())
    import_plan_file(content=changed(CHANGES["title"]).replace(b"status: adopted", b"status: hearing"))
    assert not PlanCorrection.objects.filter(plan__root__slug="prove").exists()


REPEALED = "status: repealed"
NEWER = """
  - key: nyere
    type: social_element
    title: Den nye
    status: adopted
    %s
    case: sak
"""


def ended(text: str, correction: str = "Vedtatt i saken") -> date | None:
    """Return the day that the plan ended once the file is read in over the adopted plan."""
    import_plan_file(content=text.encode(), correction=correction)
    return Plan.objects.get(key="plan", root__slug="prove").ended_on


def with_newer(says: str) -> str:
    """Return the file with the plan repealed, and an adopted plan that says that it comes in its place."""
    case = "cases: [{key: sak, number: '1', title: Sak, body: Rådet, date: 2025-06-18, status: decided}]\nplans:\n"
    text = ADOPTED.replace("status: adopted", REPEALED).replace("plans:\n", case, 1)
    return text.replace("plans:\n", f"plans:{NEWER % says}", 1)


@pytest.mark.parametrize("says", ["replaces: plan", "merges: [plan]"])
def test_a_plan_that_a_file_repeals_ends_with_the_case_of_what_replaces_it(says: str) -> None:
    import_plan_file(content=ADOPTED.encode())
    assert ended(with_newer(says)) == date(2025, 6, 18)


def test_a_plan_that_a_file_repeals_ends_on_the_day_it_says() -> None:
    import_plan_file(content=ADOPTED.encode())
    told = with_newer("replaces: plan").replace(REPEALED, f"{REPEALED}\n    ended_on: 2025-06-30")
    assert ended(told) == date(2025, 6, 30)
    assert ended(with_newer("replaces: plan"), correction="") == date(2025, 6, 30), (
        "a file without it changes it not"
    )
    with pytest.raises(ExchangeError, match="ended_on"):
        ended(told.replace("2025-06-30", "2025-06-29"), correction="")
    assert ended(told.replace("2025-06-30", "2025-06-29")) == date(2025, 6, 29)
    assert PlanCorrection.objects.filter(field="ended_on", before="2025-06-30", after="2025-06-29").exists()


def test_a_plan_that_a_file_repeals_without_a_day_ends_today() -> None:
    import_plan_file(content=ADOPTED.encode())
    assert ended(ADOPTED.replace("status: adopted", REPEALED)) == timezone.localdate()
    assert ended(ADOPTED) is None, "it is in force again"


def test_a_plan_that_was_repealed_before_it_came_here_has_no_day() -> None:
    assert ended(ADOPTED.replace("status: adopted", REPEALED)) is None


def test_a_plan_does_not_end_before_it_came_into_force() -> None:
    import_plan_file(content=ADOPTED.encode())
    Plan.objects.filter(key="plan", root__slug="prove").update(in_force_from=date(2025, 7, 1))
    assert ended(with_newer("replaces: plan")) == date(2025, 7, 1)
    with pytest.raises(ExchangeError, match=r"gjelder fra 1\. juli 2025"):
        ended(ADOPTED.replace("status: adopted", f"{REPEALED}\n    ended_on: 2025-06-30"))
