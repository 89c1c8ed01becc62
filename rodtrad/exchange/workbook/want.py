"""A row's cells put into an element entry: what is not in the sheet stays as it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.workbook import values
from rodtrad.exchange.workbook.columns import LEVEL, STAMP, plain
from rodtrad.exchange.workbook.here import NEW_VISIBILITY, Here, Names, Standing
from rodtrad.exchange.workbook.show import seen_links, shown
from rodtrad.exchange.workbook.stamp import is_as_fetched, read_stamp
from rodtrad.exchange.workbook.values import BadValueError
from rodtrad.exchange.workbook.wish import Wish

#: A cell emptied of a word that must be something gives this.
_USUAL = {"progress": "not_started", "visibility": NEW_VISIBILITY, "origin": Origin.OWN.value}
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NUMBER, LONGEST_PLACE = 500, 20_000, 30, 300


def fill(wish: Wish, here: Here) -> None:
    """Make `after` of what stands and what the row says; what does not go is noted on the row."""
    assert wish.level is not None
    if wish.before is None:
        own = e.ElementEntry(key=wish.key, level=wish.level.key, visibility=NEW_VISIBILITY)
        wish.after = Standing(own, wish.plan, "", 0)
        _put_all(wish, here, {name: text for name, text in wish.texts.items() if text})
    else:
        wish.stands = shown(here, wish.before, wish.level)
        _fill_standing(wish, here)
    _look_at_the_whole(wish)


def _fill_standing(wish: Wish, here: Here) -> None:
    """Put in what the person changed. What they left as it was fetched keeps what others have made of it since."""
    marks = read_stamp(stamp) if (stamp := wish.texts.get(STAMP, "")) else {}
    if marks is None:
        wish.refuse(STAMP, _("Merket i «Versjon» er ikke helt."), _("Tøm cella, eller hent arket på nytt."))
    if not marks:
        _put_all_anew(wish, here)
        return
    for name, text in _differing(wish).items():
        if is_as_fetched(marks, name, text):
            wish.texts[name] = wish.stands[name]
    told = len(wish.problems)
    _put_all_anew(wish, here)
    both = _changed_by_both(wish, here, marks)
    if both:
        del wish.problems[told:]
        _put_all_anew(wish, here)
    for name in both:
        if wish.texts[name] != wish.stands[name]:
            _refuse_conflict(wish, name)


def _changed_by_both(wish: Wish, here: Here, marks: Mapping[str, str]) -> list[str]:
    """Return the columns that others have changed since and that the row says something else about.

    A cell that only is written in another way than when it was fetched, as a day is by Excel, is set back here.
    """
    assert wish.after is not None
    assert wish.level is not None
    others = [name for name in _differing(wish) if not is_as_fetched(marks, name, wish.stands[name])]
    if not others:
        return []
    mine = {**shown(here, wish.after, wish.level), "parent": wish.texts.get("parent", "")}
    both = [name for name in others if mine[name] != wish.stands[name]]
    for name in both:
        if is_as_fetched(marks, name, mine[name]):
            wish.texts[name] = wish.stands[name]
    return both


def _differing(wish: Wish) -> dict[str, str]:
    """Return the cells that do not say what stands; an empty «Står under» leaves the element where it is."""
    return {
        name: text
        for name, text in wish.texts.items()
        if text != wish.stands.get(name, text) and not (name == "parent" and not text)
    }


def _refuse_conflict(wish: Wish, name: str) -> None:
    stands = shorten(wish.stands[name], 200)
    message = (
        _("Noen andre har endret dette siden arket ble hentet. Nå står det «%s».") % stands
        if stands
        else _("Noen andre har tømt dette siden arket ble hentet.")
    )
    wish.refuse(name, message, _("Skriv det som skal gjelde, og tøm «Versjon» i raden."))


def _put_all_anew(wish: Wish, here: Here) -> None:
    assert wish.before is not None
    wish.after = replace(wish.before, entry=_explicit(wish.before))
    _put_all(wish, here, _differing(wish))


def _put_all(wish: Wish, here: Here, given: Mapping[str, str]) -> None:
    assert wish.after is not None
    for name, text in given.items():
        try:
            _put(wish.after.entry, name, text, wish, here)
        except BadValueError as error:
            wish.refuse_value(name, error)


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
    elif name in values.CHOICES:
        setattr(entry, name, values.choice(text, name) if text else _USUAL.get(name, ""))


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
        remedy = names.suggestion(text) or _(
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
