"""How those that one is compared with have developed: a group's own published figures, else reckoned here."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from rodtrad.core.periods import Period
from rodtrad.geography.queries import PeerSet
from rodtrad.indicators.comparing import GroupValueBy
from rodtrad.indicators.models import Formula, Indicator, Quantity
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.at_one_time import COMMON_SHARE
from rodtrad.indicators.queries.catalogue import Line
from rodtrad.indicators.queries.formulas import ratio_factor

_RATIOS = {Formula.SHARE, Formula.PER_CAPITA}


@dataclass(frozen=True)
class PeerLine:
    """A set's figures over time, where they come from, and how many areas of how many the newest rests on."""

    peers: PeerSet
    by: GroupValueBy
    figures: tuple[tuple[Period, float], ...]
    units: int
    of: int


def peer_line(indicator: Indicator, peers: PeerSet, held: Mapping[UUID, Line]) -> PeerLine | None:
    """Return a set's line, chosen as `comparing.group_value` does; None where too few have figures.

    `held` are lines that are read already. A count's published figure is the sum of all, which one area is not held
    against. A period counts where four of five have a figure, so that the line is not another one from year to year.
    """
    group = peers.group
    if group is not None and indicator.quantity != Quantity.COUNT:
        published = tuple((one.period, one.value) for one in held.get(group.pk, []) if one.value is not None)
        if published:
            return PeerLine(peers, GroupValueBy.PUBLISHED, published, len(peers.members), len(peers.members))
    factor = ratio_factor(indicator) if indicator.formula in _RATIOS else None
    if factor and (line := _reckoned(indicator, peers, factor)):
        return line
    return _reckoned(indicator, peers, None)


def _reckoned(indicator: Indicator, peers: PeerSet, factor: float | None) -> PeerLine | None:
    asked = {
        "indicator": indicator.pk,
        "above": indicator.numerator_id,
        "below": indicator.denominator_id,
        "factor": factor,
        "total": TOTAL,
        "areas": [one.pk for one in peers.members],
        "least": max(1, math.ceil(COMMON_SHARE * len(peers.members))),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WEIGHTED if factor else _MEDIAN, asked)
        rows = cursor.fetchall()
    if not rows:
        return None
    by = GroupValueBy.WEIGHTED if factor else GroupValueBy.MEDIAN
    figures = tuple((Period.from_code(period), float(value)) for period, value, _count in rows)
    return PeerLine(peers, by, figures, rows[-1][2], len(peers.members))


_MEDIAN = """
select period, percentile_cont(0.5) within group (order by value), count(*)
from indicators_observation
where indicator_id = %(indicator)s and breakdown_id = %(total)s and area_id = any(%(areas)s) and value is not null
group by period having count(*) >= %(least)s
order by period
"""

_WEIGHTED = """
select above.period, %(factor)s * sum(above.value) / sum(below.value), count(*)
from indicators_observation above
join indicators_observation below
  on below.indicator_id = %(below)s and below.breakdown_id = %(total)s
  and below.period = above.period and below.area_id = above.area_id
where above.indicator_id = %(above)s and above.breakdown_id = %(total)s and above.area_id = any(%(areas)s)
  and above.value is not null and below.value is not null
group by above.period having count(*) >= %(least)s and sum(below.value) <> 0
order by above.period
"""
