"""Nothing goes in a circle: links, plans, successors."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolved import Linked, Resolved, all_organisations

#: How many steps of a circle are told.
_TOLD = 8


def refuse_link_circles(found: Resolved, problems: Problems) -> None:
    up: dict[str, list[str]] = {}
    between: dict[tuple[str, str], Linked] = {}
    for link in found.links:
        up.setdefault(link.child, []).append(link.parent)
        between[(link.child, link.parent)] = link
    for circle in circles(up):
        closing = between[(circle[-1], circle[0])]
        problems.add(
            closing.entry.spot,
            found.elements[closing.child].place,
            _("Koblingene går i ring: %s.") % _told(circle),
            _("Ta bort én av koblingene."),
        )


def refuse_circles(found: Resolved, problems: Problems) -> None:
    """Plans do not elaborate or replace each other in a circle, and nothing succeeds itself."""
    file = found.file
    units = {entry.key: (entry, entry.successor) for entry in all_organisations(file.organisations)}
    _refuse_chain("organisations", "successor", units, problems)
    _refuse_chain("plans", "parent", {plan.key: (plan, plan.parent) for plan in file.plans}, problems)
    _refuse_chain("plans", "replaces", {plan.key: (plan, plan.replaces) for plan in file.plans}, problems)
    _refuse_taking_over(file, problems)
    own = {key: (placed.entry, placed.entry.predecessor) for key, placed in found.elements.items()}
    _refuse_chain("elements", "predecessor", own, problems)


def _refuse_taking_over(file: e.PlanFile, problems: Problems) -> None:
    """Refuse plans that, by what they replace and merge together, take themselves over."""
    if not any(plan.merges for plan in file.plans):
        return
    entries = {plan.key: plan for plan in file.plans}
    up = {key: [one for one in (plan.replaces, *plan.merges) if one] for key, plan in entries.items()}
    for circle in circles(up):
        if any(circle[(at + 1) % len(circle)] in entries[key].merges for at, key in enumerate(circle)):
            problems.add(
                entries[circle[-1]].spot_of("merges"),
                f"plans › {circle[-1]}",
                _("Planer tar hverandre over i ring: %s.") % _told(circle),
                _("Rett eller ta bort én av dem."),
            )


def _refuse_chain(
    name: str, field: str, chain: Mapping[str, tuple[e.Entry, str]], problems: Problems
) -> None:
    for circle in circles({key: [value] for key, (_entry, value) in chain.items() if value}):
        problems.add(
            chain[circle[-1]][0].spot_of(field),
            f"{name} › {circle[-1]}",
            _("«%(field)s» går i ring: %(circle)s.") % {"field": field, "circle": _told(circle)},
            _("Rett eller ta bort én av dem."),
        )


def circles(up: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield circles in the graph, so many that each node which lies on one is reached; none twice."""
    done: set[str] = set()
    for start in up:
        if start not in done:
            yield from _walk(start, up, done)


def _walk(start: str, up: Mapping[str, Iterable[str]], done: set[str]) -> Iterator[list[str]]:
    """Walk depth first, without recursion; an edge back onto the way walked closes a circle."""
    way: dict[str, Iterator[str]] = {start: iter(up[start])}
    here = start
    while way:
        above = next(way[here], None)
        if above is None:
            done.add(here)
            del way[here]
            here = next(reversed(way), "")
        elif above in way:
            steps = list(way)
            yield steps[steps.index(above) :]
        elif above not in done:
            way[above] = iter(up.get(above, ()))
            here = above


def _told(circle: list[str]) -> str:
    steps = [*circle, circle[0]]
    if len(steps) > _TOLD:
        steps = [*steps[: _TOLD - 1], "…", steps[-1]]
    return " → ".join(steps)
