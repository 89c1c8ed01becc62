"""A row's cells put into an element entry: what is not in the sheet stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import JUDGEMENTS, ORIGINS, PROGRESSES, VISIBILITIES, Words
from rodtrad.exchange.plan_file.problems import suggestion
from rodtrad.exchange.workbook import values
from rodtrad.exchange.workbook.columns import LEVEL, plain
from rodtrad.exchange.workbook.here import NEW_VISIBILITY, Here, Names, Standing
from rodtrad.exchange.workbook.show import seen_links, shown
from rodtrad.exchange.workbook.values import BadValueError
from rodtrad.exchange.workbook.wish import Wish

_CHOICES: dict[str, Words] = {
    "progress": PROGRESSES,
    "judgement": JUDGEMENTS,
    "visibility": VISIBILITIES,
    "origin": ORIGINS,
}
#: A cell emptied of a word that must be something gives this.
_USUAL = {"progress": "not_started", "visibility": NEW_VISIBILITY, "origin": Origin.OWN.value}
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NUMBER, LONGEST_PLACE = 500, 20_000, 30, 300


def fill(wish: Wish, here: Here) -> None:
    """Make `after` of what stands and what the row says; what does not go is noted on the row."""
    assert wish.level is not None
    if wish.before is None:
        own = e.ElementEntry(key=wish.key, level=wish.level.key, visibility=NEW_VISIBILITY)
        wish.after = Standing(own, wish.plan, "", 0)
        given = {name: text for name, text in wish.texts.items() if text}
    else:
        wish.after = replace(wish.before, entry=_explicit(wish.before))
        stands = shown(here, wish.before, wish.level)
        given = {name: text for name, text in wish.texts.items() if text != stands.get(name, text)}
    for name, text in given.items():
        try:
            _put(wish.after.entry, name, text, wish, here)
        except BadValueError as error:
            wish.refuse_value(name, error)
    _look_at_the_whole(wish)


def _explicit(standing: Standing) -> e.ElementEntry:
    """Return the entry with the link upwards said aloud: it keeps its source when the element gets another."""
    entry = standing.entry
    link = entry.link
    if standing.parent and link is None and not entry.no_link:
        link = e.LinkEntry(origin=entry.origin, source=entry.source, place=entry.place)
    return replace(entry, link=link)


def _put(entry: e.ElementEntry, name: str, text: str, wish: Wish, here: Here) -> None:
    if name in ("contributes_to", "addresses"):
        links: list[e.LinkEntry] = getattr(entry, name)
        setattr(entry, name, _linked(text, links, here, own=wish.before is None, entry=entry))
    elif name.startswith(LEVEL):
        _put_title(entry, text, name, wish)
    elif name in _READERS:
        setattr(entry, name, _READERS[name](text, here))
    elif name in _CHOICES:
        setattr(entry, name, values.choice(text, _CHOICES[name]) if text else _USUAL.get(name, ""))


def _put_title(entry: e.ElementEntry, text: str, name: str, wish: Wish) -> None:
    assert wish.level is not None
    if name == LEVEL + plain(wish.level.one_nb):
        if not text:
            raise BadValueError(_("Tittelen mangler."), _("Skriv tittelen i kolonnen for nivået."))
        entry.title = values.text(text, LONGEST_TITLE)


def _key(text: str, names: Names, message: str) -> str:
    if not text:
        return ""
    found = names.key(text)
    if found is None:
        known = [*names.by_key.values(), *names.by_key]
        remedy = suggestion(text, known) or _(
            "Skriv navnet eller nøkkelen slik den står i et ark dere henter ut."
        )
        raise BadValueError(message % shorten(text, 60), remedy)
    return found


def _unit(text: str, here: Here) -> str:
    return _key(text, here.organisations, _("Enheten «%s» finnes ikke."))


def _units(text: str, here: Here) -> list[str]:
    return list(dict.fromkeys(_unit(word, here) for word in values.words(text)))


#: Reads a column into the entry's field of the same name.
_READERS: dict[str, Callable[[str, Here], object]] = {
    "number": lambda text, _here: values.text(text, LONGEST_NUMBER),
    "place": lambda text, _here: values.text(text, LONGEST_PLACE),
    "description": lambda text, _here: values.text(text, LONGEST_DESCRIPTION, lines=True),
    "starts": lambda text, _here: values.day(text, (1, 1)),
    "ends": lambda text, _here: values.day(text, (12, 31)),
    "responsible": _unit,
    "contributing": _units,
    "source": lambda text, here: _key(text, here.sources, _("Kilden «%s» finnes ikke.")),
    "sdg": lambda text, here: values.sdg_codes(text, here.outside.goals | here.outside.targets),
}


def _linked(
    text: str, links: list[e.LinkEntry], here: Here, *, own: bool, entry: e.ElementEntry
) -> list[e.LinkEntry]:
    """Return links to the keys named: those that stand as they stand, and those that the person may not see."""
    standing = {link.to: link for link in links}
    hidden = [link for link in links if link.to not in seen_links(here, links)]
    source: dict[str, Any] = {"origin": Origin.OWN.value}
    if own:
        source = {"origin": entry.origin, "source": entry.source, "place": entry.place}
    return [standing.get(key) or e.LinkEntry(to=key, **source) for key in values.words(text)] + hidden


def _look_at_the_whole(wish: Wish) -> None:
    """Note what does not go together."""
    assert wish.after is not None
    entry = wish.after.entry
    if entry.starts and entry.ends and entry.ends < entry.starts:
        wish.refuse("ends", _("«Til» kommer før «Fra»."), _("Bytt om de to, eller rett den ene."))
    if entry.origin == Origin.QUOTED and not entry.source:
        wish.refuse(
            "origin", _("Det som er sitert, må ha en kilde."), _("Fyll ut «Kilde», eller skriv «egen».")
        )
    both = {link.to for link in entry.contributes_to} & {link.to for link in entry.addresses}
    if both:
        message = _("«%s» står både i «Bidrar til» og «Svarer på».") % min(both)
        wish.refuse("contributes_to", message, _("La det stå ett av stedene."))
