"""How much of what the demo lists is proposed from the texts it was written from, and how much else.

    python -m tests.exchange.document.measured

An element counts when its title is proposed (or begins what is proposed: the demo cuts one long title) at its own
level. What the demo marks as made up, or carries over, is not in the text and is not asked for. Every other
proposal is a false one.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django

from rodtrad.exchange.document.proposal import Proposal
from rodtrad.exchange.document.propose import propose
from rodtrad.exchange.document.text.extract import extract
from rodtrad.exchange.document.vocabulary import Level, Vocabulary, usual_vocabulary, vocabulary_of
from rodtrad.exchange.plan_file.entries import FrameworkEntry, PlanFile

PROJECT = Path(__file__).parent.parent.parent.parent
SOURCES = PROJECT.parent / "shared" / "sources"
DEMO = PROJECT / "rodtrad" / "demo"
#: The demo file, the source in it, and how the text of that source begins its name.
TEXTS = {
    "baerum": ("kommunal-planlegging", "003"),
    "osloregionen": ("strategidokument", "001"),
    "oslo": ("kps-2025", "000"),
}
_NOT_WORDS = re.compile(r"\W+")
_LONG = 20


@dataclass
class Measured:
    name: str
    asked: int
    right: int
    missing: list[str] = field(default_factory=list)
    wrong_level: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    proposed: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.asked

    @property
    def false_share(self) -> float:
        return len(self.false) / self.proposed

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.right} of {self.asked} at the right level ({self.recall:.0%}), "
            f"{len(self.false)} false of {self.proposed} proposed ({self.false_share:.0%})"
        )


def text_of(name: str) -> Path | None:
    """Return the text that the demo was written from; None when it is not beside the project."""
    return next(SOURCES.glob(f"{TEXTS[name][1]}_*.txt"), None)


def measure(name: str, *, own_levels: bool) -> Measured:
    """Read the text with the framework of the demo, or with the levels that plans usually have."""
    # Needs Django, which the command below sets up first.
    from rodtrad.exchange.plan_file.parse import parse_plan_file

    file = parse_plan_file((DEMO / f"{name}.yaml").read_bytes())
    path = text_of(name)
    assert path is not None
    framework = file.frameworks[0]
    roles = {level.key: level.role for level in framework.levels}
    vocabulary = _vocabulary(framework) if own_levels else usual_vocabulary()
    left = list(propose(extract(path.read_bytes()), vocabulary, name=path.name).proposals)
    asked = list(_asked(file, TEXTS[name][0]))
    found = Measured(name, asked=len(asked), right=0, proposed=len(left))
    for level, title in asked:
        proposal = _match(title, left)
        if proposal is None:
            found.missing.append(title)
            continue
        left.remove(proposal)
        right = proposal.level == level if own_levels else proposal.role == roles[level]
        found.right += right
        if not right:
            found.wrong_level.append(f"{title} ({proposal.level}, not {level})")
    found.false = [proposal.title for proposal in left]
    return found


def _vocabulary(framework: FrameworkEntry) -> Vocabulary:
    levels = [
        Level(
            level.key,
            level.role,
            level.names["nb"].one,
            level.names["nb"].many,
            place,
            level.title_style,
            level.cross_cutting,
        )
        for place, level in enumerate(framework.levels)
    ]
    names = {
        level.key: [(words.one, words.many) for words in level.names.values()] for level in framework.levels
    }
    rules = [
        (rule.child, rule.parent)
        for rule in framework.rules
        if rule.kind in ("under", "contributes") and "/" not in rule.parent
    ]
    return vocabulary_of(levels, names, rules)


def _asked(file: PlanFile, source: str) -> Iterator[tuple[str, str]]:
    """Yield level and title of what the demo has from the source, quoted or as a reading of it."""
    waiting = [element for plan in file.plans for element in plan.elements]
    while waiting:
        element = waiting.pop(0)
        waiting += element.elements
        if not element.carry and element.source == source and element.origin in ("quoted", "reading"):
            yield element.level, " ".join(element.title.split())


def _match(title: str, proposals: list[Proposal]) -> Proposal | None:
    wanted = _plain(title)
    same = [one for one in proposals if _plain(one.title) == wanted]
    longer = [one for one in proposals if len(wanted) > _LONG and _plain(one.title).startswith(wanted)]
    return next(iter(same or longer), None)


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for name in TEXTS:
        if text_of(name) is None:
            print(f"{name}: NOT measured, there is no text in {SOURCES}")
            continue
        print(measure(name, own_levels=True))
        print(f"  with usual levels: {measure(name, own_levels=False)}")


if __name__ == "__main__":
    main()
