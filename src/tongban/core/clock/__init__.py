"""The legal clock: when something is due, how much time is used and left, and the arithmetic day by day.

行政许可法 82 (an authority's periods are working days), 45 (special procedures do not count), 42 (extension);
民法典 201 (the starting day is not counted), 203 (a period that ends on a rest day rolls forward).
Pure functions of dates.
"""

from tongban.core.calendar import DayLine
from tongban.core.clock.civil import SHANGHAI, Receipt, civil_day, receive
from tongban.core.clock.due import Due, compute_due, due_date
from tongban.core.clock.elapsed import Elapsed, elapsed
from tongban.core.clock.periods import MAX_AMOUNT, BadPeriod, Extension, Limit, Pause, Unit
from tongban.core.clock.timeline import (
    ACCEPTANCE,
    DELIVERY,
    Milestones,
    Stage,
    StageClock,
    StageState,
    case_timeline,
    deemed_acceptance,
)

__all__ = [
    "ACCEPTANCE",
    "DELIVERY",
    "MAX_AMOUNT",
    "SHANGHAI",
    "BadPeriod",
    "DayLine",
    "Due",
    "Elapsed",
    "Extension",
    "Limit",
    "Milestones",
    "Pause",
    "Receipt",
    "Stage",
    "StageClock",
    "StageState",
    "Unit",
    "case_timeline",
    "civil_day",
    "compute_due",
    "deemed_acceptance",
    "due_date",
    "elapsed",
    "receive",
]
