"""T-77 and T-78: the age of figures, and fetches that went wrong."""

from datetime import UTC, date, datetime

import pytest

from rodtrad.core.models import Visibility
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.geography.models import Area
from rodtrad.goals.check_cache import data_version
from rodtrad.goals.checking import visible_to
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Batch, BatchState, Dataset, Indicator
from rodtrad.indicators.operations.load import load_figures, record_failure
from rodtrad.organisations.models import CheckException, Root
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.plans.models import Plan
from rodtrad.sdg.models import SdgTarget
from tests.exchange.files import SMALL
from tests.goals.checked import check, findings, keys
from tests.goals.factories import make_element, make_exception, make_organisation
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
INSIDE = Viewer(ceiling=Visibility.INTERNAL)
JUNE = datetime(2026, 6, 1, 3, tzinfo=UTC)


@pytest.fixture
def goal(root: Root, plan: Plan) -> Element:
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save()
    return make_element(plan, "maal", "Barn har det bra", key="maalet")


@pytest.fixture
def dataset() -> Dataset:
    """Give a table whose figure for a year is due on the first of March of the next."""
    return make_dataset("lesing", title="Leseprøver", due_month=3)


@pytest.fixture
def indicator(dataset: Dataset) -> Indicator:
    return make_indicator("lesing", name="Lesing", dataset=dataset)


def load(dataset: Dataset, *years: int, area: str = "0301") -> None:
    cells = {(area, str(year)): 1.0 for year in years}
    load_figures(dataset=dataset, figures=figures(cells, "lesing"), received_at=MARCH)


# T-77


def test_a_figure_older_than_its_calendar(goal: Element, dataset: Dataset, indicator: Indicator) -> None:
    load(dataset, 2023, 2024)
    make_target(goal, indicator)
    [found] = findings(goal.root, "T-77")
    assert (found.kind, found.key, found.title) == ("indicator", "lesing", "Lesing")
    assert (
        str(found.message) == "Det nyeste tallet er for 2024. Tallet for 2025 skulle ha kommet 1. mars 2026."
    )
    assert [one.key for one in found.related] == ["maalet"]
    assert keys(goal.root, "T-77", today=date(2026, 3, 1)) == [], "on the day it is due it is not late"


def test_a_figure_that_is_new_enough(goal: Element, dataset: Dataset, indicator: Indicator) -> None:
    load(dataset, 2025)
    make_target(goal, indicator)
    assert keys(goal.root, "T-77") == []


def test_a_table_without_a_calendar_is_never_late(goal: Element) -> None:
    dataset = make_dataset("lesing")
    make_target(goal, make_indicator("lesing", dataset=dataset))
    load(dataset, 1999)
    assert keys(goal.root, "T-77") == []


def test_the_figures_are_those_of_the_targets_own_area(
    goal: Element, dataset: Dataset, indicator: Indicator
) -> None:
    """The root's own figures are old, but the target is for a unit with an area whose are new."""
    load(dataset, 2020)
    load(dataset, 2025, area="4601")
    unit = make_organisation(goal.root, area=Area.objects.get(code="4601", valid_to=None))
    make_target(goal, indicator, organisation=unit)
    assert keys(goal.root, "T-77") == []


def test_a_late_internal_indicator_is_not_told_to_the_public(goal: Element, dataset: Dataset) -> None:
    hidden = make_indicator("lesing", root=goal.root, dataset=dataset, visibility=Visibility.INTERNAL)
    dataset.root = goal.root
    dataset.save()
    load(dataset, 2020)
    make_target(goal, hidden)
    result = check(goal.root, "T-77")
    assert len(visible_to(result, INSIDE).findings) == 1
    assert not visible_to(result, NOBODY).findings


# T-78


