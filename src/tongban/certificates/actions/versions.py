"""A newer version in the place of an older one: 变更, 延续, 补办. Number and serial stay, the version counts up."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from tongban.base import writes
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.rows import Authority
from tongban.base.writes import together
from tongban.certificates.actions.rows import Numbers, locked, record, write
from tongban.certificates.errors import NotInForce
from tongban.certificates.faces import Labels, Sources
from tongban.certificates.models import Certificate
from tongban.certificates.policy import Kind, Validity, renewed, standing
from tongban.certificates.reading import signed_face
from tongban.certificates.states import LIFECYCLE, TITLES, Standing, State
from tongban.core.clock import civil_day
from tongban.core.messages import Message

NOTHING_NEW: Sources = {}


def amend(
    certificate_id: UUID,
    kind: Kind,
    issuer: Authority,
    *,
    sources: Sources,
    labels: Labels | None = None,
    validity: Validity | None = None,
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """变更 (行政许可法 49): items that `sources` name change, the others and the period stay.

    Raises CertificateNotFound, OutOfOrder, WrongRole, NotInForce, FaceIncomplete, FaceTampered, AlreadyIssued.
    """
    return _next("amend", certificate_id, kind, issuer, sources, labels, validity, origin, actor=actor, now=now)


def renew(
    certificate_id: UUID,
    kind: Kind,
    issuer: Authority,
    *,
    sources: Sources = NOTHING_NEW,
    labels: Labels | None = None,
    validity: Validity | None = None,
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """延续 (行政许可法 50): the new term joins the end of the old one, unless `validity` says otherwise.

    A certificate that has meanwhile expired can be renewed too: whether the application came in time is the case's to
    judge. Raises as `amend`.
    """
    return _next("renew", certificate_id, kind, issuer, sources, labels, validity, origin, actor=actor, now=now)


def reissue(
    certificate_id: UUID,
    kind: Kind,
    issuer: Authority,
    *,
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """补办: the same content and period as a new version, so that a lost paper is told apart. Raises as `amend`."""
    return _next("reissue", certificate_id, kind, issuer, NOTHING_NEW, None, None, origin, actor=actor, now=now)


def _next(
    how: str,
    certificate_id: UUID,
    kind: Kind,
    issuer: Authority,
    sources: Sources,
    labels: Labels | None,
    validity: Validity | None,
    origin: UUID | None,
    *,
    actor: Actor,
    now: datetime,
) -> Certificate:
    today = civil_day(now)
    with together(savepoint=False):
        old = locked(certificate_id)
        transition = LIFECYCLE.check(old.state, how, {actor.role.value})
        _check_in_force(old, how, today)
        face = signed_face(old, now=now)
        new_id = uuid.uuid4()
        old.state = State.SUPERSEDED.value
        told = NewEvent(transition.event, {"by": str(new_id), "how": how}, transition.article)
        record(old, told, actor=actor, now=now)
        writes.update(old, ["state", "head_sequence", "head_hash"])
        return write(
            kind,
            old.holder,
            issuer,
            Numbers(old.number, old.serial, old.version + 1),
            validity or _validity(how, kind, old, today),
            sources=sources,
            labels=labels,
            issued_on=today,
            origin=origin,
            previous=(old, face),
            certificate_id=new_id,
            actor=actor,
            now=now,
        )


def _check_in_force(old: Certificate, how: str, today: date) -> None:
    now_standing = standing(State(old.state), old.validity, today)
    if how != "renew" and now_standing is Standing.EXPIRED:
        raise NotInForce(wanted=Message(LIFECYCLE[how].title), standing=Message(TITLES[now_standing]))


def _validity(how: str, kind: Kind, old: Certificate, today: date) -> Validity:
    return renewed(kind.definition, old.validity, today) if how == "renew" else old.validity
