"""A plan as a document: facts, contents, and its elements in sections by the plan's own structure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.goals.queries import DocumentRow
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.targets import TargetMarks
from rodtrad.website.presenters.wording import (
    common_origin,
    own_origin,
)

#: Above this many top entries the contents name only the sections.
LONG_CONTENTS = 30
#: Fewer entries than this are not folded away on a narrow screen.
FOLD_FROM = 2


@dataclass(frozen=True)
class Fold:
    """What a folded list says of itself on a narrow screen: how many of what, and their titles."""

    label: str
    titles: str


@dataclass(frozen=True)
class Entry:
    """An element where it stands in the document; `level` is told where its heading does not."""

    anchor: str
    number: str
    level: str
    title: str
    url: str
    description: str
    origin: str
    carried_from: str
    carried_url: str
    below: tuple["EntryGroup", ...]
    targets: TargetMarks | None = None


@dataclass(frozen=True)
class EntryGroup:
    """Entries of one level that follow one another under another; `origin` marks them all at once."""

    heading: str
    origin: str
    entries: tuple[Entry, ...]
    fold: Fold | None


@dataclass(frozen=True)
class Section:
    """Entries that follow one another at the top of the document, of one level unless levels take turns."""

    anchor: str
    heading: str
    origin: str
    entries: tuple[Entry, ...]
    listed: bool
    fold: Fold | None


@dataclass(frozen=True)
class _Writer:
    """Writes a plan's entries; what a heading has marked is not marked again below it."""

    root: Root
    plan: Plan
    targets: Mapping[UUID, TargetMarks]

    def section(self, number: int, rows: Sequence[DocumentRow], heading: str, listed: bool) -> Section:
        origin = common_origin(row.element.origin for row in all_rows(rows))
        entries = tuple(self.entry(row, origin, tell_level=not heading) for row in rows)
        leads = any(row.below for row in rows)
        fold = None if leads or not heading else _fold(rows)
        return Section(f"del-{number}", heading or _("Innhold"), origin, entries, listed, fold)

    def entry(self, row: DocumentRow, marked: str, *, tell_level: bool = False) -> Entry:
        element = row.element
        carried = row.is_carried_over
        return Entry(
            anchor=element.key,
            number=row.placement.number,
            level=str(capfirst(element.level.one)) if tell_level else "",
            title=element.title,
            url=element_url(self.root.slug, element.key),
            description=element.description,
            origin=own_origin(element.origin, marked),
            carried_from=element.plan.title if carried else "",
            carried_url=plan_url(self.root, element.plan) if carried else "",
            below=tuple(self.group(rows, marked) for rows in _runs(row.below)),
            targets=self.targets.get(element.pk),
        )

    def group(self, rows: Sequence[DocumentRow], marked: str) -> EntryGroup:
        origin = marked or common_origin(row.element.origin for row in all_rows(rows))
        entries = tuple(self.entry(row, origin) for row in rows)
        return EntryGroup(_level_heading(rows), "" if marked else origin, entries, _fold(rows))


def sections(
    root: Root, plan: Plan, rows: Sequence[DocumentRow], targets: Mapping[UUID, TargetMarks]
) -> list[Section]:
    """Return the document's sections: one for each level at the top, or one in all when levels take turns."""
    writer, runs = _Writer(root, plan, targets), _runs(rows)
    listed = len(rows) <= LONG_CONTENTS
    if len(runs) > len({row.element.level_id for row in rows}):
        return [writer.section(1, rows, "", listed)]
    found = [writer.section(number, run, _level_heading(run), listed) for number, run in enumerate(runs, 1)]
    return found if len(found) > 1 else [replace(section, fold=None) for section in found]


def _fold(rows: Sequence[DocumentRow]) -> Fold | None:
    if len(rows) < FOLD_FROM:
        return None
    label = f"{len(rows)} {rows[0].element.level.many}"
    return Fold(label, ", ".join(row.element.title for row in rows))


def _runs(rows: Sequence[DocumentRow]) -> list[list[DocumentRow]]:
    return [list(run) for _level, run in groupby(rows, key=lambda row: row.element.level_id)]


def _level_heading(rows: Sequence[DocumentRow]) -> str:
    level = rows[0].element.level
    return str(capfirst(level.many if len(rows) > 1 else level.one))


def all_rows(rows: Sequence[DocumentRow]) -> Iterator[DocumentRow]:
    for row in rows:
        yield row
        yield from all_rows(row.below)
