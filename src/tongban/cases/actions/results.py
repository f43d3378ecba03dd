"""What comes out of a grant: a certificate issued, changed, renewed, checked or struck off; delivered; archived."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.base.rows import Organisation, Person
from tongban.base.writes import together
from tongban.cases.actions.moving import Moving, check, move, take
from tongban.cases.errors import NothingToActOn
from tongban.cases.models import Case
from tongban.cases.situation import Applying, gather, sources_for_face
from tongban.certificates import actions as certificates
from tongban.certificates import queries as held
from tongban.certificates.queries import Kind, period_end
from tongban.core.assessment.situation import Situation
from tongban.core.clock import civil_day
from tongban.core.packs.declarations import rule_name
from tongban.core.packs.form import Form

WAYS = {"online": "网上下载", "counter": "窗口领取", "post": "邮寄"}


def issue_result(moving: Moving, situation: Situation | None = None, *, actor: Actor, now: datetime) -> None:
    """Do to the certificate what the variant's result says, and conclude the case (办结), in the deciding transaction.

    Raises NothingToActOn when a variant that changes a certificate finds none in the applicant's name.
    """
    row = check_issue(moving)
    result = moving.variant.result
    certificate_id = None
    if result.certificate and result.action != "none":
        known = situation or regather(moving, actor=actor, now=now)
        certificate_id = _act(moving, known, actor=actor, now=now)
    payload = {"certificate": str(certificate_id) if certificate_id else None, "result_name": result.name}
    move(moving, row, payload, actor=actor, now=now)


def check_issue(moving: Moving) -> Any:
    return check(moving, "issue")


def regather(moving: Moving, *, actor: Actor, now: datetime) -> Situation:
    """The situation of a case under way: what was handed in, and what the registries say today."""
    return gather(moving.loaded, applying_of(moving.case), actor=actor, now=now).situation


def applying_of(case: Case) -> Applying:
    """Who applied for what with which papers, by the last hand-in of a case that is not erased."""
    revision = case.revisions.order_by("-number").first()
    assert revision is not None  # a case under way is not erased
    assert revision.answers_encrypted is not None
    materials = frozenset(revision.materials.filter(file__isnull=False).values_list("material", flat=True))
    answers = json.loads(crypto.decrypt_text(revision.answers_encrypted))
    return Applying(case.variant, holder_of(case), answers, materials, case.pk)


def holder_of(case: Case) -> Person | Organisation:
    holder = case.applicant_person or case.applicant_organisation
    assert holder is not None  # held by the check constraint
    return holder


def _act(moving: Moving, situation: Situation, *, actor: Actor, now: datetime) -> UUID:
    """Issue or change the certificate; returns the id of the version that stands now."""
    result, case = moving.variant.result, moving.case
    assert result.certificate is not None
    definition = moving.loaded.catalogues.certificates[result.certificate]
    kind = Kind(result.certificate, definition, case.publication_id)
    facts = {"number": case.number, "decided_on": civil_day(now).isoformat(), "authority": case.authority.name}
    sources = sources_for_face(situation, facts)
    labels = option_labels(moving.loaded.form, case.variant)
    if result.action == "issue":
        made = certificates.issue(
            kind, holder_of(case), case.authority, sources=sources, labels=labels, origin=case.pk, actor=actor, now=now
        )
        return made.pk
    before = _held(situation, result.certificate, holder_of(case), civil_day(now))
    if before is None:
        raise NothingToActOn(certificate=definition.name)
    return _CHANGES[result.action](before, kind, moving, sources, labels, actor, now)


def _held(situation: Situation, kind: str, holder: Person | Organisation, on: date) -> UUID | None:
    """The certificate to act on: the one the rules have just read, otherwise the best there is."""
    if known := situation.certificates.get(rule_name(kind), {}).get("id"):
        return UUID(known)
    found = held.latest_of_type(holder, kind, on)
    return found.pk if found else None


def _amend(old: UUID, kind: Kind, moving: Moving, sources: Any, labels: Any, actor: Actor, now: datetime) -> UUID:
    made = certificates.amend(
        old, kind, moving.case.authority, sources=sources, labels=labels, origin=moving.case.pk, actor=actor, now=now
    )
    return made.pk


def _renew(old: UUID, kind: Kind, moving: Moving, sources: Any, labels: Any, actor: Actor, now: datetime) -> UUID:
    made = certificates.renew(
        old, kind, moving.case.authority, sources=sources, labels=labels, origin=moving.case.pk, actor=actor, now=now
    )
    return made.pk


def _reissue(old: UUID, kind: Kind, moving: Moving, sources: Any, labels: Any, actor: Actor, now: datetime) -> UUID:
    made = certificates.reissue(old, kind, moving.case.authority, origin=moving.case.pk, actor=actor, now=now)
    return made.pk


def _cancel(old: UUID, kind: Kind, moving: Moving, sources: Any, labels: Any, actor: Actor, now: datetime) -> UUID:
    ground = "行政许可法 70"
    made = certificates.cancel(
        old, decision=moving.case.number, ground=ground, origin=moving.case.pk, actor=actor, now=now
    )
    return made.pk


def _check(old: UUID, kind: Kind, moving: Moving, sources: Any, labels: Any, actor: Actor, now: datetime) -> UUID:
    result = moving.variant.result
    period = (result.validity, result.validity_unit)
    next_due = period_end(civil_day(now), period[0], period[1]) if period[0] and period[1] else None
    made = certificates.record_periodic_check(
        old, outcome="passed", next_due=next_due, ground="", origin=moving.case.pk, actor=actor, now=now
    )
    return made.pk


_CHANGES: dict[str, Callable[[UUID, Kind, Moving, Any, Any, Actor, datetime], UUID]] = {
    "amend": _amend,
    "renew": _renew,
    "reissue": _reissue,
    "cancel": _cancel,
    "check": _check,
}


def option_labels(form: Form, variant: str) -> dict[str, dict[str, str]]:
    """Printed words of coded answers, by dotted name."""
    return {
        f"form.{field.key}": {option.value: option.label for option in field.options}
        for field in form.fields(variant)
        if field.options
    }


@together()
def deliver(case_id: UUID, way: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """The result reached the applicant: `online`, `counter` or `post`. An applicant's own download delivers too."""
    moving = take(case_id, seen=seen, actor=actor, now=now)
    move(moving, check(moving, "deliver"), {"way": WAYS.get(way, WAYS["counter"])}, actor=actor, now=now)
    return moving.case


@together()
def close(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Into the archive; electronic files need no paper (国务院令第716号 12)."""
    moving = take(case_id, seen=seen, actor=actor, now=now)
    move(moving, check(moving, "close"), {}, actor=actor, now=now)
    return moving.case
