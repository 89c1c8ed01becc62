"""Files that nothing refers to are deleted after a day, and no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rodtrad.cases.operations.attachments import attach, detach
from rodtrad.core.files.collecting import collect_unused
from rodtrad.core.models import StoredFile
from tests.cases.factories import PDF, make_case, person_with
from tests.goals.factories import make_root

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_a_detached_file_is_gone_after_a_day() -> None:
    root, now = make_root(), timezone.now()
    editor, cases = person_with(root, "editor"), [make_case(root), make_case(root)]
    kept = attach(actor=editor, case=cases[0], name="b.pdf", content=PDF + b"annet").file_id
    two = [attach(actor=editor, case=case, name="a.pdf", content=PDF) for case in cases]
    file = two[0].file_id

    def stands() -> bool:
        return StoredFile.objects.filter(pk=file).exists()

    detach(actor=editor, attachment=two[0])
    assert collect_unused(now=now) == collect_unused(now=now + 2 * DAY) == 0, "the other case has it"
    detach(actor=editor, attachment=two[1])
    assert collect_unused(now=now) == collect_unused(now=now + DAY - MINUTE) == 0
    assert stands()
    again = attach(actor=editor, case=cases[1], name="a.pdf", content=PDF)
    assert collect_unused(now=now + 2 * DAY) == 0
    detach(actor=editor, attachment=again)
    assert collect_unused(now=now + 2 * DAY) == 0, "a day counts from when it was last used"
    assert collect_unused(now=now + 3 * DAY) == 1
    assert not stands()
    assert StoredFile.objects.filter(pk=kept).exists()
