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
from rodtrad.indicators.models.living_facts import LivingFact
from rodtrad.indicators.models.observations import Breakdown, Derivation, Observation, Vintage
from rodtrad.indicators.models.runs import OPEN, ImportRun, RunKind, RunState

__all__ = [
    "OPEN",
    "Batch",
    "BatchState",
    "Breakdown",
    "Dataset",
    "Derivation",
    "Dimension",
    "Direction",
    "Formula",
    "ImportRun",
    "Indicator",
    "IndicatorTerm",
    "KeptAnswer",
    "LivingFact",
    "Observation",
    "Perspective",
    "Provider",
    "Quantity",
    "RawResponse",
    "RunKind",
    "RunState",
    "Theme",
    "Vintage",
]
