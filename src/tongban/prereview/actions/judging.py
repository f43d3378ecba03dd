"""What people say of a finding: the applicant that it is right as it is, the officer whether the machine was right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.core.errors import Forbidden
from tongban.core.messages import N_, Message
from tongban.core.text import clean
from tongban.prereview import events
from tongban.prereview.actions.telling import record
from tongban.prereview.errors import FindingMoved, FindingNotFound, ReasonMissing
from tongban.prereview.models import FindingRow, Package
from tongban.prereview.states import FINDING, Standing, Verdict

MAX_REASON = 300  # characters


@transaction.atomic
def override(package_id: UUID, finding_id: int, reason: str, *, actor: Actor, now: datetime) -> FindingRow:
    """“我已核对，没有问题”: the finding no longer blocks, and the reason is shown to the officer.

    The caller has found the package through something that is the actor's own. Raises ReasonMissing, FindingNotFound,
    OutOfOrder.
    """
    said = clean(reason, what=Message(N_("说明")), max_length=MAX_REASON, multiline=True)
    if len(said) < 2:
        raise ReasonMissing(what=Message(N_("说明")), why="")
    package, row = _take(package_id, finding_id)
    if (
        row.standing == Standing.OVERRIDDEN
        and row.reason_encrypted
        and crypto.decrypt_text(row.reason_encrypted) == said
    ):
        return row  # a second click
    _move(row, "override", actor, now)
    row.reason_encrypted = crypto.encrypt_text(said)
    row.save(update_fields=["standing", "standing_at", "reason_encrypted"])
    told = NewEvent(events.OVERRIDDEN, {"finding": row.pk, "rule": row.rule})
    record(package, told, actor=actor, now=now)
    return row


@transaction.atomic
def take_back(package_id: UUID, finding_id: int, *, actor: Actor, now: datetime) -> FindingRow:
    """The applicant takes the override back; the finding stands as before. Raises FindingNotFound, OutOfOrder."""
    package, row = _take(package_id, finding_id)
    _move(row, "take_back", actor, now)
    row.reason_encrypted = None
    row.save(update_fields=["standing", "standing_at", "reason_encrypted"])
    record(package, NewEvent(events.TAKEN_BACK, {"finding": row.pk, "rule": row.rule}), actor=actor, now=now)
    return row


@transaction.atomic
def judge(package_id: UUID, finding_id: int, verdict: Verdict | str, *, actor: Actor, now: datetime) -> FindingRow:
    """An officer confirms or dismisses a finding; judging again replaces the verdict. It changes nothing for the
    applicant: it says how good the rule is. Raises Forbidden without a post, FindingNotFound, FindingMoved."""
    if not actor.viewer.is_staff:
        raise Forbidden(what=Message(N_("判断预审意见")))
    package, row = _take(package_id, finding_id)
    if row.standing == Standing.MENDED:
        raise FindingMoved(what=row.rule, why="")
    wanted = Verdict(verdict)
    if row.verdict == wanted and row.judged_by == actor.id:
        return row  # a second press of the key
    row.verdict, row.judged_by, row.judged_at = wanted, actor.id, now
    row.save(update_fields=["verdict", "judged_by", "judged_at"])
    payload = {"finding": row.pk, "rule": row.rule, "verdict": wanted.value}
    record(package, NewEvent(events.JUDGED, payload), actor=actor, now=now)
    return row


def _take(package_id: UUID, finding_id: int) -> tuple[Package, FindingRow]:
    """Lock the package, then the row: the order of every write here."""
    package = Package.objects.select_for_update().filter(pk=package_id).first()
    row = FindingRow.objects.select_for_update().filter(pk=finding_id, package_id=package_id).first()
    if package is None or row is None:
        raise FindingNotFound(what=str(finding_id))
    return package, row


def _move(row: FindingRow, name: str, actor: Actor, now: datetime) -> None:
    roles = {actor.role.value, *(post.role.value for post in actor.viewer.posts)}
    if actor.viewer.person_id is not None or actor.viewer.organisation_ids:
        roles.add("applicant")
    row.standing = FINDING.check(row.standing, name, roles).target
    row.standing_at = now
