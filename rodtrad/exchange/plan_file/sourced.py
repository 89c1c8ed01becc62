"""Where an entry comes from, and what a plan says for all its elements."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.exchange.plan_file.choices import ORIGINS, PROGRESSES, VISIBILITIES
from rodtrad.exchange.plan_file.fields import Fields

#: Origins that lean on a source. What is made up here inherits none.
LEANING = (Origin.QUOTED, Origin.READING)


@dataclass(frozen=True)
class Defaults:
    """What holds for an entry unless it says otherwise."""

    origin: str = "own"
    source: str = ""
    place: str = ""
    responsible: str = ""
    visibility: str = "public"
    progress: str = "not_started"

    def sourced(self, fields: Fields) -> dict[str, Any]:
        """Return origin, source and place. A source that is given, even an empty one, is not inherited."""
        origin = fields.choice("origin", ORIGINS, self.origin)
        source, place = fields.text("source"), fields.text("place")
        if origin in LEANING and not fields.has("source"):
            source = self.source
            place = place if fields.has("place") else self.place
        if origin == Origin.QUOTED and not source:
            fields.fault(
                "origin",
                _("Det som er sitert, må ha en kilde."),
                _("Oppgi «source», eller skriv «origin: own»."),
            )
        return {"origin": origin, "source": source, "place": place}


NO_DEFAULTS = Defaults()


def read_defaults(fields: Fields | None) -> Defaults:
    """Return a plan's `defaults`."""
    if fields is None:
        return NO_DEFAULTS
    found = Defaults(
        origin=fields.choice("origin", ORIGINS, "own"),
        source=fields.text("source"),
        place=fields.text("place"),
        responsible=fields.key("responsible", required=False),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        progress=fields.choice("progress", PROGRESSES, "not_started"),
    )
    fields.finish()
    return found
