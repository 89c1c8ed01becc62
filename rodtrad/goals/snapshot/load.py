"""Read a root into a snapshot: some fifteen questions, whatever the size."""

from collections.abc import Iterator
from uuid import UUID

from rodtrad.core.checks.reading import Reading, read_at_once
from rodtrad.core.moments import Question, Rows
from rodtrad.goals.snapshot import load_foreign, load_register, load_rest, load_thread
from rodtrad.goals.snapshot.snapshot import Snapshot
from rodtrad.goals.snapshot.structure import Structure


def _questions(root_id: UUID) -> Iterator[Question]:
    yield load_register.ask_organisations(root_id)
    yield load_register.ask_sources(root_id)
    yield load_register.ask_levels(root_id)
    yield load_register.ask_rules(root_id)
    yield load_register.ask_plans(root_id)
    yield load_thread.ask_elements(root_id)
    yield load_thread.ask_placements(root_id)
    yield load_foreign.ask_foreign(root_id)
    yield load_thread.ask_links(root_id)
    yield load_thread.ask_odd_places(root_id)
    yield load_thread.ask_tags(root_id)
    yield load_rest.ask_conflicts(root_id)
    yield load_rest.ask_local_targets(root_id)
    yield load_rest.ask_exceptions(root_id)
    yield load_rest.ask_councils(root_id)


def _read(answers: Iterator[Rows]) -> Snapshot:
    """Read the answers in the order of the questions."""
    root_visibility, organisations = load_register.read_organisations(next(answers))
    sources = load_register.read_sources(next(answers))
    structure = Structure(load_register.read_levels(next(answers)), load_register.read_rules(next(answers)))
    plans = load_register.read_plans(next(answers), organisations, sources)
    register = load_thread.Register(organisations, sources, structure.levels, plans, root_visibility)
    elements = load_thread.read_elements(next(answers), register)
    carried = load_thread.read_placements(next(answers), elements, plans)
    foreign = load_foreign.read_foreign(next(answers))
    load_thread.read_links(next(answers), {**elements, **foreign} if foreign else elements)
    return Snapshot(
        root_visibility=root_visibility,
        organisations=organisations,
        structure=structure,
        plans=plans,
        elements=elements,
        foreign=list(foreign.values()),
        carried=carried,
        odd_places=load_thread.read_odd_places(next(answers), elements),
        tags=load_thread.read_tags(next(answers)),
        conflicts=load_rest.read_conflicts(next(answers), organisations, sources, elements),
        local_targets=load_rest.read_local_targets(next(answers), sources),
        exceptions=load_rest.read_exceptions(next(answers), organisations),
        councils=load_rest.read_councils(next(answers)),
    )


#: Everything that the rules about the thread ask about.
SNAPSHOT = Reading(_questions, _read)


def load_snapshot(root_id: UUID) -> Snapshot:
    """Read the root as it stands at one moment, for those who do not check it."""
    snapshot: Snapshot = read_at_once([SNAPSHOT], root_id)[SNAPSHOT]
    return snapshot
