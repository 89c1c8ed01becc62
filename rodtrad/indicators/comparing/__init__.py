"""Comparing figures of several areas: pure functions on figures, nothing of the database."""

from rodtrad.indicators.comparing.chance import (
    Doubt,
    Interval,
    doubt_about,
    interval_of_count,
    interval_of_rate,
    interval_of_share,
)
from rodtrad.indicators.comparing.common_period import CommonPeriod, latest_common_period
from rodtrad.indicators.comparing.direction import Direction
from rodtrad.indicators.comparing.group_value import GroupValue, GroupValueBy, group_value, weighted_value
from rodtrad.indicators.comparing.moving_average import moving_average, moving_ratio
from rodtrad.indicators.comparing.ranking import Ranking, Standing, distance_to_band, rank
from rodtrad.indicators.comparing.spread import Spread, SpreadBy, robust_z, spread_of

__all__ = [
    "CommonPeriod",
    "Direction",
    "Doubt",
    "GroupValue",
    "GroupValueBy",
    "Interval",
    "Ranking",
    "Spread",
    "SpreadBy",
    "Standing",
    "distance_to_band",
    "doubt_about",
    "group_value",
    "interval_of_count",
    "interval_of_rate",
    "interval_of_share",
    "latest_common_period",
    "moving_average",
    "moving_ratio",
    "rank",
    "robust_z",
    "spread_of",
    "weighted_value",
]
