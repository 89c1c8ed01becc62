"""What is odd in a made-up municipality: one element in twenty, so that the check's rules find something."""

from collections.abc import Callable
from itertools import cycle
from random import Random

from bench.town_elements import CLOSED_UNITS, SECTORS, UNITS, Made, Town

SHARE = 0.05
Odd = Callable[[Town, Made, Random], None]


def make_odd(town: Town, random: Random) -> None:
    for level, keys in town.levels.items():
        oddities = _ODDITIES[level]
        number = max(len(oddities), int(len(keys) * SHARE))
        for make, key in zip(cycle(oddities), random.sample(keys, number), strict=False):
            make(town, town.elements[key], random)
    for level in ("floke", "mal", "tema", "strategi"):
        keys = town.levels[level]
        _leave_alone(town, dict.fromkeys(keys[:: int(1 / SHARE)]), level)
    repealed = [made.key for made in town.elements.values() if made.plan == "gammel-plan"]
    town.carried = [("handlingsdel", key) for key in [*town.levels["mal"], *repealed[:5]]]


def _leave_alone(town: Town, alone: dict[str, None], level: str) -> None:
    """Move what contributes to these to the next of the same level, so that nothing carries them out."""
    keys = town.levels[level]
    following = dict(zip(keys, [*keys[1:], keys[-2]], strict=True))
    for made in town.elements.values():
        if any(parent in alone for parent in made.parents):
            moved = [following[parent] if parent in alone else parent for parent in made.parents]
            made.parents = list(dict.fromkeys(moved))


def _no_responsible(_town: Town, made: Made, _random: Random) -> None:
    made.responsible = ""


def _closed_unit(_town: Town, made: Made, random: Random) -> None:
    made.responsible = f"nedlagt-{random.randint(1, CLOSED_UNITS)}"


def _other_sector(_town: Town, made: Made, random: Random) -> None:
    number = int(made.responsible.rpartition("-")[2]) if made.responsible else 1
    made.responsible = f"enhet-{1 + (number + random.randint(2, 10) * UNITS // SECTORS) % UNITS}"


def _too_long(_town: Town, made: Made, _random: Random) -> None:
    made.years = (made.years[0], 2045)


def _overdue(_town: Town, made: Made, _random: Random) -> None:
    made.years = (2024, 2025)


def _done(_town: Town, made: Made, _random: Random) -> None:
    made.progress = "done"


def _stopped(_town: Town, made: Made, _random: Random) -> None:
    made.progress = "stopped"


def _same_title(town: Town, made: Made, random: Random) -> None:
    made.title = town.elements[random.choice(town.levels[made.level])].title


def _near_title(town: Town, made: Made, random: Random) -> None:
    first, _space, rest = town.elements[random.choice(town.levels[made.level])].title.partition(" ")
    made.title = f"{first} {rest}e"


def _other_style(_town: Town, made: Made, _random: Random) -> None:
    made.title = f"Å {made.title[0].lower()}{made.title[1:]}"


def _loose(_town: Town, made: Made, _random: Random) -> None:
    made.parents = []


def _skips_level(town: Town, made: Made, _random: Random) -> None:
    above = town.elements[made.parents[0]].parents if made.parents else []
    made.parents = above[:1] or made.parents


def _of_repealed_plan(_town: Town, made: Made, _random: Random) -> None:
    made.plan, made.years = "gammel-plan", (2020, 2023)


def _adopted_too_soon(_town: Town, made: Made, _random: Random) -> None:
    made.plan, made.life_cycle = "utkast", "adopted"


def _hidden(_town: Town, made: Made, _random: Random) -> None:
    made.plan = "internt"


def _only_reading(_town: Town, made: Made, _random: Random) -> None:
    made.link_origin = "reading"


def _no_sdg(_town: Town, made: Made, _random: Random) -> None:
    made.sdg = []


def _no_handling(_town: Town, made: Made, _random: Random) -> None:
    made.handling = ""


_ANYWHERE: list[Odd] = [
    _no_responsible, _closed_unit, _too_long, _overdue, _done, _stopped, _same_title, _near_title, _other_style,
]  # fmt: skip
_ODDITIES: dict[str, list[Odd]] = {
    "foring": [_no_handling],
    "floke": [_near_title],
    "mal": [_loose, _only_reading, _no_sdg],
    "tema": [_same_title, _near_title, _other_style],
    "strategi": [*_ANYWHERE, _loose, _skips_level, _of_repealed_plan],
    "tiltak": [*_ANYWHERE, _loose, _skips_level, _adopted_too_soon, _hidden],
    "oppdrag": [*_ANYWHERE, _loose, _other_sector],
    "oppgave": [*_ANYWHERE, _loose, _skips_level, _other_sector],
}
