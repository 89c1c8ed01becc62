"""A made-up municipality of a given size, the same each time."""

from collections.abc import Sequence
from random import Random

from bench import town_words as words
from bench.town_elements import PARENT_OF, SECTORS, UNITS, Made, Town
from bench.town_oddities import make_odd

#: Themes differ in size: the first have many strategies, the last few.
_SKEW = {"strategi": 1.5}
_HOW_MANY_PARENTS = ((1, 2, 3, 4), (40, 30, 20, 10))


def build_town(slug: str, size: int, *, links: int | None = None) -> Town:
    """Return a town with `size` elements and as many links as asked for (twice the size by default)."""
    random = Random(f"{slug} {size}")
    town = Town(slug, size)
    for level, number in counts(size).items():
        titles = _titles(level, number, random)
        above = town.levels.get(PARENT_OF.get(level, ""), [])
        town.levels[level] = [f"{level}-{at}" for at in range(1, number + 1)]
        for at, key in enumerate(town.levels[level]):
            made = _element(key, level, titles[at], at, number, random)
            made.parents = _parents(at, number, above, level, random)
            made.plan = _plan(town, made, at, number)
            town.elements[key] = made
    make_odd(town, random)
    _fill(town, 2 * size if links is None else links, random)
    return town


def counts(size: int) -> dict[str, int]:
    """Return how many elements each level has: 20 challenges, 50 goals, and a base that grows with the size."""
    found = {"foring": 10, "floke": 20, "mal": 50, "tema": min(1000, size // 10)}
    found |= {"strategi": size * 4 // 100, "tiltak": size * 15 // 100, "oppdrag": size * 30 // 100}
    found["oppgave"] = size - sum(found.values())
    return found


def _titles(level: str, number: int, random: Random) -> list[str]:
    if level == "mal":
        return words.statements(number, random)
    if level in ("foring", "floke", "tema"):
        return words.names(number, random)
    return words.calls(number, random)


def _element(key: str, level: str, title: str, at: int, number: int, random: Random) -> Made:
    start = random.choice((2026, 2027, 2028))
    return Made(
        key=key,
        level=level,
        plan="",
        title=title,
        description=words.description(title, random),
        number=str(at + 1),
        responsible=f"enhet-{1 + at * UNITS // number}",
        years=(start, min(start + random.randint(0, 3), 2029)),
        sdg=[random.choice(("11.6", "3.4", "4.1", "13.2", "10.2", "16.7"))] if level == "mal" else [],
        handling="Fulgt opp i samfunnsdelen." if level == "foring" else "",
    )


def _parents(at: int, number: int, above: Sequence[str], level: str, random: Random) -> list[str]:
    """Take parents near one another, as in real plans: a task's second assignment lies beside its first."""
    if not above:
        return []
    home = int((at / number) ** _SKEW.get(level, 1.0) * len(above))
    many = 1 if level == "tema" else random.choices(*_HOW_MANY_PARENTS)[0]
    near = {min(max(home + random.randint(-3, 3), 0), len(above) - 1) for _ in range(many - 1)}
    return [above[home], *(above[one] for one in sorted(near - {home}))]


def _plan(town: Town, made: Made, at: int, number: int) -> str:
    if made.level == "tiltak":
        return "handlingsdel"
    if made.level == "oppdrag":
        return f"virksomhetsplan-{1 + at * SECTORS // number}"
    if made.level == "oppgave":
        return town.elements[made.parents[0]].plan
    return "samfunnsdel"


def _fill(town: Town, links: int, random: Random) -> None:
    """Take away or add links between tasks and assignments until there are as many as asked for."""
    spare = links - sum(len(made.parents) for made in town.elements.values())
    tasks, above = town.levels["oppgave"], town.levels["oppdrag"]
    while spare:
        at = random.randrange(len(tasks))
        parents = town.elements[tasks[at]].parents
        home = at * len(above) // len(tasks)
        other = above[min(max(home + random.randint(-6, 6), 0), len(above) - 1)]
        if spare > 0 and parents and other not in parents:
            parents.append(other)
            spare -= 1
        elif spare < 0 and len(parents) > 1:
            parents.pop()
            spare += 1
