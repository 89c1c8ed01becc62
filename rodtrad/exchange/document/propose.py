"""A document's lines to a tree of proposals."""

from collections.abc import Iterator
from itertools import groupby

from rodtrad.exchange.document.leftovers import settle
from rodtrad.exchange.document.lines import Line
from rodtrad.exchange.document.merging import merge
from rodtrad.exchange.document.pages import Scope
from rodtrad.exchange.document.placing import place
from rodtrad.exchange.document.proposal import LONGEST_TITLE, MOST_PROPOSALS, Found, Proposal, Reading
from rodtrad.exchange.document.state import State
from rodtrad.exchange.document.tidy import tidy
from rodtrad.exchange.document.units import Kind, Unit, units_of
from rodtrad.exchange.document.vocabulary import Vocabulary

#: What is read together. No page is longer, and the time it takes grows with the square of it.
_LONGEST_SCOPE = 1_000


def propose(lines: list[Line], vocabulary: Vocabulary, *, name: str, framework: str = "") -> Reading:
    """Return the proposals that the lines give, in the order they are to be shown."""
    units = units_of(tidy(lines, keep=lambda text: vocabulary.label(text) is not None))
    found = merge(_find(units, vocabulary))
    return Reading(
        name=name,
        framework=framework,
        levels=vocabulary.levels,
        proposals=_rows(found)[:MOST_PROPOSALS],
        pages=max((line.page for line in lines), default=0),
        title=_title(units, name),
    )


def _find(units: list[Unit], vocabulary: Vocabulary) -> list[Found]:
    state = State()
    every: list[Found] = []
    before: list[Found] = []
    waiting: list[Found] = []
    for number, (scope_units, paged) in enumerate(_cut(_scopes(units, vocabulary)), start=1):
        scope = Scope(scope_units, vocabulary, state, paged=paged)
        scope.read()
        found = settle(scope)[: MOST_PROPOSALS - len(every)]
        _give_areas(found, scope.areas)
        for one in found:
            one.scope = number
        if len(scope.areas) == 1 and len(found) == 1 and waiting:
            # The heading of an area, alone on its page, goes with the page before that had none.
            for one in waiting:
                one.area = scope.areas[0]
            place(waiting, vocabulary, None, before)
            every += found
            continue
        place(found, vocabulary, scope.subject, before)
        _name_pictures(found, scope.subject)
        waiting = found if state.container is not None and not scope.areas else []
        every += found
        before = found or before
        if len(every) >= MOST_PROPOSALS:
            break
    return every


def _cut(scopes: Iterator[tuple[list[Unit], bool]]) -> Iterator[tuple[list[Unit], bool]]:
    """Yield scopes that are not too long; a table is never cut, as its first row tells what the others are."""
    for units, paged in scopes:
        start = 0
        for end in range(1, len(units) + 1):
            if end == len(units) or (end - start >= _LONGEST_SCOPE and units[end].cell is None):
                yield units[start:end], paged
                start = end


def _scopes(units: list[Unit], vocabulary: Vocabulary) -> Iterator[tuple[list[Unit], bool]]:
    """Yield pages, or sections of what has no pages, each with whether it is a page."""
    for page, on_page in groupby(units, key=lambda unit: unit.page):
        if page:
            yield list(on_page), True
            continue
        section: list[Unit] = []
        for unit in on_page:
            starts = unit.kind is Kind.HEADING and vocabulary.label_of(unit) is None
            if starts and section and vocabulary.inline(unit.text) is None:
                yield section, False
                section = []
            section.append(unit)
        if section:
            yield section, False


def _give_areas(found: list[Found], areas: list[Found]) -> None:
    """Put each under the area heading before it; a page with one area belongs to it whole."""
    for one in found:
        if one in areas:
            continue
        above = [area for area in areas if area.order < one.order]
        if len(areas) == 1:
            one.area = areas[0]
        elif above:
            one.area = above[-1]


def _name_pictures(found: list[Found], subject: Found | None) -> None:
    for one in found:
        if one.level.is_text and not one.title:
            about = one.parent or subject
            named = _as_named(about) if about is not None else ""
            words = one.level.one[:1].upper() + one.level.one[1:]
            one.title = f"{words} for {named}" if named else words


def _as_named(about: Found) -> str:
    """Return what the document calls it: «hovedmål 2»."""
    words = about.reasons[0].words.rstrip(" :.") if about.reasons else ""
    return (
        words.lower()
        if about.number and words.endswith(about.number)
        else f"{about.level.one} {about.number}".strip()
    )


def _rows(found: list[Found]) -> list[Proposal]:
    """Return the proposals as a tree told row by row: what stands under another follows it."""
    below: dict[int, list[Found]] = {}
    for one in found:
        below.setdefault(id(one.parent) if one.parent is not None else 0, []).append(one)
    rows: list[Proposal] = []
    stack = [(one, 0) for one in reversed(_in_order(below.get(0, [])))]
    while stack:
        one, parent = stack.pop()
        rows.append(_row(one, len(rows) + 1, parent))
        stack += [(child, len(rows)) for child in reversed(_in_order(below.get(id(one), [])))]
    return rows


def _in_order(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (one.scope, one.order))


def _row(one: Found, number: int, parent: int) -> Proposal:
    title, description = one.title, one.description
    if len(title) > LONGEST_TITLE:
        description = f"{title}\n{description}".strip()
        title = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return Proposal(
        id=number,
        parent=parent,
        level=one.level.key,
        role=one.level.role,
        label=one.level.one,
        title=title,
        confidence=round(min(one.score, 0.97), 2),
        number=one.number[:30],
        description=description[:20_000],
        page=one.page,
        line=one.line,
        heading=one.heading[:200],
        reasons=one.reasons,
    )


def _title(units: list[Unit], name: str) -> str:
    """Return the document's own title: the highest heading of its beginning, or the first short line."""
    first = [unit for unit in units[:30] if unit.is_short and not unit.cell and len(unit.text) > 3]
    if not first:
        return name
    heads = [unit for unit in first if unit.kind is Kind.HEADING]
    return min(heads, key=lambda unit: unit.heading).text if heads else first[0].text
