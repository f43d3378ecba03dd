"""All limits of one application as one list."""

from __future__ import annotations

from datetime import date

from tongban.core.clock import Limit, Milestones, Pause, Stage, StageState, case_timeline, deemed_acceptance
from tongban.core.messages import Message
from tongban.core.packs.calendars import national_calendar

CALENDAR = national_calendar()
RECEIVED = date(2026, 3, 2)
TWENTY = Limit(20, article="行政许可法 42")


def standing(milestones: Milestones, as_of: date, **more: object) -> list[tuple[Stage, date, date, StageState]]:
    stages = case_timeline(milestones, TWENTY, CALENDAR, as_of=as_of, **more)  # type: ignore[arg-type]  # test helper
    return [(clock.stage, clock.start, clock.due.date, clock.state) for clock in stages]


def test_before_an_answer_only_the_five_days_run() -> None:
    assert standing(Milestones(RECEIVED), date(2026, 3, 9)) == [
        (Stage.ACCEPTANCE, RECEIVED, date(2026, 3, 9), StageState.RUNNING)
    ]


def test_silence_is_acceptance_from_the_day_of_receipt() -> None:
    assert deemed_acceptance(RECEIVED, CALENDAR, date(2026, 3, 9)) is None
    assert deemed_acceptance(RECEIVED, CALENDAR, date(2026, 3, 10)) == RECEIVED
    expected = [
        (Stage.ACCEPTANCE, RECEIVED, date(2026, 3, 9), StageState.DEEMED),
        (Stage.DECISION, RECEIVED, date(2026, 3, 30), StageState.RUNNING),
    ]
    assert standing(Milestones(RECEIVED), date(2026, 3, 10)) == expected
    too_late = Milestones(RECEIVED, answered=date(2026, 3, 11), accepted=date(2026, 3, 11))
    assert standing(too_late, date(2026, 3, 12)) == expected


def test_an_answer_in_time_stops_the_five_days() -> None:
    correction = Milestones(RECEIVED, answered=date(2026, 3, 4))
    assert standing(correction, date(2026, 6, 1)) == [
        (Stage.ACCEPTANCE, RECEIVED, date(2026, 3, 9), StageState.IN_TIME)
    ]


def test_the_whole_way() -> None:
    done = Milestones(RECEIVED, None, date(2026, 3, 4), date(2026, 4, 2), date(2026, 4, 7))
    assert standing(done, date(2026, 6, 1)) == [
        (Stage.ACCEPTANCE, RECEIVED, date(2026, 3, 9), StageState.IN_TIME),
        (Stage.DECISION, date(2026, 3, 4), date(2026, 4, 1), StageState.LATE),
        (Stage.DELIVERY, date(2026, 4, 2), date(2026, 4, 17), StageState.IN_TIME),
    ]


def test_a_law_may_count_from_receipt() -> None:
    accepted = Milestones(RECEIVED, accepted=date(2026, 3, 4))
    assert standing(accepted, date(2026, 3, 31), from_receipt=True)[1] == (
        Stage.DECISION, RECEIVED, date(2026, 3, 30), StageState.OVERDUE,
    )  # fmt: skip


def test_a_pause_belongs_to_the_decision() -> None:
    accepted = Milestones(RECEIVED, accepted=date(2026, 3, 4))
    held = [Pause(date(2026, 3, 9), None, Message("听证"), "行政许可法 45")]
    acceptance, decision = case_timeline(accepted, TWENTY, CALENDAR, as_of=date(2026, 3, 20), pauses=held)
    assert acceptance.due.paused_since is None
    assert decision.due.paused_since == date(2026, 3, 9)
    assert decision.state is StageState.RUNNING
