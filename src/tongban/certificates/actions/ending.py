"""What the authority does to a certificate without making a new one: 暂扣, 恢复, 撤回, 撤销, 吊销, 注销.

Each names its decision (文号) and the ground in law: no state changes without a paper behind it.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tongban.base import writes
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.writes import together
from tongban.certificates.actions.rows import locked, record
from tongban.certificates.models import Certificate
from tongban.certificates.states import LIFECYCLE
from tongban.core.messages import N_, Message
from tongban.core.text import clean


def suspend(
    certificate_id: UUID, *, decision: str, ground: str = "", until: date | None = None, actor: Actor, now: datetime
) -> Certificate:
    """暂扣 (行政处罚法 9(3)), until a day or until further notice; `resume` ends it, the day alone does not."""
    return _move("suspend", certificate_id, decision, ground, until=until, actor=actor, now=now)


def resume(certificate_id: UUID, *, decision: str, ground: str = "", actor: Actor, now: datetime) -> Certificate:
    """恢复 after a suspension."""
    return _move("resume", certificate_id, decision, ground, actor=actor, now=now)


def rescind(certificate_id: UUID, *, decision: str, ground: str = "", actor: Actor, now: datetime) -> Certificate:
    """撤回 (行政许可法 8): the law or the facts have changed; who lost by it is compensated."""
    return _move("rescind", certificate_id, decision, ground, actor=actor, now=now)


def revoke(certificate_id: UUID, *, decision: str, ground: str = "", actor: Actor, now: datetime) -> Certificate:
    """撤销 (行政许可法 69): it should not have been granted. `ground` names the item, e.g. 行政许可法 69(1)(3)."""
    return _move("revoke", certificate_id, decision, ground, actor=actor, now=now)


def forfeit(certificate_id: UUID, *, decision: str, ground: str = "", actor: Actor, now: datetime) -> Certificate:
    """吊销 (行政处罚法 9(3)): taken away as a penalty."""
    return _move("forfeit", certificate_id, decision, ground, actor=actor, now=now)


def cancel(
    certificate_id: UUID,
    *,
    decision: str = "",
    ground: str = "",
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """注销 (行政许可法 70): struck off the register: expired, asked for, died, dissolved, or after the three above."""
    return _move("cancel", certificate_id, decision, ground, origin=origin, actor=actor, now=now)


def _move(
    how: str,
    certificate_id: UUID,
    decision: str,
    ground: str,
    *,
    until: date | None = None,
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """Raises CertificateNotFound, OutOfOrder, WrongRole; InvalidInput for a decision number that cannot be one."""
    payload = {
        "decision": clean(decision, what=Message(N_("决定文号")), max_length=80),
        "until": until.isoformat() if until else None,
        "origin": str(origin) if origin else None,
    }
    article = clean(ground, what=Message(N_("法律依据")), max_length=120)
    with together(savepoint=False):
        row = locked(certificate_id)
        transition = LIFECYCLE.check(row.state, how, {actor.role.value})
        row.state, row.suspended_until = transition.target, until
        record(row, NewEvent(transition.event, payload, article or transition.article), actor=actor, now=now)
        writes.update(row, ["state", "suspended_until", "head_sequence", "head_hash"])
    return row
