"""Fetches what is ordered of Klass, all of it or nothing."""

from datetime import date, datetime
from hashlib import blake2b

import orjson
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.calls import Answer
from rodtrad.indicators.sources.errors import UnreadableError, Where
from rodtrad.indicators.sources.kept import Kept, KeptInMemory
from rodtrad.indicators.sources.klass.client import Client
from rodtrad.indicators.sources.klass.query import Changes, Members, read_query
from rodtrad.indicators.sources.order import Fetched, Order, Raw


def fetch(order: Order, *, client: Client | None = None, kept: Kept | None = None) -> Fetched:
    """Return all the answers that the order needs. Raises a SourceError, and then nothing is to be stored.

    Answers that `kept` holds from before are not asked for again, as long as the standard is the same.
    """
    client, kept = client or Client(), kept or KeptInMemory()
    query = read_query(order)
    calls, waited = client.caller.calls, client.caller.pace.waited
    described = client.versions(order.table)
    edition = blake2b(described.content, digest_size=16).hexdigest()
    parts = []
    for name in _names(query):
        key = f"klass/{order.table}/{name}/{edition}"
        content = kept.get(key)
        if content is None:
            answer = _ask(query, name, client)
            _refuse_unlike(answer, query, order, client)
            kept.put(key, answer.content)
            parts.append(_raw(answer))
        else:
            parts.append(Raw(content, "", None))
    return Fetched(
        order,
        _raw(described),
        tuple(parts),
        _modified(described),
        client.clock.now(),
        calls=client.caller.calls - calls,
        resumed=sum(part.fetched is None for part in parts),
        waited=client.caller.pace.waited - waited,
    )


def _names(query: Changes | Members) -> list[str]:
    """Return what each question is called: the days it is about."""
    if isinstance(query, Changes):
        return [f"{query.begins}--{query.ends}"]
    return [f"{query.members}-{year}" for year in query.years]


def _ask(query: Changes | Members, name: str, client: Client) -> Answer:
    if isinstance(query, Changes):
        return client.changes(query.classification, query.begins, query.ends)
    return client.corresponds_at(query.groups, query.members, date(int(name[-4:]), 1, 1))


def _refuse_unlike(answer: Answer, query: Changes | Members, order: Order, client: Client) -> None:
    field = "codeChanges" if isinstance(query, Changes) else "correspondenceItems"
    try:
        told = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict) or not isinstance(told.get(field), list):
        text = _(
            "%(service)s, standard %(table)s: svaret er ikke det vi ba om; «%(field)s» mangler. Det vi hadde, står. "
            "Prøv igjen, og meld fra til tjenesten om det fortsetter."
        )
        about = {"service": client.name, "table": order.table, "field": field}
        raise UnreadableError(text % about, where=Where(service=client.name, table=order.table))


def _modified(described: Answer) -> datetime | None:
    try:
        told = orjson.loads(described.content)
        return datetime.fromisoformat(told["lastModified"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None


def _raw(answer: Answer) -> Raw:
    return Raw(answer.content, answer.address, answer.fetched)
