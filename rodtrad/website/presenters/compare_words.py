"""What stands around the comparison in words: who with whom, for which year, and who lacks a figure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.periods import Period
from rodtrad.geography.queries import Kostra, PeerKind
from rodtrad.indicators.comparing import group_in_words
from rodtrad.indicators.queries.compare import Comparison, Field
from rodtrad.website.presenters.compare_choice import set_words
from rodtrad.website.presenters.figures import period_words

#: So many names of those that lack a figure are written out.
_NAMED = 6


def lacking_words(compared: Sequence[Comparison]) -> list[str]:
    """Name who lacks a figure, once for those indicators that the same ones lack it for."""
    by_names: dict[tuple[str, ...], list[str]] = {}
    for one in compared:
        names = tuple(area.name for area in one.lacking)
        if names:
            by_names.setdefault(names, []).append(f"{one.indicator.title} {period_words(one.period)}")
    return [
        _("%(indicators)s: mangler for %(names)s.") % {"indicators": listed(titles), "names": listed(names)}
        for names, titles in by_names.items()
    ]


def listed(names: Sequence[str]) -> str:
    """Write names in a row, and how many more there are."""
    told = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return told
    return told + _(" og %(count)d til") % {"count": more}


def lead_of(field: Field, compared: Sequence[Comparison], name: str) -> str:
    """Say who is compared with whom, and for which year."""
    count = len(field.peers.members)
    said = {"name": name, "set": set_words(field.peers, field.own), "count": count}
    if field.own is None and field.peers.kind is PeerKind.REGION:
        first = _("Medlemmene i %(set)s mot hverandre, %(count)s i alt.") % said
    elif field.own is None:
        first = _("%(set)s mot hverandre, %(count)s i alt.") % said
    elif field.peers.kind is PeerKind.COUNTRY:
        first = _("%(name)s mot alle de %(count)s andre.") % said
    else:
        first = (
            ngettext(
                "%(name)s mot %(set)s, %(count)s kommune, og landet.",
                "%(name)s mot %(set)s, %(count)s kommuner, og landet.",
                count,
            )
            % said
        )
    return f"{first} {year_words(compared)}".strip()


def kostra_words(kostra: Kostra, name: str) -> str:
    """Say why there is no KOSTRA group to compare with, and what to do; nothing where there is one."""
    match kostra:
        case Kostra.NOT_FETCHED:
            return _(
                "KOSTRA-gruppene er ikke hentet fra SSB ennå, så de står ikke i lista. "
                "Den som drifter Rødtråd, henter dem med kommandoen rodtrad fetch klass-kostra-grupper."
            )
        case Kostra.ALONE:
            return _(
                "%(name)s er alene i KOSTRA-gruppa si, så den sier ikke noe om andre. Bruk storbyene i stedet."
            ) % {"name": name}
        case Kostra.IN_NONE:
            return _(
                "%(name)s står ikke i noen KOSTRA-gruppe i år. Er gruppene for i år kommet hos SSB, "
                "henter den som drifter Rødtråd, dem med kommandoen rodtrad fetch klass-kostra-grupper."
            ) % {"name": name}
    return ""


def year_words(compared: Sequence[Comparison]) -> str:
    """Say which year the figures are for: one for all, or that each row has its own."""
    periods: set[Period] = {one.period for one in compared}
    if not periods:
        return ""
    if len(periods) == 1:
        return _("Alle tall er for %(period)s.") % {"period": period_words(next(iter(periods)))}
    if all(one.is_common for one in compared):
        return _("Hver rad er for samme år hos alle: det siste som minst fire av fem har tall for.")
    return _(
        "Hver rad er for samme år hos alle: det siste som minst fire av fem har tall for. "
        "Der så mange aldri har hatt det, er det det siste noen andre har, og raden sier hvor få."
    )


def newer_words(one: Comparison) -> str:
    """Say that a newer figure of one's own is left out, where one is."""
    if one.at.own_latest == one.period:
        return ""
    said = {"period": period_words(one.period), "latest": period_words(one.at.own_latest)}
    if one.field.own is None:
        return _("Noen har nyere tall enn for %(period)s, men for få til å sammenlikne.") % said
    return _("Tallet for %(latest)s er nyere enn %(period)s, men for få andre har det ennå.") % said


def doubtful_words(one: Comparison) -> str:
    """Name the others whose figure, and place, may be chance; one's own is warned of by itself."""
    own = 1 if one.field.own else 0
    names = [one.field.ranked[place].name for place in one.doubtful if place >= own]
    if not names:
        return ""
    return _(
        "~ Få tilfeller eller få innbyggere, så tallet og plassen kan svinge mye ved ren tilfeldighet: %(names)s."
    ) % {"names": listed(names)}


def group_words(one: Comparison) -> str:
    return str(group_in_words(one.group)) if one.group else ""
