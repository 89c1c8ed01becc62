"""Indicators, the tables they come from, and their figures."""

from rodtrad.indicators.models.datasets import Batch, BatchState, Dataset, KeptAnswer, Provider, RawResponse
from rodtrad.indicators.models.indicators import (
    Dimension,
    Direction,
    Formula,
    Indicator,
    IndicatorTerm,
    Perspective,
    Quantity,
    Theme,
)
from rodtrad.indicators.models.observations import Breakdown, Derivation, Observation, Vintage

__all__ = [
    "Batch",
    "BatchState",
    "Breakdown",
    "Dataset",
    "Derivation",
    "Dimension",
    "Direction",
    "Formula",
    "Indicator",
    "IndicatorTerm",
    "KeptAnswer",
    "Observation",
    "Perspective",
    "Provider",
    "Quantity",
    "RawResponse",
    "Theme",
    "Vintage",
]
