"""The working-day calendar: which days count for an authority's periods (行政许可法 82), and why.

Pure: the table is content (`packs/<pack>/calendar/*.yaml`, read by `tongban.core.packs.calendars`), one arrangement per
State Council notice. A year whose notice is not there yet is provisional: weekends and statutory holidays only, without
the swapped days (调休).
"""

from tongban.core.calendar.days import CalendarDay, DayKind, DayLine, DayReason, OutOfCalendar
from tongban.core.calendar.table import FIRST_DAY, LAST_DAY, WorkingCalendar

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "CalendarDay",
    "DayKind",
    "DayLine",
    "DayReason",
    "OutOfCalendar",
    "WorkingCalendar",
]
