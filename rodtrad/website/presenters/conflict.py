"""A goal conflict in words, and its chain as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.drawing.conflict_chain import BOX, Station, conflict_chain
from rodtrad.core.drawing.conflict_chain import Sign as DrawnSign
from rodtrad.goals.models import Conflict, ConflictStep, Handling, Sign
from rodtrad.goals.permissions import Powers, may_publish_conflict, may_write_conflict
from rodtrad.goals.queries.conflicts import ConflictChain
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.editing import Action
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.plan_facts import case_lines
from rodtrad.website.presenters.wording import Fact, FactValue, Status, fact, known

HANDLING_TONES: dict[str, str] = {
    Handling.OPEN: "watch",
    Handling.ACCEPTED: "half",
    Handling.MITIGATED: "ok",
    Handling.RESOLVED: "done",
}


@dataclass(frozen=True)
class StepLine:
    """One step, and its station in the drawing."""

    text: str
    sign: str
    sign_word: str
    element: str
    level: str
    url: str
    station: Station


@dataclass(frozen=True)
class ConflictView:
    title: str
    description: str
    status: Status
    origin: str
    facts: list[Fact]
    steps: tuple[StepLine, ...]
    box: str = BOX


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
            fact(_("Avgjort i"), *case_lines(chain.case)),
            fact(_("Kilde"), source),
        ),
        steps=tuple(
            _step(root, step, station)
            for step, station in zip(chain.steps, conflict_chain(_signs(chain.steps)), strict=True)
        ),
    )


def _signs(steps: Sequence[ConflictStep]) -> list[DrawnSign]:
    known: dict[str, DrawnSign] = {Sign.PLUS: "+", Sign.MINUS: "-"}
    return [known.get(step.sign, "") for step in steps]


def _step(root: Root, step: ConflictStep, station: Station) -> StepLine:
    element = step.element
    return StepLine(
        text=step.text,
        sign=step.sign,
        sign_word=str(Sign(step.sign).label) if step.sign else "",
        element=element.title if element else "",
        level=element.level.one if element else "",
        url=element_url(root.slug, element.key) if element else "",
        station=station,
    )


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
                case=str(chain.case or ""),
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
