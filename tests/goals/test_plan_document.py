from rodtrad.goals.models import Placement
from rodtrad.goals.queries import plan_document
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.plans.models import Plan
from tests.cast import Cast


def test_nothing_falls_out_when_what_stands_above_comes_later_in_the_order(cast: Cast) -> None:
    plan = Plan.objects.get(root=cast.solvik, key="handlingsdel")
    rows = Placement.objects.filter(plan=plan, element__key="gode-skoler")
    rows.update(position=99)
    [top] = plan_document(plan, EVERYTHING)
    assert (top.element.key, top.depth) == ("gode-skoler", 0)
    assert [(row.element.key, row.depth) for row in top.below] == [
        ("leksehjelp", 1),
        ("stengt-skole", 1),
        ("ny-rektor", 1),
    ]
