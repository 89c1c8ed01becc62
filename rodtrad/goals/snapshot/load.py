"""Read a root into a snapshot: some fourteen queries, whatever the size."""

from uuid import UUID

from rodtrad.core.moments import one_moment
from rodtrad.goals.snapshot.load_register import (
    read_levels,
    read_organisations,
    read_plans,
    read_rules,
    read_sources,
)
from rodtrad.goals.snapshot.load_rest import read_conflicts, read_exceptions, read_local_targets
from rodtrad.goals.snapshot.load_thread import (
    Register,
    read_elements,
    read_links,
    read_odd_places,
    read_placements,
    read_tags,
)
from rodtrad.goals.snapshot.snapshot import Snapshot
from rodtrad.goals.snapshot.structure import Structure


def load_snapshot(root_id: UUID) -> Snapshot:
    """Read everything that the rules ask about, as it stood at one moment."""
    with one_moment():
        return _read(root_id)


def _read(root_id: UUID) -> Snapshot:
    root_visibility, organisations = read_organisations(root_id)
    sources = read_sources(root_id)
    structure = Structure(read_levels(root_id), read_rules(root_id))
    plans = read_plans(root_id, organisations, sources)
    register = Register(organisations, sources, structure.levels, plans, root_visibility)
    elements = read_elements(root_id, register)
    carried = read_placements(root_id, elements, plans)
    foreign = read_links(root_id, elements)
    return Snapshot(
        root_visibility=root_visibility,
        organisations=organisations,
        structure=structure,
        plans=plans,
        elements=elements,
        foreign=foreign,
        carried=carried,
        odd_places=read_odd_places(root_id, structure, elements),
        tags=read_tags(root_id),
        conflicts=read_conflicts(root_id, organisations, sources, elements),
        local_targets=read_local_targets(root_id, sources),
        exceptions=read_exceptions(root_id, organisations),
    )
