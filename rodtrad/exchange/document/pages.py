"""Units to proposals within one scope: a page, or what stands below one heading.

Text taken from PDFs and slides has headings that were moved: at the end of the page, before or after what they
belong to. So a page is read twice: in order, and then with what was left over on either side.
"""

import re

from rodtrad.exchange.document.forms import Form, form_of
from rodtrad.exchange.document.proposal import Found, Reason, Why
from rodtrad.exchange.document.state import FITTING, Headed, Slot, State
from rodtrad.exchange.document.tables import read_table
from rodtrad.exchange.document.units import Kind, Unit, has_sentences
from rodtrad.exchange.document.vocabulary import Label, Vocabulary

#: Longer than this is a text, not a title.
LONGEST_ITEM = 320
_LONGEST_AREA = 80
_QUOTED_VISION = re.compile(
    r"\bvisjon(?:en)?\b[^.«»\"“:]{0,60}:?\s*[«\"“](?P<title>[^«»\"”]{8,300})[»\"”]", re.IGNORECASE
)


class Scope:
    """Reads one page or section."""

    def __init__(self, units: list[Unit], vocabulary: Vocabulary, state: State, *, paged: bool) -> None:
        self.units, self.vocabulary, self.state, self.paged = units, vocabulary, state, paged
        self.found: list[Found] = []
        self.slots: list[Slot] = []
        self.slot: Slot | None = None
        self.waiting: Slot | None = None
        self.orphans: list[tuple[int, Unit]] = []
        self.leads: list[tuple[Unit, list[Unit]]] = []
        self.texts: list[Unit] = []
        self.candidates: list[tuple[int, Unit]] = []
        self.areas: list[Found] = []
        self.subject: Found | None = None
        self.heading = ""
        self.index = 0
        self.labels: dict[int, bool] = {}

    def read(self) -> None:
        """Find what stands below labels, beside them, or is worded so that its level shows."""
        tables: set[int] = set()
        for index, unit in enumerate(self.units):
            self.index = index
            if unit.cell is not None:
                if unit.cell[0] not in tables:
                    tables.add(unit.cell[0])
                    self._table(unit.cell[0])
                continue
            self._unit(unit)

    def _unit(self, unit: Unit) -> None:
        label = self.vocabulary.label_of(unit)
        if label is not None:
            self._open(label, unit)
            return
        self._vision(unit)
        inline = self.vocabulary.inline(unit.text) if self.is_item(unit) else None
        if inline is not None:
            self._inline(unit, *inline)
        elif unit.kind is Kind.PROSE or not self.is_item(unit):
            self._prose(unit)
        elif unit.kind is Kind.BULLET:
            self._bullet(unit)
        else:
            self._plain(unit)

    def is_item(self, unit: Unit) -> bool:
        text = unit.text
        return unit.kind is not Kind.PROSE and 3 <= len(text) <= LONGEST_ITEM and not has_sentences(text)

    def _open(self, label: Label, unit: Unit) -> None:
        self.waiting = None
        self.state.end_sections(unit.heading)
        if label.level.role == "focus_area" and not label.number:
            self.state.container, self.state.container_words = label.level, label.words
            self.state.container_heading, self.state.misses = unit.heading, 0
            self.slot = None
            return
        self.slot = Slot(label, unit)
        self.slots.append(self.slot)
        if label.number:
            self.waiting = self.slot
        self.state.carried = None

    def _inline(self, unit: Unit, label: Label, title: str) -> None:
        self.slot = self.waiting = None
        found = Found.at(unit, label.level, 0.9, Reason(Why.INLINE, label.words), title=title)
        self.keep(found, label)
        if label.number:
            found.number = label.number
            self.state.numbered[label.level.key, label.number] = found
        if label.level.role == "focus_area":
            self.areas.append(found)

    def _prose(self, unit: Unit) -> None:
        self.waiting = None
        self.texts.append(unit)
        last = self.found[-1] if self.found else None
        if self.slot is not None and self.slot.label.level.is_text and not self.slot.items:
            self.picture(self.slot, unit.text)
        elif last is not None and last.scope == 0 and self._just_before(last):
            last.description = f"{last.description} {unit.text}".strip()
        if self.slot is not None and not self.slot.items and not self.slot.label.plural:
            self.slot.open = False
        if self.slot is not None:
            self.slot.interrupted = True

    def _just_before(self, found: Found) -> bool:
        before = self.units[self.index - 1] if self.index else None
        return before is not None and (before.line, before.page) == (found.line, found.page)

    def _plain(self, unit: Unit) -> None:
        if self._by_form(unit):
            return
        if self.waiting is not None and unit.text.endswith(("…", ":", "...")):
            return
        waiting, self.waiting = self.waiting, None
        if waiting is not None and self.known(waiting) is None:
            self.numbered(waiting, unit, Why.NUMBERED, 0.85)
            return
        if waiting is not None:
            waiting.open = False  # told before; what follows is about it, and not its title
        if unit.kind is Kind.HEADING:
            self._heading(unit)
        elif self.slot is not None and self.slot.open and self._goes_on(self.slot, unit):
            self._item(self.slot, unit)
        else:
            self._left_over(unit)

    def _goes_on(self, slot: Slot, unit: Unit) -> bool:
        """Tell whether a line can be one more below the label; after a text it must look like those before."""
        if unit.text.isupper() or unit.text.endswith((":", "…")):
            return False
        if slot.items and slot in self.slots and not slot.leads:
            return False  # a list of points ends at a line that is none
        if not slot.interrupted or slot.label.level.is_text:
            return True
        same = form_of(unit.text) in FITTING.get(slot.label.level.role, ())
        numbered = bool(unit.number) and any(item.number for item in slot.items)
        return (same or numbered) and unit.is_short

    def _heading(self, unit: Unit) -> None:
        """A heading that is no label ends what stands before it."""
        self.heading = self.heading or unit.text
        last, self.slot = self.slot, None
        self.state.carried = None
        if self.state.container_heading and 0 < unit.heading <= self.state.container_heading:
            self.state.container = None
        self.state.end_sections(unit.heading)
        headed = self.state.headed_by(last, unit)
        if headed is not None:
            self._headed_item(headed, unit)
        elif self.state.container is not None and self._may_be_area(unit):
            self.candidates.append((self.index, unit))

    def _headed_item(self, headed: Headed, unit: Unit) -> None:
        """Take the heading as an element; what stands below it is not more of the same."""
        self.slot = headed.slot if headed.slot in self.slots else Slot(headed.slot.label, headed.slot.unit)
        if self.slot not in self.slots:
            self.slots.append(self.slot)
        self._item(self.slot, unit)
        self.slot.leads = self.slot.label.points is not None
        self.slot = self.slot if self.slot.leads else None

    def _left_over(self, unit: Unit) -> None:
        if self.state.container is not None and self._may_be_area(unit):
            self.candidates.append((self.index, unit))
        self.orphans.append((self.index, unit))

    def _may_be_area(self, unit: Unit) -> bool:
        first = self.index == 0 or self.units[self.index - 1].page != unit.page
        apart = unit.alone or unit.leads_prose or first or unit.kind is Kind.HEADING
        return (
            apart and unit.is_short and len(unit.text) <= _LONGEST_AREA and form_of(unit.text) is Form.OTHER
        )

    def _bullet(self, unit: Unit) -> None:
        if self._by_form(unit):
            return
        slot = self.slot or self.carried()
        if slot is not None and slot.open and slot.label.points is not None and slot.leads:
            reason = Reason(Why.COMPOSITE, slot.label.words)
            slot.items.append(self.keep(Found.at(unit, slot.label.points, 0.8, reason), slot.label))
        elif slot is not None and slot.open:
            self._item(slot, unit)
        elif self.leads and self.leads[-1][1] and self.leads[-1][1][-1] is self.units[self.index - 1]:
            self.leads[-1][1].append(unit)
        elif self.orphans and self.orphans[-1][0] == self.index - 1:
            self.leads.append((self.orphans[-1][1], [unit]))
        else:
            self.orphans.append((self.index, unit))

    def carried(self) -> Slot | None:
        """Return the slot of the page before, which a list can go on from at the top of this one."""
        return self.state.carried if not self.slots and not self.orphans else None

    def _item(self, slot: Slot, unit: Unit) -> None:
        level = slot.label.level
        if level.is_text:
            self.texts.append(unit)
            return
        carried = slot not in self.slots
        reason = Reason(Why.CONTINUED if carried else Why.LABEL, slot.label.words)
        found = Found.at(unit, level, 0.7 if carried else 0.8, reason)
        if form_of(unit.text) in FITTING.get(level.role, ()):
            found.score += 0.08
            found.reasons.append(Reason(Why.FORM_FITS))
        found.carried = carried
        found.group = self.slots.index(slot) + 1 if not carried else 0
        slot.leads = slot.leads or unit.kind is not Kind.BULLET
        slot.items.append(self.keep(found, slot.label))
        if not slot.label.plural:
            slot.open = False

    def _by_form(self, unit: Unit) -> bool:
        """Take what its wording alone tells the level of: «Ved å …» and «Å …»."""
        form = form_of(unit.text)
        if form not in (Form.BY_DOING, Form.INFINITIVE) or len(unit.text.split()) < 4:
            return False
        if self.slot is not None and self.slot.open and form in FITTING.get(self.slot.label.level.role, ()):
            self._item(self.slot, unit)
            return True
        before = self.slot.items[-1:] if self.slot is not None and self.slot.open else []
        if self.slot is not None and before and form is Form.INFINITIVE and form_of(before[0].title) is form:
            # «Å …» in a list of something else that is worded so, such as measures, is one of them.
            self._item(self.slot, unit)
            return True
        deep = self.state.container is not None
        level = self.vocabulary.of_form(form, deep=deep)
        if level is None:
            return False
        self.keep(Found.at(unit, level, 0.6, Reason(Why.FORM, form.value)), None)
        return True

    def _vision(self, unit: Unit) -> None:
        quoted = _QUOTED_VISION.search(unit.text)
        level = next((level for level in self.vocabulary.levels if level.role == "vision"), None)
        if quoted and level is not None:
            title = quoted["title"].strip(" .")
            self.keep(Found.at(unit, level, 0.8, Reason(Why.QUOTED), title=title), None)

    def _table(self, number: int) -> None:
        cells = [unit for unit in self.units if unit.cell is not None and unit.cell[0] == number]
        last = self.state.table
        begun = last[1] if last is not None and last[0] == number else None
        proposed, columns = read_table(cells, self.vocabulary, begun)
        self.state.table = (number, columns) if columns is not None else None
        for found in proposed:
            self.keep(found, None)

    def keep(self, found: Found, label: Label | None) -> Found:
        found.order = self.index
        found.heading = self.heading if label is None else label.words
        if label is not None and label.own_name:
            found.score += 0.04
            found.reasons.append(Reason(Why.OWN_NAME))
        self.found.append(found)
        self.state.begin_section(found)
        return found

    def numbered(self, slot: Slot, unit: Unit, why: Why, score: float) -> None:
        found = Found.at(unit, slot.label.level, score, Reason(why, slot.label.words))
        self.keep(found, slot.label).number = slot.label.number
        self.state.numbered[slot.label.level.key, slot.label.number] = found
        slot.items.append(found)
        slot.open = False
        self.subject = found

    def known(self, slot: Slot) -> Found | None:
        return self.state.numbered.get((slot.label.level.key, slot.label.number))

    def is_label(self, unit: Unit) -> bool:
        # Asked again for every label that was left without anything.
        if id(unit) not in self.labels:
            self.labels[id(unit)] = self.vocabulary.label_of(unit) is not None
        return self.labels[id(unit)]

    def picture(self, slot: Slot, text: str) -> None:
        found = Found.at(slot.unit, slot.label.level, 0.65, Reason(Why.PICTURE, slot.label.words), title="")
        found.title, found.description = "", text
        slot.items.append(self.keep(found, slot.label))
        self.orphans = []
