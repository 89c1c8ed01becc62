"""Fetches all that is ordered of a table, or nothing: description, check, calls, answers as they came."""

from hashlib import blake2b
from urllib.parse import urlsplit

import orjson
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.calling import Answer
from rodtrad.indicators.sources.errors import (
    ChangedMeanwhileError,
    QueryError,
    RefusedError,
    UnreadableError,
    Where,
)
from rodtrad.indicators.sources.kept import Kept, KeptInMemory
from rodtrad.indicators.sources.order import Fetched, Order, Raw
from rodtrad.indicators.sources.ssb.asking import body
from rodtrad.indicators.sources.ssb.client import Client
from rodtrad.indicators.sources.ssb.form import read_form
from rodtrad.indicators.sources.ssb.metadata import TableMetadata
from rodtrad.indicators.sources.ssb.query import Query, Selection, check, codelists_of
from rodtrad.indicators.sources.ssb.splitting import split

#: How often a fetch begins anew because the table was published meanwhile.
_TIMES = 2


def fetch(order: Order, *, client: Client | None = None, kept: Kept | None = None) -> Fetched:
    """Return all the answers that the order needs. Raises a SourceError, and then nothing is to be stored.

    Parts that `kept` holds of the same edition of the table are not asked for again, so a fetch that was broken off
    goes on where it was. A table that is published meanwhile is fetched anew, so that no two editions are mixed.
    """
    client, kept = client or Client(), kept or KeptInMemory()
    query = read_form(order, service=client.name).query
    calls, waited = client.caller.calls, client.caller.pace.waited
    for _time in range(_TIMES):
        metadata, described = client.metadata(query.table)
        selection = checked(query, metadata, client)
        selections = split(selection, client.limits(), service=client.name)
        parts, resumed = _parts(query, metadata, selections, client, kept)
        if all(_edition(part.content) in ("", metadata.edition) for part in parts):
            return Fetched(
                order,
                _raw(described),
                tuple(parts),
                metadata.updated,
                client.clock.now(),
                calls=client.caller.calls - calls,
                resumed=resumed,
                waited=client.caller.pace.waited - waited,
            )
    text = _(
        "%(service)s, tabell %(table)s ble publisert på nytt mens den ble hentet. Tallene fra før står, "
        "og det hentes igjen senere."
    )
    told = {"service": client.name, "table": query.table}
    raise ChangedMeanwhileError(text % told, where=Where(service=client.name, table=query.table))


def checked(query: Query, metadata: TableMetadata, client: Client) -> Selection:
    """Return what the query comes to in the table as it is now. Raises QueryError."""
    codelists = codelists_of(query, metadata, service=client.name)
    values = {variable: client.codelist(codelist.ident) for variable, codelist in codelists.items()}
    return check(query, metadata, values, service=client.name)


def _parts(
    query: Query, metadata: TableMetadata, selections: list[Selection], client: Client, kept: Kept
) -> tuple[list[Raw], int]:
    parts, resumed = [], 0
    for selection in selections:
        key = key_of(selection, metadata.edition, client)
        if (content := kept.get(key)) is not None:
            parts.append(Raw(content, "", None))
            resumed += 1
            continue
        try:
            answer = client.data(selection)
        except RefusedError as refusal:
            raise _explained(refusal, query, selection, client) from None
        if _edition(answer.content) in ("", metadata.edition):
            kept.put(key, answer.content)
        parts.append(_raw(answer))
    return parts, resumed


def key_of(selection: Selection, edition: str, client: Client) -> str:
    """Return what an answer is kept by: the service, the table, its edition, and every value asked for."""
    asked = [client.address, client.language, selection.table, edition, body(selection)]
    values = [list(each.codes) for each in selection.selected]
    digest = blake2b(orjson.dumps([asked, values]), digest_size=16).hexdigest()
    return f"{urlsplit(client.address).hostname}/{selection.table}/{digest}"


def _explained(refusal: RefusedError, query: Query, selection: Selection, client: Client) -> Exception:
    """Return why the service refused, in more words than it gives: it never names the variable or the value.

    The table is looked at once more; if it has changed, the check names what is gone.
    """
    metadata, _answer = client.metadata(query.table)
    try:
        checked(query, metadata, client)
    except QueryError as error:
        return error
    asked = "; ".join(
        f"{each.variable}: {each.codes[0]}" + (f"–{each.codes[-1]} ({len(each.codes)})" if each.codes[1:] else "")
        for each in selection.selected
    )
    return RefusedError(_("%(refusal)s Det ble spurt om %(asked)s.") % {"refusal": refusal, "asked": asked}, where=refusal.where)


def _edition(content: bytes) -> str:
    """Return the edition that an answer is of: its `updated`."""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        text = _("Svaret er ikke JSON (%(error)s). Tallene fra før står. Se om tjenesten har endret seg.")
        raise UnreadableError(text % {"error": error}, where=Where(service="")) from None
    edition = told.get("updated") if isinstance(told, dict) else None
    return edition if isinstance(edition, str) else ""


def _raw(answer: Answer) -> Raw:
    return Raw(answer.content, answer.address, answer.fetched)
