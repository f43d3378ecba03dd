"""What the law does by itself, written down by a job when no action came first; and lawful erasure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.base.actor import SYSTEM, Actor
from tongban.base.writes import together
from tongban.cases.actions.moving import note, take
from tongban.cases.errors import CaseMoved
from tongban.cases.models import Case
from tongban.core.clock import civil_day
from tongban.core.errors import TongbanError
from tongban.prereview import actions as prereview


def settle_due(*, now: datetime, limit: int = 500) -> int:
    """Settle received cases whose five days are over; returns how many moved. Each case is a transaction of its own."""
    waiting = Case.objects.filter(state="received", next_due__lt=civil_day(now)).order_by("next_due")
    moved = 0
    for case_id, before in waiting.values_list("pk", "head_sequence")[:limit]:
        try:
            with together():
                moved += take(case_id, seen=None, actor=SYSTEM, now=now).head.sequence > before
        except TongbanError:
            continue  # somebody was first; the next run sees what is left
    return moved


@together()
def erase_answers(case_id: UUID, basis: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Erase what the applicant wrote, when a law gives the right to it (个人信息保护法 47); the events stay.

    Raises CaseMoved for a case that is still under way: its handling is a statutory duty.
    """
    moving = take(case_id, seen=seen, actor=actor, now=now)
    if not moving.state.ended:
        raise CaseMoved(what=moving.case.number, why="")
    rows = moving.case.revisions.filter(erased_at__isnull=True)
    numbers = sorted(rows.values_list("number", flat=True))
    rows.update(answers_encrypted=None, erased_at=now)
    if moving.case.prereview_package is not None:
        prereview.erase(moving.case.prereview_package, actor=actor, now=now)
    note(moving, "case.answers_erased", {"revisions": numbers, "basis": basis[:120]}, actor=actor, now=now)
    return moving.case
