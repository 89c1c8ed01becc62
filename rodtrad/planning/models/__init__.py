"""What planning stores of its own: processes, how deadlines count, the wheel, the planstrategi."""

from rodtrad.planning.models.clock_choice import ClockChoice
from rodtrad.planning.models.processes import Process, ProcessStatus, ProcessStep
from rodtrad.planning.models.strategy import (
    OF_A_PLAN,
    TAKES_WORK,
    Answer,
    ItemDecision,
    NeedAnswer,
    NeedQuestion,
    PlanningStrategy,
    StrategyItem,
)
from rodtrad.planning.models.strategy_parts import (
    Capacity,
    GuidelineAnswer,
    StrategyPhase,
    StrategyTrend,
    StrategyView,
    ViewOf,
)
from rodtrad.planning.models.wheel import CalendarLink, WheelEntry

__all__ = [
    "OF_A_PLAN",
    "TAKES_WORK",
    "Answer",
    "CalendarLink",
    "Capacity",
    "ClockChoice",
    "GuidelineAnswer",
    "ItemDecision",
    "NeedAnswer",
    "NeedQuestion",
    "PlanningStrategy",
    "Process",
    "ProcessStatus",
    "ProcessStep",
    "StrategyItem",
    "StrategyPhase",
    "StrategyTrend",
    "StrategyView",
    "ViewOf",
    "WheelEntry",
]
