"""What the cases room does after an event; `project/wiring.py` says after which."""

from __future__ import annotations

import json

from tongban.base import actions as base
from tongban.base import events as kinds
from tongban.base.actor import SYSTEM
from tongban.base.rows import Event
from tongban.cases.actions.moving import check, move, take
from tongban.cases.models import Case
from tongban.certificates import queries as certificates

PORTAL_LINK = "/my/cases/{id}/"


def tell_applicant(event: Event) -> None:
    """Leave a message for the applicant, and for who handed in on behalf of a body."""
    case = event.about if isinstance(event.about, Case) else Case.objects.get(pk=event.stream)
    people = {person for person in (case.applicant_person_id, case.agent_person_id) if person is not None}
    data = {key: value for key, value in json.loads(event.payload).items() if isinstance(value, str | int)}
    base.notify(
        sorted(people),
        kind=event.kind,
        sentence=kinds.kind_of(event.kind, event.version).sentence,
        data=data | {"number": case.number},
        link=PORTAL_LINK.format(id=event.stream),
        actor=SYSTEM,
        now=event.effective_at,
    )


def deliver_online(event: Event) -> None:
    """The document of a certificate is there: an online applicant has it now, so it is delivered and the case archived.

    Who applied at the counter or asked for the paper by post gets it there; that delivery is recorded by a person.
    """
    certificate = certificates.certificate_by_id(event.stream)
    if certificate is None or certificate.origin is None:
        return
    case = Case.objects.filter(pk=certificate.origin, state="issued", channel__in=("2", "3")).first()
    if case is None:
        return
    moving = take(case.pk, seen=None, actor=SYSTEM, now=event.effective_at)
    move(moving, check(moving, "deliver"), {"way": "网上下载"}, actor=SYSTEM, now=event.effective_at)
    move(moving, check(moving, "close"), {}, actor=SYSTEM, now=event.effective_at)
