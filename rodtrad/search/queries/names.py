"""Names of what can be chosen among, as the reader may see them now."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from rodtrad.goals.models import Level
from rodtrad.goals.queries.overview import levels as levels_of
from rodtrad.goals.search_documents import levels_by_id
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.organisations.queries import organisation_keys
from rodtrad.organisations.search_documents import units_by_id
from rodtrad.plans.models import Plan
from rodtrad.plans.search_documents import plans_visible_to
from rodtrad.search.queries.find import Chosen, Found

#: What nothing has: chosen in place of a key that leads nowhere, so that nothing is found.
NOTHING = UUID(int=0)


@dataclass(frozen=True)
class Names:
    levels: dict[UUID, Level]
    plans: dict[UUID, Plan]
    units: dict[UUID, Organisation]


def names_in(found: Found, viewers: Collection[Viewer]) -> Names:
    """Name what the hits and the facets tell of; a plan that no viewer may see has no name."""
    documents = [hit.document for hit in found.hits]
    plans = {*found.facets.plans, *(one.plan for one in documents if one.plan)}
    seen: dict[UUID, Plan] = {}
    for viewer in set(viewers):
        seen |= plans_visible_to(viewer).in_bulk(plans)
    return Names(
        levels=levels_by_id({*found.facets.levels, *(one.level for one in documents if one.level)}),
        plans=seen,
        units=units_by_id({*found.facets.units, *(one.unit for one in documents if one.unit)}),
    )


def chosen_in(
    root: Root, viewer: Viewer, *, kind: str, level: str, plan: str, unit: str, year: int | None
) -> Chosen:
    """Find what keys in an address stand for in the root."""
    units = {key: identity for identity, key in organisation_keys(root).items()} if unit else {}
    plans = plans_visible_to(viewer).filter(root=root, key=plan) if plan else None
    return Chosen(
        kind=kind,
        levels=tuple(one.id for one in levels_of(root) if one.key == level) if level else None,
        plan=(plans.values_list("id", flat=True).first() or NOTHING) if plans is not None else None,
        unit=units.get(unit, NOTHING) if unit else None,
        year=year,
    )
