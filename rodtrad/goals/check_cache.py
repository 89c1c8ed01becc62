"""Keep the last results of the thread check in this process, so that a page does not run it for nothing.

Nothing is written. A result holds as long as the data's version is the same. The version is the number of the last
event, which is quick to find, but a transaction that took an early number in the audit trail and committed late goes
unseen in it. So some minutes after a change the check is run once more and the events are counted, and from then on
they are only counted, with some minutes between.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rodtrad.core.checks import Feed, all_feeds
from rodtrad.core.moments import MOMENT
from rodtrad.goals.checking import CheckResult, run_check
from rodtrad.organisations.models import Root

KEPT = 16
#: A check that takes longer than this is not run anew for each change, for those who are content with the last one.
LONG = timedelta(seconds=1)
#: They may get it for so many times as long as it took: then it takes at most a tenth of a process's time.
LAG = 10
#: How long a result may stand before it is made sure of.
HOLDS = timedelta(minutes=5)

Version = tuple[object, ...]


@dataclass
class _Held:
    """A result, the version it was made from, when it was made sure of, how long it took, and of how many events."""

    version: Version
    result: CheckResult
    sure_at: datetime
    took: timedelta
    events: int | None = None

    @property
    def may_lag(self) -> bool:
        return self.took > LONG and timezone.now() - self.result.checked_at < LAG * self.took


_results: OrderedDict[tuple[str, date], _Held] = OrderedDict()
#: The version of each root's data, and the moment at which it was read.
_versions: dict[UUID, tuple[str, Version]] = {}


def cached_check(root: Root, today: date) -> CheckResult:
    """Return the whole result of all rules, run again when the root's data or the day is another."""
    return cached_checks([root], today)[root.id]


def recent_check(root: Root, today: date) -> CheckResult:
    """Return the same, or, where a check takes long, the last one: it says itself when something has changed since.

    Only for those with a role in the root: what has been hidden since still stands in it.
    """
    [version] = data_versions([root.id]).values()
    held = _results.get((root.slug, today))
    if held is not None and held.version != version and held.may_lag:
        return replace(held.result, is_behind=True)
    return _kept_or_run(root, today, version)


def cached_checks(roots: Sequence[Root], today: date) -> dict[UUID, CheckResult]:
    """Return each root's result, as `cached_check` does; whether they still hold is asked for all at once."""
    versions = data_versions([root.id for root in roots])
    return {root.id: _kept_or_run(root, today, versions[root.id]) for root in roots}


def _kept_or_run(root: Root, today: date, version: Version) -> CheckResult:
    key = (root.slug, today)
    held = _results.get(key)
    if held is None or held.version != version:
        begun = timezone.now()
        result = run_check(root=root, today=today)
        held = _results[key] = _Held(version, result, timezone.now(), timezone.now() - begun)
    elif timezone.now() - held.sure_at >= HOLDS:
        _make_sure(held, root)
    _results.move_to_end(key)
    while len(_results) > KEPT:
        _results.popitem(last=False)
    return held.result


def _make_sure(held: _Held, root: Root) -> None:
    """Run the check again unless there are as many events as when it was last."""
    held.sure_at = timezone.now()
    events = _number_of_events(root.id)  # before the check: what comes meanwhile counts anew
    if events != held.events:
        held.events, held.result = events, run_check(root=root, today=held.result.today)


def forget_checks() -> None:
    """Drop everything that is kept."""
    _results.clear()
    _versions.clear()


def data_version(root_id: UUID) -> Version:
    """Return what changes whenever something that the check reads of the root changes."""
    return data_versions([root_id])[root_id]


def data_versions(root_ids: Sequence[UUID]) -> dict[UUID, Version]:
    """Return each root's version, from one query or two.

    A region's elements are ends of its members' links, so the regions and members beside a root count too.
    """
    known = {root_id: _versions.pop(root_id) for root_id in root_ids if root_id in _versions}
    with connection.cursor() as cursor:
        if len(known) == len(root_ids):
            cursor.execute(f"SELECT {MOMENT}")
            (now,) = cursor.fetchone() or (None,)
            if all(moment == now for moment, _version in known.values()):
                _versions.update(known)
                return {root_id: version for root_id, (_moment, version) in known.items()}
        cursor.execute(_version_sql(), {"roots": list(root_ids)})
        found = {root_id: (moment, tuple(version)) for root_id, moment, *version in cursor}
    _versions.update({root_id: (moment, version) for root_id, (moment, version) in found.items() if moment})
    return {root_id: version for root_id, (_moment, version) in found.items()}


def _number_of_events(root_id: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_number_sql(), {"roots": [root_id]})
        (number,) = cursor.fetchone() or (0,)
    return int(number)


_NEAR = (
    "WITH chosen AS (SELECT DISTINCT unnest(%(roots)s::uuid[]) AS id),"
    " near AS MATERIALIZED (SELECT id AS chosen, id FROM chosen"
    " UNION SELECT member_id, root_id FROM organisations_regionmember"
    " WHERE member_id IN (SELECT id FROM chosen)"
    " UNION SELECT root_id, member_id FROM organisations_regionmember"
    " WHERE root_id IN (SELECT id FROM chosen) AND member_id IS NOT NULL)"
)


@cache
def _version_sql() -> str:
    """Return the question for the versions of roots; it is first asked when all rooms have registered their rules."""
    who = "(SELECT string_agg(id::text, ' ' ORDER BY id) FROM near WHERE near.chosen = chosen.id)"
    latest = (_latest(feed) for feed in all_feeds())
    return f"{_NEAR} SELECT {', '.join(['chosen.id', MOMENT, who, *latest])} FROM chosen"


def _latest(feed: Feed) -> str:
    """Return SQL for the number of the last change near a root."""
    each = f"near CROSS JOIN LATERAL ({feed.latest}) AS last(number)"
    return f"(SELECT max(last.number) FROM {each} WHERE near.chosen = chosen.id)"


@cache
def _number_sql() -> str:
    return f"{_NEAR} SELECT {' + '.join(f'({feed.count})' for feed in all_feeds())}"
