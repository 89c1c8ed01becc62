"""How a figure for an area of today came to be, in words."""

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.indicators.columns import WITH_FIGURE
from rodtrad.indicators.following.follow import Followed, Way
from rodtrad.indicators.following.lineage import Origin

_WORDS = {
    Way.FOLLOWED: _("Publisert for %(codes)s: samme område med annet nummer."),
    Way.SUMMED: _("Summert av tallene for %(codes)s."),
    Way.RECKONED: _("Regnet ut på nytt av teller og nevner for %(codes)s."),
}


def reason(followed: Followed, *, series: int, code: str, position: int) -> Message:
    """Return how the figure of a code of today came to be, in the period at a position."""
    row = followed.lineage.codes.index(code)
    way = Way(int(followed.way[series, row, position]))
    day = followed.days[position]
    origin = followed.lineage.origin(code, day)
    if way is Way.PUBLISHED:
        return Message(_("Som publisert."))
    if way is Way.BREAK:
        return break_reason(origin)
    if way in {Way.SUMMED, Way.RECKONED} and followed.table.status[series, row, position] not in WITH_FIGURE:
        return _lacking(followed, origin, way, series, position)
    return Message(_WORDS[way], {"codes": _listed(origin.codes)})


def break_reason(origin: Origin, *, grew: bool = False) -> Message:
    """Return why figures of an area as it was are no part of its series; `grew` while it kept its code."""
    if grew:
        text = _("Brudd: området er slått sammen av %(codes)s. Tallene fra før gjelder området slik det var.")
        return Message(text, {"codes": _listed(origin.codes)})
    if origin.splits:
        split = origin.splits[0]
        text = _(
            "Brudd: %(code)s ble delt mellom %(into)s %(day)s, og hvor mye som gikk til hver er ikke kjent."
        )
        return Message(text, {"code": split.code, "into": _listed(split.into), "day": split.day})
    text = _(
        "Brudd: området er slått sammen av %(codes)s, og tallet kan ikke regnes ut for dem samlet uten teller og "
        "nevner."
    )
    return Message(text, {"codes": _listed(origin.codes)})


def _lacking(followed: Followed, origin: Origin, way: Way, series: int, position: int) -> Message:
    if way is Way.RECKONED:
        text = _("Kan ikke regnes ut på nytt for %(codes)s: teller eller nevner mangler for minst én av dem.")
        return Message(text, {"codes": _listed(origin.codes)})
    rows = {code: row for row, code in enumerate(followed.source.codes)}
    lacking = [
        code
        for code in origin.codes
        if code not in rows or followed.source.status[series, rows[code], position] not in WITH_FIGURE
    ]
    text = _("Kan ikke summeres av %(codes)s: tall mangler for %(lacking)s.")
    return Message(text, {"codes": _listed(origin.codes), "lacking": _listed(lacking)})


def _listed(codes: tuple[str, ...] | list[str]) -> str:
    return ", ".join(codes)
