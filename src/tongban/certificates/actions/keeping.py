"""What happens to a certificate that stays: it is checked (校验), and somebody asks whether it is genuine."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tongban.base import writes
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.writes import together
from tongban.certificates import events, queries
from tongban.certificates.actions.rows import locked, record
from tongban.certificates.errors import CertificateNotFound, NotInForce
from tongban.certificates.models import Certificate, VerificationLog
from tongban.certificates.states import TITLES, Standing, State
from tongban.core.clock import civil_day
from tongban.core.messages import N_, Message

Outcome = Literal["passed", "deferred", "failed"]
OUTCOMES = {"passed": N_("合格"), "deferred": N_("暂缓校验"), "failed": N_("不合格")}


def record_periodic_check(
    certificate_id: UUID,
    *,
    outcome: Outcome,
    next_due: date | None,
    ground: str,
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """校验: write down the outcome and the day by which the next one is due. The state stays: what follows from a
    failed check is a decision of its own. Raises CertificateNotFound, NotInForce."""
    today = civil_day(now)
    with together(savepoint=False):
        row = locked(certificate_id)
        if row.state not in (State.VALID.value, State.SUSPENDED.value):
            raise NotInForce(wanted=Message(N_("校验")), standing=Message(TITLES[Standing(row.state)]))
        row.checked_on, row.check_due_on = today, next_due
        payload = {
            "outcome": outcome,
            "conclusion": OUTCOMES[outcome],
            "checked_on": today.isoformat(),
            "next_due": next_due.isoformat() if next_due else None,
            "origin": str(origin) if origin else None,
        }
        record(row, NewEvent(events.CHECKED, payload, ground), actor=actor, now=now)
        writes.update(row, ["checked_on", "check_due_on", "head_sequence", "head_hash"])
    return row


def verify_publicly(token: str, *, actor: Actor, now: datetime) -> queries.Verification:
    """What the public page shows, with a line in the log for every attempt. Raises CertificateNotFound."""
    try:
        answer = queries.verify(token, now=now)
    except CertificateNotFound:
        _log(token, "not_found", now)
        raise
    _log(token, answer.standing.value if answer.signature_valid else "signature_invalid", now)
    return answer


def _log(token: str, result: str, now: datetime) -> None:
    token_digest = hashlib.sha256(token.encode(errors="replace")).hexdigest()
    VerificationLog.objects.create(at=now, token_digest=token_digest, result=result)
