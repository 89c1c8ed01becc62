"""A made-up municipality as a plan file."""

import json
from collections.abc import Iterator

from bench.town_elements import CLOSED_UNITS, LEVELS, RULES, SECTORS, UNITS, Made, Town

#: key, type, status, years, further fields
PLANS = (
    ("gammel-plan", "social_element", "repealed", (2020, 2023), ""),
    ("samfunnsdel", "social_element", "adopted", (2024, 2040), ", replaces: gammel-plan"),
    ("handlingsdel", "action_part", "adopted", (2024, 2029), ", parent: samfunnsdel"),
    ("utkast", "theme_plan", "under_way", (2024, 2029), ""),
    ("internt", "theme_plan", "adopted", (2024, 2029), ", visibility: internal"),
    ("tom-plan", "theme_plan", "adopted", (2024, 2029), ""),
)


def plan_file(town: Town, *, with_elements: bool = True) -> bytes:
    """Return the town as YAML; without its elements it holds only what they hang on."""
    return "\n".join(_lines(town, with_elements)).encode()


def _lines(town: Town, with_elements: bool) -> Iterator[str]:
    name = town.slug.capitalize()
    yield "format: rodtrad/plan-file/1"
    yield (
        f"root: {{slug: {town.slug}, name: {name} kommune, short_name: {name}, kind: municipality, "
        "governance: executive_committee}"
    )
    yield from _organisations()
    yield from _framework()
    yield "plans:"
    below = _below(town) if with_elements else {}
    for key, kind, status, (start, end), more in _plans():
        yield f"  - {{key: {key}, type: {kind}, title: {key.capitalize()}, status: {status}, framework: bygd"
        yield f"    , period: {{from: {start}, to: {end}}}{more}"
        yield from _elements(town, key, below)
        yield "    }"
    if with_elements:
        yield from _rest(town)


def _plans() -> Iterator[tuple[str, str, str, tuple[int, int], str]]:
    yield from PLANS
    for sector in range(1, SECTORS + 1):
        key = f"virksomhetsplan-{sector}"
        yield key, "unit_plan", "adopted", (2024, 2029), f", parent: handlingsdel, owner: sektor-{sector}"


def _organisations() -> Iterator[str]:
    yield "organisations:"
    each = UNITS // SECTORS
    for sector in range(1, SECTORS + 1):
        yield f"  - key: sektor-{sector}\n    name: Sektor {sector}\n    kind: sector\n    units:"
        for unit in range(1 + (sector - 1) * each, 1 + sector * each):
            yield f"      - {{key: enhet-{unit}, name: Enhet {unit}, kind: unit}}"
    for unit in range(1, CLOSED_UNITS + 1):
        yield (
            f'  - {{key: nedlagt-{unit}, name: Nedlagt {unit}, kind: unit, valid_to: "2025-01-01", '
            f"successor: enhet-{unit}}}"
        )


def _framework() -> Iterator[str]:
    yield "frameworks:\n  - key: bygd\n    name: Bygd målstruktur\n    asks_for_sdg: true\n    levels:"
    for key, role, style in LEVELS:
        names = f"nb: {{one: {key}, many: {key}}}"
        yield f"      - {{key: {key}, role: {role}, title_style: {style}, names: {{{names}}}}}"
    yield "    rules:"
    for child, parent, kind, normal in RULES:
        yield f"      - {{child: {child}, parent: {parent}, kind: {kind}, normal: {str(normal).lower()}}}"


def _below(town: Town) -> dict[str, list[Made]]:
    """Return the elements under each plan and each element, by key."""
    found: dict[str, list[Made]] = {}
    for made in town.elements.values():
        above = town.parent_in_plan(made)
        found.setdefault(above.key if above else made.plan, []).append(made)
    return found


def _elements(town: Town, key: str, below: dict[str, list[Made]]) -> Iterator[str]:
    """Yield what stands under a plan or an element, in brackets: indentation would cost a third of the file."""
    carried = [element for plan, element in town.carried if plan == key] if below else []
    if key not in below and not carried:
        return
    yield ", elements: ["
    yield from (f"{{carry: {element}}}," for element in carried)
    for made in below.get(key, ()):
        yield f"{{{_fields(town, made)}"
        yield from _elements(town, made.key, below)
        yield "},"
    yield "]"


def _fields(town: Town, made: Made) -> str:
    under = town.parent_in_plan(made)
    links = [key for key in made.parents if under is None or key != under.key]
    named = "addresses" if made.level == "mal" else "contributes_to"
    given = {
        "key": made.key,
        "level": made.level,
        "number": made.number,
        "title": made.title,
        "description": made.description,
        "responsible": made.responsible,
        "period": {"from": made.years[0], "to": made.years[1]},
        "progress": made.progress,
        "life_cycle": made.life_cycle,
        "sdg": made.sdg,
        "handling": made.handling,
        named: [{"to": key, "origin": made.link_origin} for key in links]
        if made.link_origin != "own"
        else links,
    }
    return json.dumps({name: value for name, value in given.items() if value}, ensure_ascii=False)[1:-1]


def _rest(town: Town) -> Iterator[str]:
    """Yield conflicts, targets and exceptions, some of them odd."""
    yield "conflicts:"
    for at, goal in enumerate(town.levels["mal"][:10], 1):
        owner = ", owner: sektor-1, handling: accepted" if at % 2 else ""
        steps = f"[{{text: Mer av det ene, element: {goal}}}]"
        yield f"  - {{key: konflikt-{at}, title: Konflikt {at}, steps: {steps}{owner}}}"
    yield 'sdg_targets:\n  - {target: "14.1", why: Kysten.}\n  - {target: "11.6", why: Lufta.}'
    yield "exceptions:"
    for rule, subject, year in (("T-11", "oppgave-1", 2030), ("T-01", town.levels["floke"][0], 2025)):
        yield (
            f'  - {{rule: {rule}, subject: {subject}, reason: Avtalt., owner: sektor-1, until: "{year}-12-31"}}'
        )
