"""What one page or section leaves to the next while a document is read."""

from dataclasses import dataclass, field

from rodtrad.exchange.document.forms import Form, form_of
from rodtrad.exchange.document.proposal import Found
from rodtrad.exchange.document.tables import Columns
from rodtrad.exchange.document.units import Unit
from rodtrad.exchange.document.vocabulary import Label, Level

#: A goal that is a heading has more words than this, or a verb; «Oppvekst» is what the goals are about.
_SHORTEST_GOAL = 3
#: How titles of each role are worded.
FITTING = {
    "strategy": (Form.BY_DOING, Form.IMPERATIVE),
    "measure": (Form.IMPERATIVE,),
    "assignment": (Form.IMPERATIVE,),
    "task": (Form.IMPERATIVE,),
    "goal": (Form.INFINITIVE, Form.STATEMENT),
    "vision": (Form.STATEMENT,),
    "challenge": (Form.STATEMENT,),
}


@dataclass(eq=False)
class Slot:
    """A label in the document, and what was found below it."""

    label: Label
    unit: Unit
    items: list[Found] = field(default_factory=list)
    open: bool = True
    #: Text stands after the items, so that only what looks like them goes on.
    interrupted: bool = False
    #: Its first items are lines with points below them.
    leads: bool = False


@dataclass(frozen=True)
class Headed:
    """A label whose elements are headings of their own: «Mål» above, and each goal set as the next lower heading."""

    slot: Slot
    depth: int


@dataclass
class State:
    """What one scope leaves to the next."""

    container: Level | None = None
    container_words: str = ""
    container_heading: int = 0
    misses: int = 0
    carried: Slot | None = None
    headed: Headed | None = None
    sections: tuple[Found, ...] = ()
    #: The number of the last table, and what read it, when its heading row names levels.
    table: tuple[int, Columns] | None = None
    numbered: dict[tuple[str, str], Found] = field(default_factory=dict)

    def end_sections(self, depth: int) -> None:
        """Let a heading end the sections of those that are no higher than it."""
        if depth:
            self.sections = tuple(one for one in self.sections if one.depth < depth)
            if self.headed is not None and depth <= self.headed.slot.unit.heading:
                self.headed = None

    def begin_section(self, found: Found) -> None:
        """Let what follows stand in the section of a proposal that is a heading; tell it in which it stands itself."""
        found.sections = self.sections
        if found.depth:
            self.sections = (*(one for one in self.sections if one.depth < found.depth), found)

    def headed_by(self, last: Slot | None, unit: Unit) -> Headed | None:
        """Return the label that the heading stands under: the one just before it, or its elder sisters'."""
        headed = self.headed
        if last is not None and last.open and not last.items and last.unit.heading < unit.heading:
            headed = Headed(last, unit.heading)
            self.headed = headed if last.unit.heading and last.label.plural else None
        if headed is None or headed.depth != unit.heading or headed.slot.label.level.is_text:
            return None
        names_a_goal = form_of(unit.text) is not Form.OTHER or len(unit.text.split()) > _SHORTEST_GOAL
        return headed if headed.slot.label.level.role != "goal" or names_a_goal else None
