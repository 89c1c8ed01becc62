"""A new plan gets its framework in the form, so that content can be written; it is not changed once there is some."""

import pytest

from rodtrad.goals.models import Framework, PlanFramework
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.change_plan import change_plan
from rodtrad.plans.models import Plan
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.website.test_plan_forms import NEW, fields_of, text_of

pytestmark = pytest.mark.django_db


def _framework_of(key: str) -> str | None:
    return PlanFramework.objects.filter(plan__key=key).values_list("framework__key", flat=True).first()


def test_a_new_plan_is_offered_the_usual_framework_and_takes_content_at_once(desk: Desk) -> None:
    other = Framework.objects.create(root=desk.root, key="aller-forst", name="En annen", position=0)
    client = as_(desk.editor)
    sent = fields_of(client.get(NEW).content.decode())
    assert sent["framework"] == desk.framework.key
    assert client.post(NEW, {**sent, "title": "Plan for bading"}).status_code == 302
    assert _framework_of("plan-for-bading") == desk.framework.key
    html = client.get("/skrivebordet/planer/plan-for-bading/nytt/").content.decode()
    assert 'name="level"' in html
    assert client.post(NEW, {**sent, "title": "Annen plan", "framework": other.key}).status_code == 302
    assert _framework_of("annen-plan") == other.key


def test_a_plan_without_one_is_led_to_the_choice_and_gets_it(desk: Desk) -> None:
    make.make_plan(desk.root, key="tom", title="Tom", status="under_way")
    client, address = as_(desk.editor), "/skrivebordet/planer/tom/endre/"
    assert address in client.get("/skrivebordet/planer/tom/nytt/").content.decode()
    sent = fields_of(client.get(address).content.decode())
    assert sent["framework"] == ""
    assert client.post(address, {**sent, "framework": desk.framework.key}).status_code == 302
    assert _framework_of("tom") == desk.framework.key


@pytest.mark.parametrize("chosen", ["annen", ""])
def test_it_is_not_changed_once_the_plan_has_content(desk: Desk, chosen: str) -> None:
    Framework.objects.create(root=desk.root, key="annen", name="En annen")
    client, address = as_(desk.editor), "/skrivebordet/planer/utkast/endre/"
    sent = fields_of(client.get(address).content.decode())
    answer = client.post(address, {**sent, "framework": chosen})
    assert answer.status_code == 400
    assert "har alt innhold i målstrukturen" in text_of(answer)
    assert _framework_of("utkast") == desk.framework.key


def test_a_framework_of_another_root_is_refused(desk: Desk) -> None:
    root = make.make_root(slug="naboen")
    Framework.objects.create(root=root, key="naboens", name="Naboens")
    with pytest.raises(FieldErrors, match="finnes ikke her"):
        change_plan(
            actor=desk.editor, plan=Plan.objects.get(pk=desk.draft.pk), values={"framework": "naboens"}
        )
