"""What kind of answer a document is, and the tables it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.indicators.jsonstat.cube import Remark
from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError
from rodtrad.indicators.jsonstat.fields import at, inside, mapping, shown, words, wrong_kind


@dataclass(frozen=True)
class Found:
    """One table as it stands in the document; `name` is its key in a bundle."""

    dataset: dict[str, Any]
    place: str = ""
    name: str = ""
    remarks: tuple[Remark, ...] = ()


def tables(document: object) -> Iterator[Found]:
    """Yield every table, at least one. Raises JsonStatError."""
    if not isinstance(document, dict):
        raise _not_json_stat("")
    _refuse_version(document, "")
    kind = document.get("class")
    if kind is None and not isinstance(document.get("dimension"), dict):
        return iter(_in_bundle(document))
    return iter(_in_answer(document, ""))


def _in_answer(document: dict[str, Any], place: str) -> list[Found]:
    match document.get("class", "dataset"):
        case "dataset":
            if document.get("error"):
                raise _source_error(document["error"], place)
            return [Found(document, place)]
        case "collection":
            return _in_collection(document, place)
        case "dimension":
            message = _("Fila beskriver én dimensjon og har ingen tall. Hent tabellen.")
            raise JsonStatError(Fault.IS_DIMENSION, place, message)
        case other:
            message = _(
                "«%(class)s» er ikke et slags JSON-stat-svar. Det er dataset, dimension eller collection."
            )
            raise JsonStatError(Fault.CLASS_UNKNOWN, at(place, "class"), message % {"class": shown(other)})


def _in_collection(document: dict[str, Any], place: str) -> list[Found]:
    """Return the tables that stand inside; those that are only linked to are told of."""
    link, there = mapping(document, "link", place), at(place, "link", "item")
    items = link.get("item") or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise wrong_kind(there, _("en liste med objekter"))
    found: list[Found] = []
    linked: list[tuple[str, str]] = []
    for number, item in enumerate(items):
        here = at(there, number)
        if item.get("class") == "collection" and "link" in item:
            found += _in_collection(item, here)
        elif item.get("class", "dataset") == "dataset" and "dimension" in item:
            found.append(Found(item, here))
        elif item.get("class") != "dimension":
            linked.append((here, words(item.get("href"))))
    if not found:
        raise _only_links(linked, place)
    message = _("Samlingen lenker til en tabell den ikke har med: %(href)s")
    remarks = tuple(
        Remark(Fault.ITEM_NOT_EMBEDDED, here, message % {"href": shown(to)}) for here, to in linked
    )
    first = found[0]
    found[0] = Found(first.dataset, first.place, first.name, (*remarks, *first.remarks))
    return found


def _only_links(linked: list[tuple[str, str]], place: str) -> JsonStatError:
    if not linked:
        return JsonStatError(Fault.COLLECTION_OF_LINKS, place, _("Samlingen har ingen tabeller."))
    message = ngettext(
        "Samlingen har bare en lenke til %(count)d tabell, ikke tallene: %(href)s. Hent den.",
        "Samlingen har bare lenker til %(count)d tabeller, ikke tallene. Den første er %(href)s. Hent hver av dem.",
        len(linked),
    )
    return JsonStatError(
        Fault.COLLECTION_OF_LINKS, place, message % {"count": len(linked), "href": shown(linked[0][1])}
    )


def _in_bundle(document: dict[str, Any]) -> list[Found]:
    """Return the tables of an answer of JSON-stat 1: an object of them by name."""
    inside_it = [
        Found(one, at("", name), name)
        for name, one in document.items()
        if isinstance(one, dict) and isinstance(one.get("dimension"), dict)
    ]
    if not inside_it:
        if document.get("error") or (
            isinstance(document.get("status"), int) and words(document.get("title"))
        ):
            raise _source_error(document.get("error") or document, "")
        raise _not_json_stat("")
    if str(document.get("version", "1")).startswith("2"):
        message = _("Fila sier at den er JSON-stat 2, men er satt sammen som JSON-stat 1. Be om «dataset».")
        raise JsonStatError(Fault.BUNDLE_DEPRECATED, "", message)
    for one in inside_it:
        _refuse_version(one.dataset, one.place)
    return inside_it


def _refuse_version(document: Mapping[str, Any], place: str) -> None:
    version = document.get("version")
    if version is not None and not str(version).startswith(("1", "2")):
        message = _("Fila er JSON-stat versjon %(version)s. Rødtråd leser 1 og 2.") % {
            "version": shown(version)
        }
        raise JsonStatError(Fault.VERSION_UNKNOWN, at(place, "version"), message)


def _not_json_stat(place: str) -> JsonStatError:
    message = _("Fila er JSON, men ikke JSON-stat: den har ingen tabell med dimensjoner.")
    return JsonStatError(Fault.NOT_JSON_STAT, place, message)


def _source_error(error: object, place: str) -> JsonStatError:
    first = error[0] if isinstance(error, list) and error else error
    told = next(
        (words(inside(first, key)) for key in ("label", "title", "message") if inside(first, key)), ""
    )
    message = _("Kilden svarte med en feil i stedet for tall: «%(error)s».")
    return JsonStatError(Fault.SOURCE_ERROR, place, message % {"error": shown(told or first)})
