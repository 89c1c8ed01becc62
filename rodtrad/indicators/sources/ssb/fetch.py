"""Fetches all that is ordered of a table, or nothing: description, check, calls, answers as they came."""

from hashlib import blake2b
from urllib.parse import urlsplit

import orjson
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.calls import Answer
from rodtrad.indicators.sources.errors import ChangedMeanwhileError, QueryError, RefusedError, Where
from rodtrad.indicators.sources.kept import Kept, KeptInMemory
from rodtrad.indicators.sources.order import Fetched, Order, Raw
from rodtrad.indicators.sources.ssb.answers import edition_of
from rodtrad.indicators.sources.ssb.asking import body
from rodtrad.indicators.sources.ssb.client import Client
from rodtrad.indicators.sources.ssb.form import check_series, read_form
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
    form = read_form(order, service=client.name)
    query = form.query
    calls, waited = client.caller.calls, client.caller.pace.waited
    for _time in range(_TIMES):
        metadata, described = client.metadata(query.table)
        selection = checked(query, metadata, client)
        check_series(form, selection, time=metadata.time, service=client.name)
        selections = split(selection, client.limits(), service=client.name)
        parts = _parts(query, metadata, selections, client, kept)
        if parts is not None:
            return Fetched(
                order,
                _raw(described),
                tuple(parts),
                metadata.updated,
                client.clock.now(),
                calls=client.caller.calls - calls,
                resumed=sum(part.fetched is None for part in parts),
                waited=client.caller.pace.waited - waited,
            )
    text = _(
        "%(service)s, tabell %(table)s ble publisert på nytt mens den ble hentet. Ingen tall er endret, "
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
) -> list[Raw] | None:
    """Return the answers to all calls; none when the table has been published anew."""
    parts = []
    kept.expect(len(selections))
    for selection in selections:
        key = key_of(selection, metadata.edition, client)
        if (content := kept.get(key)) is not None:
            parts.append(Raw(content, "", None))
            continue
        try:
            answer = client.data(selection)
        except RefusedError as refusal:
            raise _explained(refusal, query, selection, client) from None
        if edition_of(answer.content, selection, service=client.name) not in ("", metadata.edition):
            return None
        kept.put(key, answer.content)
        parts.append(_raw(answer))
    return parts


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
        f"{each.variable}: {each.codes[0]}"
        + (f"–{each.codes[-1]} ({len(each.codes)})" if each.codes[1:] else "")
        for each in selection.selected
    )
    return RefusedError(
        _("%(refusal)s Det ble spurt om %(asked)s.") % {"refusal": refusal, "asked": asked},
        where=refusal.where,
    )


def _raw(answer: Answer) -> Raw:
    return Raw(answer.content, answer.address, answer.fetched)
