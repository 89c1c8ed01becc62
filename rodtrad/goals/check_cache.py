"""Keep the last results of the thread check in this process, so that a page does not run it for nothing.

Nothing is written. A result holds as long as the data's version is the same, and at most some minutes: a
transaction that took an early number in the audit trail and committed late would otherwise go unseen.
"""

from collections import OrderedDict
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rodtrad.goals.checking import CheckResult, run_check
from rodtrad.organisations.models import Root

KEPT = 16
HOLDS = timedelta(minutes=5)

#: Event tables of what the check reads. Each grows with every insert, update and delete.
TRACKED = (
    "organisations_organisationevent", "organisations_checkexceptionevent", "organisations_sourceevent",
    "plans_planevent", "goals_frameworkevent", "goals_levelevent", "goals_levelruleevent",
    "goals_elementevent", "goals_placementevent", "goals_linkevent", "goals_conflictevent",
    "goals_conflictstepevent", "sdg_localtargetevent",
)  # fmt: skip
#: Tables between two models have no audit trail: a row more raises the number, a row less lowers the count.
JOINED = ("goals_element_sdg_goals", "goals_element_sdg_targets")

Version = tuple[object, ...]
_results: OrderedDict[tuple[str, date], tuple[Version, CheckResult]] = OrderedDict()


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
    """Drop every kept result."""
    _results.clear()


def data_version(root_id: UUID) -> Version:
    """Return what changes whenever something that the check reads changes, from one query.

    A region's elements are ends of its members' links, so the regions and members beside the root count too.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, {"root": root_id})
        return tuple(cursor.fetchone() or ())


def _version_sql() -> str:
    near = (
        "WITH near AS (SELECT %(root)s::uuid AS id"
        " UNION SELECT root_id FROM organisations_regionmember WHERE member_id = %(root)s"
        " UNION SELECT member_id FROM organisations_regionmember"
        " WHERE root_id = %(root)s AND member_id IS NOT NULL)"
    )
    latest = [
        f"(SELECT max(pgh_id) FROM {table} WHERE root_id IN (SELECT id FROM near))" for table in TRACKED
    ]
    root = "(SELECT max(pgh_id) FROM organisations_rootevent WHERE id IN (SELECT id FROM near))"
    joined = [
        f"(SELECT (count(*), max(joined.id))::text FROM {table} AS joined"
        " JOIN goals_element AS element ON element.id = joined.element_id WHERE element.root_id = %(root)s)"
        for table in JOINED
    ]
    return f"{near} SELECT {', '.join([root, *latest, *joined])}"


_VERSION = _version_sql()
