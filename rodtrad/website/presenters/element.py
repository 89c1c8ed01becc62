"""An element's facts in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.goals.models import Element, Judgement, LevelRole, Progress
from rodtrad.goals.queries.element import Near
from rodtrad.goals.queries.lookup import Standing
from rodtrad.website.presenters.element_table import status_of
from rodtrad.website.presenters.element_words import (
    JUDGEMENT_TONES,
    PROGRESS_TONES,
    code_of,
    element_url,
    tells_progress,
)
from rodtrad.website.presenters.wording import Fact, FactValue, day, days, fact, known, label_of, own_origin

FIELDS = {
    "number": gettext_lazy("Nummer"),
    "title": gettext_lazy("Tittel"),
    "description": gettext_lazy("Beskrivelse"),
}

__all__ = ["beneath", "changes_of", "facts_of", "heading_of", "status_of"]


@dataclass(frozen=True)
class ToneValue(FactValue):
    """A value of a fact list with the shape and colour of a status."""

    tone: str = ""


@dataclass(frozen=True)
class Heading:
    over: str
    has_number: bool
    title: str
    origin: str
    description: str
    repealed: str


@dataclass(frozen=True)
class Change:
    """A correction of adopted text."""

    when: str
    machine_when: str
    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Beneath:
    """What stands under the element in its plan without being on its thread."""

    heading: str
    nodes: list[dict[str, str]]


def heading_of(element: Element) -> Heading:
    number = str(getattr(element, "number", "") or "")
    return Heading(
        over=code_of(element.level, number) or str(capfirst(element.level.one)),
        has_number=bool(number),
        title=element.title,
        origin="" if element.origin == "quoted" else element.origin,
        description=element.description,
        repealed=_("Opphevet. Den gjelder ikke lenger.") if element.life_cycle == "repealed" else "",
    )


def facts_of(
    element: Element, standings: Sequence[Standing], near: Near, on_thread: Iterable[str]
) -> list[Fact]:
    slug = element.root.slug
    return known(
        *_who(element, slug),
        fact(_("Periode"), _period(element)),
        *_statuses(element),
        *_guideline(element),
        fact(_("Står under"), *_over(near, slug, set(on_thread))),
        fact(_("Planer") if len(standings) > 1 else _("Plan"), *_plans(standings, slug)),
        fact(_("Kilde"), _source(element)),
        fact(_("Erstatter"), *_kin(element.before)),  # type: ignore[attr-defined]  # annotated by find_on_root
        fact(_("Erstattet av"), *_kin(element.after)),  # type: ignore[attr-defined]
        fact(_("Steder"), *_places(element.places, slug)),  # type: ignore[attr-defined]
        fact(_("Handler om"), ", ".join(element.keywords)),
        fact(_("Synlig for"), _visibility(element)),
        fact(
            _("Kart"),
            FactValue(
                _("Se tråden i kartet"),
                f"{reverse('overview', args=[slug])}?{urlencode({'lys': element.key})}",
            ),
        ),
    )


def _who(element: Element, slug: str) -> list[Fact | None]:
    responsible = element.responsible
    url = (
        f"{reverse('element_table', args=[slug])}?{urlencode({'ansvarlig': responsible.key})}"
        if responsible
        else ""
    )
    units: list[Mapping[str, str]] = element.units  # type: ignore[attr-defined]  # annotated by find_on_root
    return [
        fact(_("Ansvarlig"), FactValue(responsible.name, url) if responsible else _("Ingen er satt opp")),
        fact(_("Medvirkende"), ", ".join(sorted(unit["name"] for unit in units))),
    ]


def _period(element: Element) -> str:
    """Write whole years as years, other periods as days."""
    first, last = element.starts, element.ends
    whole = (first is None or (first.month, first.day) == (1, 1)) and (
        last is None or (last.month, last.day) == (12, 31)
    )
    if first and last and whole:
        return f"{first.year}–{last.year}" if first.year != last.year else str(first.year)
    if first and last:
        return days(first, last)
    if last:
        return _("til %(day)s") % {"day": last.year if whole else day(last)}
    return _("fra %(day)s") % {"day": first.year if whole else day(first)} if first else ""


def _statuses(element: Element) -> list[Fact | None]:
    shown = tells_progress(element.level.role, element.progress, element.origin)
    tones = {"adopted": "ok", "repealed": "none", "draft": "draft", "proposed": "half"}
    # A theme says what a goal is about; it has no status of its own.
    cycle = (
        None
        if element.level.role == LevelRole.THEME
        else ToneValue(label_of(LifeCycle(element.life_cycle)), tone=tones[element.life_cycle])
    )
    progress = ToneValue(label_of(Progress(element.progress)), tone=PROGRESS_TONES[element.progress])
    judgement = element.judgement and ToneValue(
        label_of(Judgement(element.judgement)), tone=JUDGEMENT_TONES[element.judgement]
    )
    return [
        fact(_("Status"), cycle),
        fact(_("Framdrift"), progress if shown else None),
        fact(_("Vurdering"), judgement or None),
    ]


def _guideline(element: Element) -> list[Fact | None]:
    if element.level.role != LevelRole.GUIDELINE:
        return []
    return [
        fact(_("Føringen er"), _("bindende") if element.binding else _("veiledende")),
        fact(_("Slik følges den"), element.handling or _("Ikke beskrevet")),
    ]


def _over(near: Near, slug: str, on_thread: set[str]) -> list[FactValue]:
    return [
        FactValue(f"{capfirst(one.level.one)}: {one.title}", element_url(slug, one.key))
        for one in near.over
        if one.key not in on_thread
    ]


def _plans(standings: Sequence[Standing], slug: str) -> list[FactValue]:
    values = []
    for standing in standings:
        number = _("nummer %(number)s") % {"number": standing.number} if standing.number else ""
        carried = _("videreført hit") if standing.is_carried_over else ""
        words = ", ".join(part for part in (standing.plan.title, number, carried) if part)
        values.append(FactValue(words, reverse("plan", args=[slug, standing.plan.key])))
    return values


def _source(element: Element) -> FactValue | None:
    if element.source is None:
        return FactValue(_("Diktet opp for å vise hvordan tråden når bakken")) if element.is_example else None
    parts = (element.source.title, element.place)
    return FactValue(
        ", ".join(part for part in parts if part),
        element.source.address,
        own_origin(element.origin, "quoted"),
    )


def _kin(rows: Sequence[Mapping[str, str]]) -> list[FactValue]:
    return [
        FactValue(f"{row['title']} ({row['plan']})", element_url(row["slug"], row["key"])) for row in rows
    ]


def _places(rows: Sequence[Mapping[str, str]], slug: str) -> list[FactValue]:
    return [FactValue(row["name"], reverse("place", args=[slug, row["code"]])) for row in rows]


def _visibility(element: Element) -> str:
    effective = int(getattr(element, "effective", Visibility.PUBLIC))
    return {
        Visibility.INTERNAL: _("ansatte med en rolle her"),
        Visibility.TEAM: _("bare dem som har ansvaret"),
    }.get(Visibility(effective), "")


def beneath(near: Near, slug: str, on_thread: Iterable[str]) -> list[Beneath]:
    """Group by level what stands under the element in its plan and is not on its thread."""
    known_keys = set(on_thread)
    groups: dict[str, list[dict[str, str]]] = {}
    for one in near.under:
        if one.key not in known_keys:
            node = {"title": one.title, "url": element_url(slug, one.key), "description": one.description}
            groups.setdefault(str(capfirst(one.level.many)), []).append(node)
    return [Beneath(heading, nodes) for heading, nodes in groups.items()]


def changes_of(rows: Sequence[Mapping[str, Any]]) -> list[Change]:
    return [
        Change(
            when=date_format(datetime.fromisoformat(row["made_at"]), "DATE_FORMAT"),
            machine_when=str(row["made_at"])[:10],
            field=str(FIELDS.get(row["field"], row["field"])),
            before=row["before"],
            after=row["after"],
            reason=row["reason"],
        )
        for row in rows
    ]
