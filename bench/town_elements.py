"""What a made-up municipality is made of: its levels, their rules, and the elements."""

from collections.abc import Iterator
from dataclasses import dataclass, field

SECTORS = 20
UNITS = 280  # besides the sectors they belong to
CLOSED_UNITS = 10  # besides those again

#: key, role, how titles are worded
LEVELS = (
    ("foring", "guideline", "any"),
    ("floke", "challenge", "noun_phrase"),
    ("mal", "goal", "statement"),
    ("tema", "theme", "noun_phrase"),
    ("strategi", "strategy", "imperative"),
    ("tiltak", "measure", "imperative"),
    ("oppdrag", "assignment", "imperative"),
    ("oppgave", "task", "imperative"),
)
#: child, parent, kind, whether it is the normal way
RULES = (
    ("mal", "floke", "addresses", True),
    ("tema", "mal", "contributes", True),
    ("strategi", "tema", "contributes", True),
    ("strategi", "mal", "contributes", False),
    ("tiltak", "strategi", "contributes", True),
    ("tiltak", "tema", "contributes", False),
    ("oppdrag", "tiltak", "contributes", True),
    ("oppgave", "oppdrag", "contributes", True),
    ("oppgave", "tiltak", "contributes", False),
)
PARENT_OF = {child: parent for child, parent, _kind, normal in RULES if normal}


@dataclass(slots=True)
class Made:
    """An element; the first parent is the one it stands under when they come from the same plan."""

    key: str
    level: str
    plan: str
    title: str
    description: str
    number: str
    responsible: str
    years: tuple[int, int]
    progress: str = "under_way"
    parents: list[str] = field(default_factory=list)
    sdg: list[str] = field(default_factory=list)
    life_cycle: str = ""
    link_origin: str = "own"
    predecessor: str = ""
    handling: str = ""

    @property
    def link_kind(self) -> str:
        return "addresses" if self.level == "mal" else "contributes"


@dataclass
class Town:
    slug: str
    size: int
    elements: dict[str, Made] = field(default_factory=dict)
    levels: dict[str, list[str]] = field(default_factory=dict)
    #: Plans that carry over what comes from another: plan and element.
    carried: list[tuple[str, str]] = field(default_factory=list)

    def links(self) -> Iterator[tuple[Made, Made]]:
        """Yield child and parent."""
        for made in self.elements.values():
            for parent in made.parents:
                yield made, self.elements[parent]

    def parent_in_plan(self, made: Made) -> Made | None:
        """Return what it stands under in its plan: the first parent, if that comes from the same plan."""
        if made.level == "mal" or not made.parents:
            return None
        above = self.elements[made.parents[0]]
        return above if above.plan == made.plan else None
