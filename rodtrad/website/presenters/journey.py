"""The front page's thread in words."""

from dataclasses import dataclass

from django.utils.text import capfirst

from rodtrad.core.text import shorten
from rodtrad.goals.queries.journey import Journey
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.glossary import reader_language

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
    first = found.elements[0]
    sources = [one.source for one in found.elements if one.source]
    return JourneyView(
        stops=tuple(
            JourneyStop(
                level=str(capfirst(one.level)),
                title=shorten(one.title, LONGEST_TITLE),
                url=element_url(one.slug, one.key),
                origin="" if one.origin == "quoted" else one.origin,
            )
            for one in found.elements
        ),
        root=first.root,
        lang="" if first.language == reader_language() else first.language,
        source=", ".join(dict.fromkeys(sources)),
        has_reading=found.has_reading,
    )