def test_a_fetch_that_went_wrong(goal: Element, dataset: Dataset, indicator: Indicator) -> None:
    load(dataset, 2025)
    record_failure(dataset=dataset, failure="SSB svarer ikke.", received_at=JUNE)
    [found] = findings(goal.root, "T-78")
    assert (found.kind, found.key) == ("dataset", "lesing")
    assert str(found.message) == (
        "Hentingen 1. juni 2026 gikk galt: SSB svarer ikke. Gjelder «Lesing». Det nyeste tallet er for 2025."
    )
    Batch.objects.create(dataset=dataset, state=BatchState.UNCHANGED, received_at=JUNE)
    assert keys(goal.root, "T-78") == [], "the next one went well"


def test_a_table_that_nothing_here_rests_on_is_not_told_of(
    goal: Element, dataset: Dataset, indicator: Indicator
) -> None:
    load(dataset, 2025, area="4601")
    record_failure(dataset=dataset, failure="SSB svarer ikke.", received_at=JUNE)
    assert keys(goal.root, "T-78") == []
    make_target(goal, indicator)
    assert keys(goal.root, "T-78") == ["lesing"], "a target rests on it, with figures or without"


def test_a_table_that_waits_hides_no_failure(goal: Element, dataset: Dataset, indicator: Indicator) -> None:
    load(dataset, 2025)
    record_failure(dataset=dataset, failure="Feil.", received_at=JUNE)
    Batch.objects.create(dataset=dataset, state=BatchState.WAITING, received_at=JUNE)
    assert keys(goal.root, "T-78") == ["lesing"]


def test_exceptions_from_them_hold(goal: Element, dataset: Dataset, indicator: Indicator) -> None:
    load(dataset, 2020)
    make_target(goal, indicator)
    record_failure(dataset=dataset, failure="Feil.", received_at=JUNE)
    for rule in ("T-77", "T-78"):
        make_exception(goal.root, rule, "lesing")
    result = check(goal.root, "T-77", "T-78")
    assert (len(result.findings), len(result.excepted)) == (0, 2)


def test_a_plan_file_makes_exceptions_for_indicators_and_tables(db: None) -> None:
    make_dataset("lesetabell")
    make_indicator("leseindikator")
    exceptions = [
        f"  - {{rule: {rule}, subject: {key}, reason: R, owner: prove, until: 2030-01-01}}\n"
        for rule, key in (("T-77", "leseindikator"), ("T-78", "lesetabell"))
    ]
    root = import_plan_file(content=(SMALL + "exceptions:\n" + "".join(exceptions)).encode()).root
    assert CheckException.objects.filter(root=root).count() == 2
    with pytest.raises(ExchangeError):
        import_plan_file(content=(SMALL + "exceptions:\n" + exceptions[0].replace("lese", "lose")).encode())


# The results that are kept


def test_what_they_read_makes_another_version(goal: Element, dataset: Dataset, indicator: Indicator) -> None:
    seen = {data_version(goal.root_id)}
    load(dataset, 2025)
    seen.add(data_version(goal.root_id))
    target = make_target(goal, indicator)
    seen.add(data_version(goal.root_id))
    indicator.sdg_targets.add(SdgTarget.objects.get(code="11.6"))
    seen.add(data_version(goal.root_id))
    Indicator.objects.filter(pk=indicator.pk).update(defined_on=date(2026, 1, 1))
    seen.add(data_version(goal.root_id))
    Dataset.objects.filter(pk=dataset.pk).update(due_month=4)
    seen.add(data_version(goal.root_id))
    record_failure(dataset=dataset, failure="Feil.", received_at=JUNE)
    seen.add(data_version(goal.root_id))
    target.delete()
    seen.add(data_version(goal.root_id))
    assert len(seen) == 8


def test_another_roots_own_table_does_not(goal: Element, cast: object) -> None:
    elsewhere = Root.objects.get(slug="solvik")
    before = data_version(goal.root_id)
    record_failure(dataset=make_dataset(root=elsewhere), failure="Feil.", received_at=JUNE)
    make_indicator(root=elsewhere)
    assert data_version(goal.root_id) == before
