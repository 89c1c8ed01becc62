"""What the rows of targets ask for, written. Call it inside a transaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from rodtrad.core.models import Origin
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.copying import among
from rodtrad.exchange.upsert import Tally, upsert
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.targets.rows import values_of
from rodtrad.exchange.workbook.targets.wish import TargetWish
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Organisation
from rodtrad.targets.models import Target


def store_targets(here: Here, wishes: Sequence[TargetWish], tally: Tally) -> None:
    """Write the rows; with other figures a target is set today, and the root's own. Raises ChangedMeanwhileError."""
    if not wishes:
        return
    units = dict(Organisation.objects.filter(root=here.root).values_list("key", "id"))
    _refuse_if_changed(wishes, units)
    held = {wish.key: wish.target for wish in wishes if wish.target}
    wanted = []
    for wish in wishes:
        assert wish.element is not None
        assert wish.indicator is not None
        values: dict[str, Any] = {
            "root_id": here.root.id,
            "element_id": wish.element.id,
            "indicator_id": wish.indicator.id,
            "organisation_id": units[wish.organisation] if wish.organisation else None,
            **wish.values,
            "set_on": timezone.localdate(),
            "origin": Origin.OWN.value,
            "source_id": None,
            "place": "",
        }
        wanted.append((wish.key, values))
    upsert(Target, held, wanted, tally)


def _refuse_if_changed(wishes: Sequence[TargetWish], units: Mapping[str, UUID]) -> None:
    """Keep other writers of the elements' targets waiting, and see that the rows were compared with what stands."""
    elements = {wish.element.id for wish in wishes if wish.element}
    locked = Element.objects.select_for_update().filter(id__in=among(elements)).order_by("id")
    standing = set(locked.values_list("id", flat=True))
    rows = Target.objects.select_for_update().filter(element__in=among(elements)).order_by("id")
    now = {row.pk: row for row in rows}
    by_what = {(row.element_id, row.indicator_id, row.organisation_id) for row in now.values()}
    for wish in wishes:
        assert wish.element is not None
        assert wish.indicator is not None
        if wish.element.id not in standing:
            raise ChangedMeanwhileError
        if wish.target is None:
            if (wish.element.id, wish.indicator.id, units.get(wish.organisation)) in by_what:
                raise ChangedMeanwhileError
        elif wish.target.pk not in now or values_of(now[wish.target.pk]) != values_of(wish.target):
            raise ChangedMeanwhileError
