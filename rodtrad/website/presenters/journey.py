"""The front page's thread in words."""

from dataclasses import dataclass

from django.utils.text import capfirst

from rodtrad.core.text import shorten
from rodtrad.goals.queries.journey import Journey
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.wording import lang_of

LONGEST_TITLE = 90


@dataclass(frozen=True)
class JourneyStop:
    level: str
    title: str
    url: str
    origin: str


@dataclass(frozen=True)
class JourneyView:
    """One thread, whose it is, and where it is written."""

    stops: tuple[JourneyStop, ...]
    root: str
    lang: str
    source: str
    has_reading: bool


def present_journey(found: Journey | None) -> JourneyView | None:
    if found is None:
        return None
    root = found.elements[0].root
    sources = [one.source.title for one in found.elements if one.source]
    return JourneyView(
        stops=tuple(
            JourneyStop(
                level=str(capfirst(one.level.one)),
                title=shorten(one.title, LONGEST_TITLE),
                url=element_url(root.slug, one.key),
                origin="" if one.origin == "quoted" else one.origin,
            )
            for one in found.elements
        ),
        root=root.name,
        lang=lang_of(root),
        source=", ".join(dict.fromkeys(sources)),
        has_reading=found.has_reading,
    )
