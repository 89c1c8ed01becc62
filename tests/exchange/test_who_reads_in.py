"""What an import leaves in the audit trail: the pairs too, and who did it."""

from pathlib import Path
from typing import Any

import pytest

from rodtrad.core.history import told_by
from rodtrad.exchange.command import import_plan
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.models import Correction, Element
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.exchange.files import small

pytestmark = pytest.mark.django_db
ADOPTED = small("    title: Samfunnsdelen\n", "    title: Samfunnsdelen\n    status: adopted\n")
#: One pair of each kind.
PAIRED = small(
    "title: Prøve er grønn}",
    'title: Prøve er grønn, contributing: [prove], areas: ["0301"], sdg: ["13", "11.6"]}',
)
CHANGED = ADOPTED.replace("Prøve er trygg".encode(), "Prøve er tryggere".encode())


def events(model: Any, root: Root) -> Any:
    return model.pgh_event_model.objects.filter(root_id=root.pk)


@pytest.mark.parametrize("field", [field.name for field in Element._meta.many_to_many])
def test_an_import_leaves_a_row_for_each_pair(field: str) -> None:
    root = import_plan_file(content=PAIRED).root
    through: Any = getattr(Element, field).through
    made = set(through.objects.filter(element__root=root).values_list("id", "element_id"))
    assert made
    assert set(events(through, root).filter(pgh_label="insert").values_list("id", "element_id")) == made


def test_an_import_is_told_with_who_asked(cast: Cast) -> None:
    with told_by(command="import plan", account="kari"):
        root = import_plan_file(content=PAIRED, actor=cast.user("geir")).root
    who = {"command": "import plan", "account": "kari", "user": str(cast.user("geir").pk)}
    rows = [*events(Element, root), *events(Element.areas.through, root)]
    assert rows
    assert [row.pgh_context.metadata for row in rows] == [who] * len(rows)


def test_an_import_without_a_person_says_nothing_of_one() -> None:
    root = import_plan_file(content=ADOPTED).root
    assert {row.pgh_context_id for row in events(Element, root)} == {None}


def test_a_correction_is_made_by_the_person(cast: Cast, tmp_path: Path) -> None:
    import_plan_file(content=ADOPTED)
    file = tmp_path / "rettet.yaml"
    file.write_bytes(CHANGED)
    import_plan(file, correction="Skrivefeil", actor="GEIR@example.org")
    assert Correction.objects.get(element__key="mal-a").made_by == cast.user("geir")


def test_nobody_by_that_address(tmp_path: Path) -> None:
    file = tmp_path / "rettet.yaml"
    file.write_bytes(ADOPTED)
    with pytest.raises(ExchangeError, match=r"ingen@example\.org"):
        import_plan(file, actor="ingen@example.org")
    assert not Root.objects.filter(slug="prove").exists()
