"""The first version of a certificate."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.base.actor import Actor
from tongban.base.rows import Authority, Organisation, Person
from tongban.base.writes import together
from tongban.certificates.actions.rows import Numbers, next_counter, write
from tongban.certificates.faces import Labels, Sources
from tongban.certificates.models import Certificate
from tongban.certificates.policy import Kind, Validity, number_text, serial_text, validity_of
from tongban.core.clock import civil_day
from tongban.core.messages import N_, Message
from tongban.core.text import clean


def issue(
    kind: Kind,
    holder: Person | Organisation,
    issuer: Authority,
    *,
    sources: Sources,
    labels: Labels | None = None,
    validity: Validity | None = None,
    number: str | None = None,
    origin: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """Issue a certificate: signed and verifiable from the commit on; its document follows by a job.

    `sources` and `labels` fill the face (see `faces.build_face`). `validity` defaults to the type's own period from
    today's civil day; `number` to prefix, year, region and counter; `origin` is the id of the case.
    Raises FaceIncomplete, AlreadyIssued (same number, or the case has its certificate), SigningUnavailable.
    """
    today = civil_day(now)
    with together(savepoint=False):
        counter = next_counter()
        own = clean(number, what=Message(N_("证照编号")), max_length=64) if number else None
        numbers = Numbers(
            number=own or number_text(kind.definition, issuer.region_id, today.year, counter),
            serial=serial_text(counter, today.year),
            version=1,
        )
        return write(
            kind,
            holder,
            issuer,
            numbers,
            validity or validity_of(kind.definition, today),
            sources=sources,
            labels=labels,
            issued_on=today,
            origin=origin,
            actor=actor,
            now=now,
        )
