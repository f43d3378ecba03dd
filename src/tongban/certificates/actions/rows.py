"""How a row is made, locked and moved: shared by all actions of the room."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from tongban.base import crypto, eventlog, jobs, sql, writes
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.rows import Authority, Organisation, Person
from tongban.certificates import events
from tongban.certificates.errors import AlreadyIssued, CertificateNotFound
from tongban.certificates.faces import Face, FaceHead, Holder, Issuer, Labels, Sources, build_face, face_digest
from tongban.certificates.keyring import keyring
from tongban.certificates.models import Certificate
from tongban.certificates.policy import Kind, Validity
from tongban.certificates.states import State
from tongban.core.identifiers import build_certificate_identifier, mask_name

PDF_TASK, PDF_QUEUE = "certificates.make_pdf", "documents"
ARTICLE_ISSUED = "行政许可法 39"
_TWICE = ("one_certificate_per_number", "one_latest_version", "one_certificate_per_case")
_CERTIFICATE = sql.Columns(Certificate, "c")
_PERSON = sql.Columns(Person, "p", start=_CERTIFICATE.end)
_BODY = sql.Columns(Organisation, "o", start=_PERSON.end)
_LOCK = (
    f"SELECT {_CERTIFICATE.text}, {_PERSON.text}, {_BODY.text} "  # noqa: S608  # names of our own models
    f"FROM {_CERTIFICATE.table} LEFT JOIN {_PERSON.table} ON {_PERSON.key} = c.person_id "
    f"LEFT JOIN {_BODY.table} ON {_BODY.key} = c.organisation_id WHERE {_CERTIFICATE.key} = %s FOR UPDATE OF c"
)


@dataclass(frozen=True)
class Numbers:
    """What names a certificate: `number` and `serial` stay through all versions."""

    number: str
    serial: str
    version: int


def next_counter() -> int:
    """The next number of the one sequence of all certificates: never given twice, gaps are possible.

    One sequence and no counter row per type: a counter row would let the approvals of an authority wait for each
    other's commit.
    """
    [[(counter,)]] = sql.fetch(sql.Query("SELECT nextval('certificates_serial')", tables=frozenset()))
    found: int = counter
    return found


def locked(certificate_id: UUID) -> Certificate:
    """The row, kept for this transaction. Raises CertificateNotFound."""
    tables = _CERTIFICATE.tables | _PERSON.tables | _BODY.tables
    found, [(locked_at,)] = sql.fetch(sql.Query(_LOCK, [certificate_id], tables), eventlog.TIME)
    row = _CERTIFICATE.row(found[0]) if found else None
    if row is None:
        raise CertificateNotFound()
    row.person, row.organisation, row.locked_at = _PERSON.row(found[0]), _BODY.row(found[0]), locked_at
    return row


def write(
    kind: Kind,
    holder: Person | Organisation,
    issuer: Authority,
    numbers: Numbers,
    validity: Validity,
    *,
    sources: Sources,
    labels: Labels | None,
    issued_on: date,
    origin: UUID | None,
    previous: tuple[Certificate, Face] | None = None,
    certificate_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Certificate:
    """Build, sign and store one version, record it, and ask for its document. Runs in the caller's transaction.

    Raises FaceIncomplete, SigningUnavailable, AlreadyIssued.
    """
    head = FaceHead(
        type=kind.key,
        title=kind.definition.name,
        identifier=build_certificate_identifier(
            type_code=kind.type_code, issuer=issuer.uscc, serial=numbers.serial, version=numbers.version
        ),
        number=numbers.number,
        version=numbers.version,
        holder=Holder("person" if isinstance(holder, Person) else "organisation", holder.name),
        issuer=Issuer(issuer.name, issuer.uscc),
        issued_on=issued_on,
        valid_from=validity.since,
        valid_to=validity.until,
    )
    face = build_face(kind.definition, head, sources, labels=labels, previous=previous[1] if previous else None)
    row = _row(kind, holder, issuer, numbers, face, now)
    row.id = certificate_id or uuid.uuid4()
    row.supersedes = previous[0] if previous else None
    row.origin = origin
    row.locked_at = previous[0].locked_at if previous else None
    record(row, NewEvent(events.ISSUED, _issued(row), ARTICLE_ISSUED), actor=actor, now=now)
    twice = partial(AlreadyIssued, number=row.number, certificate=kind.definition.name)
    writes.insert(row, conflicts=dict.fromkeys(_TWICE, twice))
    defer_pdf(row)
    return row


def defer_pdf(row: Certificate) -> None:
    """Ask for the document, in the transaction that wants it."""
    jobs.defer(PDF_TASK, queue=PDF_QUEUE, certificate_id=str(row.pk))


def record(row: Certificate, event: NewEvent, *, actor: Actor, now: datetime) -> None:
    """Append an event to the row's stream and note the new head in the row, which the caller then writes."""
    head = eventlog.append(events.STREAM, row.pk, [event], after=row.head, region=row.region, actor=actor, now=now)
    row.head_sequence, row.head_hash = head.sequence, head.hash


def _row(
    kind: Kind, holder: Person | Organisation, issuer: Authority, numbers: Numbers, face: Face, now: datetime
) -> Certificate:
    text = face.canonical()
    signature = keyring(now=now).signer.sign(text.encode())
    person = holder if isinstance(holder, Person) else None
    start = eventlog.Head()
    return Certificate(
        identifier=face.head.identifier,
        type=kind.key,
        number=numbers.number,
        version=numbers.version,
        serial=numbers.serial,
        person=person,
        organisation=holder if isinstance(holder, Organisation) else None,
        holder_name_masked=mask_name(holder.name) if person else holder.name,
        region=issuer.region_id,
        issuer=issuer,
        publication=kind.publication,
        face=crypto.encrypt_text(text),
        face_digest=face_digest(text),
        signature_algorithm=signature.algorithm,
        signature_key=signature.key_id,
        signature_value=signature.value,
        issued_at=now,
        issued_on=face.head.issued_on,
        valid_from=face.head.valid_from,
        valid_to=face.head.valid_to,
        state=State.VALID.value,
        token=secrets.token_urlsafe(16),
        head_sequence=start.sequence,
        head_hash=start.hash,
    )


def _issued(row: Certificate) -> Mapping[str, Any]:
    return {
        "type": row.type,
        "version": row.version,
        "face_digest": row.face_digest,
        "signature_algorithm": row.signature_algorithm,
        "signature_key": row.signature_key,
        "issued_on": row.issued_on.isoformat(),
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "origin": str(row.origin) if row.origin else None,
        "supersedes": str(row.supersedes_id) if row.supersedes_id else None,
    }
