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
from rodtrad.indicators.comparing.group_figure import GroupValue, GroupValueBy, group_value, weighted_value
from rodtrad.indicators.comparing.moving import (
    FEWEST,
    WINDOW,
    Smoothed,
    SmoothedBy,
    moving_average,
    moving_ratio,
)
from rodtrad.indicators.comparing.ranking import Ranking, Standing, distance_to_band, rank
from rodtrad.indicators.comparing.spread import Spread, SpreadBy, robust_z, spread_of
from rodtrad.indicators.comparing.words import (
    doubt_in_words,
    group_in_words,
    period_in_words,
    place_in_words,
    smoothed_in_words,
    spread_in_words,
)

__all__ = [
    "FEWEST",
    "WINDOW",
    "CommonPeriod",
    "Direction",
    "Doubt",
    "GroupValue",
    "GroupValueBy",
    "Interval",
    "Ranking",
    "Smoothed",
    "SmoothedBy",
    "Spread",
    "SpreadBy",
    "Standing",
    "distance_to_band",
    "doubt_about",
    "doubt_in_words",
    "group_in_words",
    "group_value",
    "interval_of_count",
    "interval_of_rate",
    "interval_of_share",
    "latest_common_period",
    "moving_average",
    "moving_ratio",
    "period_in_words",
    "place_in_words",
    "rank",
    "robust_z",
    "smoothed_in_words",
    "spread_in_words",
    "spread_of",
    "weighted_value",
]
