"""Whether the columns of certificates still say what their event streams say."""

from __future__ import annotations

import json
from uuid import UUID

from tongban.base.audit import Broken
from tongban.base.rows import Event
from tongban.certificates import events
from tongban.certificates.models import Certificate
from tongban.certificates.states import State

_LEADS_TO = {
    events.ISSUED: State.VALID,
    events.SUSPENDED: State.SUSPENDED,
    events.RESUMED: State.VALID,
    events.SUPERSEDED: State.SUPERSEDED,
    events.RESCINDED: State.RESCINDED,
    events.REVOKED: State.REVOKED,
    events.FORFEITED: State.FORFEITED,
    events.CANCELLED: State.CANCELLED,
}


def replayed_state(stream: list[Event]) -> State | None:
    """The state that the events lead to; None for a stream without any that change it."""
    states = [_LEADS_TO[event.kind] for event in stream if event.kind in _LEADS_TO]
    return states[-1] if states else None


def check_stream(stream: UUID, recorded: list[Event]) -> list[Broken]:
    """Compare one certificate's row with its stream: state, head, and the digest of the face that was signed."""
    last = recorded[-1]
    row = Certificate.objects.filter(pk=stream).first()
    if row is None:
        return [Broken(str(stream), last.sequence, "certificate_missing")]
    issued = json.loads(recorded[0].payload)
    found = {
        "certificate_state": row.state == replayed_state(recorded),
        "certificate_head": (row.head_sequence, row.head_hash) == (last.sequence, last.hash),
        "certificate_face": row.face_digest == issued.get("face_digest"),
    }
    return [Broken(str(stream), last.sequence, code) for code, holds in found.items() if not holds]
