import pytest
from django.db import IntegrityError, connection, transaction

from rodtrad.goals.models import Element
from rodtrad.organisations.models import Organisation
from tests.cast import Cast


@pytest.mark.data
def test_a_contributing_unit_is_of_the_elements_root(cast: Cast) -> None:
    element = Element.objects.get(root__slug="solvik", key="leksehjelp")
    stranger = Organisation.objects.get(root__slug="utvik", key="utvik")
    with pytest.raises(IntegrityError, match="contributing unit"), transaction.atomic():
        element.contributing.add(stranger)


def test_a_correction_outlives_its_element(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rodtrad.correction', 'skrevet feil', true)")
    element = Element.objects.get(root__slug="solvik", key="trygge-veier")
    element.conflict_steps.all().delete()
    element.title = "Solvik har sikre veier"
    element.save()
    element.delete()
    kept = cast.solvik.corrections.filter(key="trygge-veier")
    assert {row.field for row in kept} >= {"title"}
    assert {row.element_id for row in kept} == {None}
