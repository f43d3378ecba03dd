"""The applicant's own withdrawal, before a decision."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.base.actor import Actor
from tongban.base.writes import together
from tongban.cases.actions.moving import check, move, take
from tongban.cases.models import Case


@together()
def withdraw(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """撤回申请: possible until the decision; the same application can be made again at any time."""
    moving = take(case_id, seen=seen, actor=actor, now=now)
    move(moving, check(moving, "withdraw"), {}, preferred_role="applicant", actor=actor, now=now)
    return moving.case
