"""What a reader asks to compare, from the address and in the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.geography.models import Area, AreaKind
from rodtrad.geography.queries import PeerKind, PeerSet
from rodtrad.indicators.models import Indicator, Theme
from rodtrad.indicators.queries.peers import MOST_CHOSEN, Peers

YEARS = range(1900, 2200)
_LONGEST = 200
_MOST_KEYS = 60


@dataclass(frozen=True)
class Choice:
    """The set of areas or hand-picked places, which indicators, which year, and the one that is looked closer at."""

    peers: str = ""
    places: tuple[str, ...] = ()
    theme: str = ""
    keys: tuple[str, ...] = ()
    focus: str = ""
    year: int | None = None

    @classmethod
    def read(cls, asked: QueryDict) -> "Choice | None":
        """Return the choice in an address; None when it asks for something that cannot be."""
        year = _cleaned(asked.get("aar", ""))
        theme = _cleaned(asked.get("tema", ""))
        right_year = not year or (year.isdecimal() and len(year) == 4 and int(year) in YEARS)
        if theme not in ("", *Theme.values) or not right_year:
            return None
        words = _cleaned(asked.get("steder", "")[: _LONGEST * 10]).split(",")[: MOST_CHOSEN + 1]
        return cls(
            peers=_cleaned(asked.get("mot", "")),
            places=tuple(word.strip()[:_LONGEST] for word in words if word.strip()),
            theme=theme,
            keys=tuple(
                dict.fromkeys(_cleaned(one) for one in asked.getlist("indikator")[:_MOST_KEYS] if one)
            ),
            focus=_cleaned(asked.get("fokus", "")),
            year=int(year) if year else None,
        )

    def address(self, **changes: object) -> str:
        """Return the query string of the choice with some of it changed."""
        wanted = replace(self, **changes)  # type: ignore[arg-type]  # names of its own fields
        single = [
            ("mot", wanted.peers),
            ("steder", ",".join(wanted.places)),
            ("tema", wanted.theme),
            ("aar", str(wanted.year or "")),
            ("fokus", wanted.focus),
        ]
        pairs = [pair for pair in single if pair[1]] + [("indikator", key) for key in wanted.keys]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def lets(self, indicator: Indicator) -> bool:
        """Tell whether an indicator is asked for: one of the few that are named, else by theme."""
        if self.keys:
            return indicator.key in self.keys
        return self.theme in ("", indicator.theme)


def _cleaned(text: str) -> str:
    return text.replace("\x00", "").strip()


def set_words(peers: PeerSet, own: Area | None) -> str:
    """Name a set: what it is called in the data, or by what its areas have in common."""
    match peers.kind:
        case PeerKind.COUNTY:
            return _("Kommunene i %(county)s") % {"county": peers.name}
        case PeerKind.NEIGHBOURS:
            return _("Naboene")
        case PeerKind.COUNTRY:
            is_county = own is not None and own.kind == AreaKind.COUNTY
            return _("Alle fylker") if is_county else _("Alle kommuner")
        case PeerKind.PARTS:
            return _("Bydelene")
        case PeerKind.CHOSEN:
            return _("Valgte kommuner")
    return peers.name


def figure_name(peers: PeerSet, own: Area | None) -> str:
    """Name the set's own figure: the whole that parts are held against, else the set."""
    if peers.kind is PeerKind.PARTS and peers.group is not None:
        return _("Hele %(name)s") % {"name": peers.group.name}
    return set_words(peers, own)


def form_of(
    choice: Choice, peers: Peers, places: Sequence[Area], themes: Iterable[str], years: Sequence[int]
) -> dict[str, object]:
    """Return the fields of the form, and what is chosen with the address without it."""
    found = peers.find(choice.peers)
    held = set(themes)
    shown = choice.year
    listed = years if shown is None or shown in years else sorted({*years, shown}, reverse=True)
    fields = [
        _select("mot", _("Sammenlikn med"), "" if choice.places or not found else found.key,
                [(one.key, set_words(one, peers.own)) for one in peers.sets]),
        _select("tema", _("Tema"), choice.theme,
                [("", _("Alle")), *((one.value, str(capfirst(one.label))) for one in Theme if one.value in held)]),
        _select("aar", _("År"), str(choice.year or ""),
                [("", _("Siste felles")), *((str(year), str(year)) for year in listed)]),
        {"name": "steder", "label": _("Eller velg kommuner selv"), "kind": "search",
         "value": ", ".join(place_word(one, peers.alike) for one in places)},
    ]  # fmt: skip
    return {"fields": fields, "chosen": _chosen(choice, places)}


def place_word(area: Area, alike: Sequence[Area]) -> str:
    """Return the name that finds an area again; its number where two have the same name."""
    same = sum(one.sort_key == area.sort_key for one in alike)
    return area.code if same > 1 else area.name


def _chosen(choice: Choice, places: Sequence[Area]) -> list[dict[str, str]]:
    """Name each choice that the form does not show as it is, with the address of the page without it."""
    found = []
    if choice.places:
        names = ", ".join(one.name for one in places[:4]) + (" …" if len(places) > 4 else "")
        found.append({"label": _("Kommuner: %(names)s") % {"names": names or ", ".join(choice.places)},
                      "url": choice.address(places=())})  # fmt: skip
    if choice.keys:
        found.append({"label": _("Bare valgte indikatorer"), "url": choice.address(keys=())})
    if choice.theme:
        found.append({"label": str(capfirst(Theme(choice.theme).label)), "url": choice.address(theme="")})
    if choice.year:
        found.append({"label": str(choice.year), "url": choice.address(year=None)})
    return found


def _select(name: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> dict[str, object]:
    listed = [{"value": key, "label": words} for key, words in options]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": listed}
