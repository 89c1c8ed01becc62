"""Keep the last results of the thread check in this process, so that a page does not run it for nothing.

Nothing is written. A result holds as long as the data's version is the same, and at most some minutes: a
transaction that took an early number in the audit trail and committed late would otherwise go unseen.
"""

from collections import OrderedDict
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rodtrad.core.moments import MOMENT
from rodtrad.goals.checking import CheckResult, run_check
from rodtrad.organisations.models import Root

KEPT = 16
HOLDS = timedelta(minutes=5)

#: Event tables of what the check reads. Each grows with every insert, update and delete.
TRACKED = (
    "organisations_organisationevent", "organisations_checkexceptionevent", "organisations_sourceevent",
    "plans_planevent", "goals_frameworkevent", "goals_levelevent", "goals_levelruleevent",
    "goals_elementevent", "goals_elementsdggoalsevent", "goals_elementsdgtargetsevent", "goals_placementevent",
    "goals_linkevent", "goals_conflictevent", "goals_conflictstepevent", "sdg_localtargetevent",
)  # fmt: skip

Version = tuple[object, ...]
_results: OrderedDict[tuple[str, date], tuple[Version, CheckResult]] = OrderedDict()
#: The version of each root's data, and the moment at which it was read.
_versions: dict[UUID, tuple[str, Version]] = {}


def cached_check(root: Root, today: date) -> CheckResult:
    """Return the whole result of all rules, run again when the root's data or the day is another."""
    key, version = (root.slug, today), data_version(root.id)
    known = _results.get(key)
    if known and known[0] == version and timezone.now() - known[1].checked_at < HOLDS:
        _results.move_to_end(key)
        return known[1]
    result = run_check(root=root, today=today)
    _results[key] = (version, result)
    _results.move_to_end(key)
    while len(_results) > KEPT:
        _results.popitem(last=False)
    return result


def forget_checks() -> None:
    """Drop everything that is kept."""
    _results.clear()
    _versions.clear()


def data_version(root_id: UUID) -> Version:
    """Return what changes whenever something that the check reads changes, from one query or two.

    A region's elements are ends of its members' links, so the regions and members beside the root count too.
    """
    known = _versions.pop(root_id, None)
    with connection.cursor() as cursor:
        if known:
            cursor.execute(f"SELECT {MOMENT}")
            if cursor.fetchone() == (known[0],):
                _versions[root_id] = known
                return known[1]
        cursor.execute(_VERSION, {"root": root_id})
        moment, *version = cursor.fetchone() or (None,)
    if moment:
        _versions[root_id] = (moment, tuple(version))
    return tuple(version)


def _version_sql() -> str:
    near = (
        "WITH near AS MATERIALIZED (SELECT %(root)s::uuid AS id"
        " UNION SELECT root_id FROM organisations_regionmember WHERE member_id = %(root)s"
        " UNION SELECT member_id FROM organisations_regionmember"
        " WHERE root_id = %(root)s AND member_id IS NOT NULL)"
    )
    who = "(SELECT string_agg(id::text, ' ' ORDER BY id) FROM near)"
    latest = [_latest(table, "root_id") for table in TRACKED]
    return (
        f"{near} SELECT {', '.join([MOMENT, who, _latest('organisations_rootevent', 'pgh_obj_id'), *latest])}"
    )


def _latest(table: str, column: str) -> str:
    """Return SQL for the number of the last event: one step in the index on root and number for each root."""
    last = f"SELECT pgh_id FROM {table} WHERE {column} = near.id ORDER BY pgh_id DESC LIMIT 1"
    return f"(SELECT max(last.pgh_id) FROM near CROSS JOIN LATERAL ({last}) AS last)"


_VERSION = _version_sql()
