"""A goal conflict in words, and its chain as a drawing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.drawing.conflict_chain import Chain, ChainStep, conflict_chain
from rodtrad.core.drawing.paths import number
from rodtrad.goals.models import Conflict, ConflictStep, Handling, Sign
from rodtrad.goals.permissions import Powers, may_publish_conflict, may_write_conflict
from rodtrad.goals.queries.conflicts import ConflictChain
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.editing import Action
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.plan_document import case_lines
from rodtrad.website.presenters.wording import Fact, FactValue, Status, fact, known

_BAR = 4.5
HANDLING_TONES: dict[str, str] = {
    Handling.OPEN: "watch",
    Handling.ACCEPTED: "half",
    Handling.MITIGATED: "ok",
    Handling.RESOLVED: "done",
}


@dataclass(frozen=True)
class StepLine:
    """One step: `row` and `span` are its rows of the grid; `x`, `y` its station in the drawing."""

    text: str
    sign: str
    sign_word: str
    element: str
    level: str
    url: str
    row: int
    span: int
    x: float
    y: float
    glyph: str


@dataclass(frozen=True)
class ConflictView:
    title: str
    description: str
    status: Status
    origin: str
    facts: list[Fact]
    steps: tuple[StepLine, ...]
    drawing: Chain


@dataclass(frozen=True)
class ConflictLine:
    title: str
    url: str
    status: Status
    origin: str


def handling_status(handling: str) -> Status:
    return Status(HANDLING_TONES[handling], str(capfirst(Handling(handling).label)))


def conflict_lines(root: Root, chains: list[ConflictChain]) -> list[ConflictLine]:
    return [
        ConflictLine(
            chain.conflict.title,
            reverse("conflict", args=[root.slug, chain.conflict.key]),
            handling_status(chain.conflict.handling),
            chain.conflict.origin,
        )
        for chain in chains
    ]


def present_conflict(root: Root, chain: ConflictChain) -> ConflictView:
    conflict = chain.conflict
    drawing = _draw(chain.steps)
    source = " · ".join(
        part for part in (conflict.source.title if conflict.source else "", conflict.place) if part
    )
    return ConflictView(
        title=conflict.title,
        description=conflict.description,
        status=handling_status(conflict.handling),
        origin=conflict.origin,
        facts=known(
            fact(_("Eier"), conflict.owner.name if conflict.owner else _("ingen ennå")),
            fact(_("Avgjort i"), *case_lines(conflict.case)),
            fact(_("Kilde"), source),
        ),
        steps=tuple(
            _step(root, step, row.row, row.span, (row.x, row.y))
            for step, row in zip(chain.steps, drawing.steps, strict=True)
        ),
        drawing=drawing,
    )


def _draw(steps: list[ConflictStep]) -> Chain:
    """Draw what strengthens on one side and what weakens on the other; no sign, no turn."""
    drawn: list[ChainStep] = []
    side = Sign.PLUS.value
    for step in steps:
        turns = bool(step.sign) and step.sign != side
        side = step.sign or side
        # the station has a second line when the step names an element: room for its title too
        about = f" {step.element.title}" if step.element else ""
        drawn.append(ChainStep(step.text + about, "-" if turns else ""))
    return conflict_chain(drawn)


def _step(root: Root, step: ConflictStep, row: int, span: int, place: tuple[float, float]) -> StepLine:
    element = step.element
    return StepLine(
        text=step.text,
        sign=step.sign,
        sign_word=str(Sign(step.sign).label) if step.sign else "",
        element=element.title if element else "",
        level=element.level.one if element else "",
        url=element_url(root.slug, element.key) if element else "",
        row=row,
        span=span,
        x=place[0],
        y=place[1],
        glyph=_glyph(step.sign, *place),
    )


def _glyph(sign: str, x: float, y: float) -> str:
    """Draw a plus or a minus inside the station."""
    if not sign:
        return ""
    across = f"M{number(x - _BAR)} {number(y)}H{number(x + _BAR)}"
    return across + (f"M{number(x)} {number(y - _BAR)}V{number(y + _BAR)}" if sign == Sign.PLUS else "")


@dataclass(frozen=True)
class ConflictRow(ConflictLine):
    """A line of the list of all conflicts."""

    owner: str
    case: str
    steps: int
    elements: tuple[FactValue, ...]


def conflict_rows(root: Root, chains: list[ConflictChain]) -> list[ConflictRow]:
    rows = []
    for line, chain in zip(conflict_lines(root, chains), chains, strict=True):
        named = {step.element.key: step.element.title for step in chain.steps if step.element}
        rows.append(
            ConflictRow(
                line.title,
                line.url,
                line.status,
                line.origin,
                owner=chain.conflict.owner.name if chain.conflict.owner else "",
                case=str(chain.conflict.case) if chain.conflict.case else "",
                steps=len(chain.steps),
                elements=tuple(FactValue(title, element_url(root.slug, key)) for key, title in named.items()),
            )
        )
    return rows


def conflict_actions(root: Root, conflict: Conflict, powers: Powers) -> list[Action]:
    """Return what the person may do with the conflict: nothing for those without a role."""
    if not powers.held:
        return []
    where = [root.slug, conflict.key]
    found = [Action(_("Historikk"), reverse("conflict_history", args=where))]
    if may_write_conflict(powers, conflict.owner_id) or may_publish_conflict(powers, conflict.owner_id):
        found.insert(0, Action(_("Endre målkonflikten"), reverse("edit_conflict", args=where)))
    return found
