"""Those that an indicator's line is drawn beside: who they are, and how their figure came to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.charts import Point, Series
from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.geography.queries import PeerKind, PeerSet
from rodtrad.indicators.comparing import GroupValueBy
from rodtrad.indicators.queries.peer_lines import PeerLine
from rodtrad.website.presenters.compare_choice import figure_name, set_words


@dataclass(frozen=True)
class DrawnPeer:
    """A set's line: its name in the chart, its heading in the table, and a sentence on whose figure it is."""

    name: str
    heading: str
    told: str
    figures: tuple[tuple[Period, float], ...]

    @property
    def series(self) -> Series:
        return Series(self.name, tuple(Point(period, value) for period, value in self.figures))


@dataclass(frozen=True)
class PeerWay:
    """A set that can be chosen to be drawn beside; `url` is empty for the one that is."""

    name: str
    url: str


def drawn_peer(line: PeerLine, own: Area | None) -> DrawnPeer:
    name = _("Landet") if line.peers.kind is PeerKind.COUNTRY else figure_name(line.peers, own)
    if line.by is GroupValueBy.PUBLISHED and line.peers.group is not None:
        name = line.peers.group.name
    said = {"set": name, "units": line.units, "of": line.of}
    match line.by:
        case GroupValueBy.PUBLISHED:
            return DrawnPeer(name, name, _("%(set)s: slik det er publisert.") % said, line.figures)
        case GroupValueBy.WEIGHTED:
            told = _("%(set)s: regnet ut her av teller og nevner for %(units)s av %(of)s.") % said
            return DrawnPeer(name, _("%(set)s, samlet") % said, told, line.figures)
    # A median of parts is what one of them is like, and never the whole's.
    said["set"] = set_words(line.peers, own) if line.peers.kind is PeerKind.PARTS else name
    told = _("%(set)s: medianen av de andre, regnet ut her. %(units)s av %(of)s har tall.") % said
    return DrawnPeer(_("%(set)s, median") % said, _("%(set)s, median") % said, told, line.figures)


def peer_ways(sets: Sequence[PeerSet], chosen: PeerSet | None, own: Area | None) -> list[PeerWay]:
    """Return the sets to choose from; nothing where there is no choice."""
    if len(sets) < 2:
        return []
    return [PeerWay(set_words(one, own), "" if one == chosen else f"?mot={one.key}") for one in sets]
