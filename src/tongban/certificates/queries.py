"""Reads of the certificates room. `verify` is for everybody and masks; `access_…` asks for permission."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongban.base import files
from tongban.base.errors import Undecipherable
from tongban.base.models import Organisation, Person
from tongban.base.permissions import Viewer
from tongban.certificates.audit import check_stream
from tongban.certificates.errors import CertificateNotFound, NoDocumentYet
from tongban.certificates.faces import Face, FaceItem, read_face
from tongban.certificates.masks import mask
from tongban.certificates.models import Certificate, PdfState
from tongban.certificates.policy import Kind, Validity, period_end, standing
from tongban.certificates.reading import face_text, signature_holds, signed_face
from tongban.certificates.states import TITLES, Standing, State
from tongban.core.clock import civil_day
from tongban.core.identifiers import check_certificate_id, mask_name
from tongban.core.messages import Message
from tongban.core.roles import CASE_ROLES, Role

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,32}")
_MAY_READ = CASE_ROLES | {Role.AUDITOR, Role.INSPECTOR}


@dataclass(frozen=True)
class ShownItem:
    """One item of the face as a stranger may see it."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Verification:
    """The answer to somebody who asks whether a certificate is genuine and counts today.

    `items` is empty when asked by identifier: identifiers can be guessed, tokens cannot. `superseded_by` is the
    identifier of the version that stands in its place. With `signature_valid` false nothing else is to be trusted.
    """

    standing: Standing
    title: str
    identifier: str
    number: str
    version: int
    holder: str
    issuer: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    suspended_until: date | None
    check_due_on: date | None
    items: tuple[ShownItem, ...]
    superseded_by: str | None
    signature_valid: bool
    signature_algorithm: str
    signature_key: str
    checked_at: datetime

    @property
    def valid_today(self) -> bool:
        return self.standing is Standing.VALID and self.signature_valid

    @property
    def standing_title(self) -> Message:
        return Message(TITLES[self.standing])


def verify(token_or_identifier: str, *, now: datetime) -> Verification:
    """Find by the token of the QR code, or by the GB/T 36904 identifier. Raises CertificateNotFound."""
    checked = check_certificate_id(token_or_identifier)
    by_identifier = checked.valid
    if not by_identifier and not _TOKEN.fullmatch(token_or_identifier):
        raise CertificateNotFound()
    asked = {"identifier": checked.value} if by_identifier else {"token": token_or_identifier}
    row = _with_newer().filter(**asked).first()
    if row is None:
        raise CertificateNotFound()
    text = _text_or_nothing(row)
    genuine = text is not None and signature_holds(row, text, now=now)
    face = read_face(text) if genuine and text else None
    newer = getattr(row, "superseded_by", None)
    return Verification(
        standing=standing_on(row, civil_day(now)),
        title=face.head.title if face else row.type,
        identifier=row.identifier,
        number=row.number,
        version=row.version,
        holder=_holder(face) if face else row.holder_name_masked,
        issuer=face.head.issuer.name if face else row.issuer.name,
        issued_on=row.issued_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        suspended_until=row.suspended_until,
        check_due_on=row.check_due_on,
        items=_shown(face) if face and not by_identifier else (),
        superseded_by=newer.identifier if newer else None,
        signature_valid=genuine and face is not None and _row_says_the_same(row, face),
        signature_algorithm=row.signature_algorithm,
        signature_key=row.signature_key,
        checked_at=now,
    )


def standing_on(row: Certificate, on: date) -> Standing:
    """What the certificate is worth on a civil day."""
    return standing(State(row.state), row.validity, on)


def certificates_of(holder: Person | Organisation) -> list[Certificate]:
    """Everything in the holder's name, newest first, superseded versions left out."""
    rows = _certificates().exclude(state=State.SUPERSEDED.value)
    return list(_held_by(rows, holder).order_by("-issued_at", "-version"))


def certificate_of_case(origin: UUID) -> Certificate | None:
    """The certificate that came out of a case."""
    return _certificates().filter(origin=origin).order_by("-issued_at").first()


def certificate_by_id(certificate_id: UUID) -> Certificate | None:
    """For the platform's own reactions; pages use `access_certificate`."""
    return _certificates().filter(pk=certificate_id).first()


def latest_of_type(holder: Person | Organisation, type_key: str, on: date) -> Certificate | None:
    """The certificate of a type that a case may act on: the one in force on the day before any other."""
    return _best(_held_by(_certificates().filter(type=type_key), holder), on).get(type_key)


def access_certificate(certificate_id: UUID, *, viewer: Viewer) -> Certificate:
    """A certificate for its holder, who represents the holder, or staff of the issuer.

    Raises CertificateNotFound for everybody else too: the two are not told apart.
    """
    row = _certificates().filter(pk=certificate_id).first()
    if row is None or not _may_read(row, viewer):
        raise CertificateNotFound()
    return row


def full_face(certificate: Certificate, *, now: datetime) -> Face:
    """The unmasked face of a certificate fetched with permission. Raises FaceTampered."""
    return signed_face(certificate, now=now)


def open_pdf(certificate: Certificate) -> IO[bytes]:
    """The document of a certificate fetched with permission. Raises NoDocumentYet while the job has not made it."""
    if certificate.pdf_state != PdfState.MADE or certificate.pdf is None:
        raise NoDocumentYet()
    return files.open_file(certificate.pdf)


def facts_for_rules(
    holder: Person | Organisation | None, on: date, *, now: datetime, types: Iterable[str] = ()
) -> dict[str, dict[str, Any]]:
    """What rules, forms and waivers may know of the holder's certificates: {type_key: {found, number, …}}.

    Keys are type names with underscores; `types` (with dashes or underscores) lists those that must appear, with
    `found` false where the holder has none. `status` is the standing on day `on`. Items of the face come by their own
    keys; dates are ISO text, as forms keep them. A face that does not fit its signature counts as not found.
    """
    facts: dict[str, dict[str, Any]] = {_name(key): {"found": False} for key in types}
    if holder is None:
        return facts
    for key, row in _best(_held_by(_certificates(), holder), on).items():
        text = _text_or_nothing(row)
        if text is None or not signature_holds(row, text, now=now):
            facts[_name(key)] = {"found": False}
            continue
        facts[_name(key)] = _facts(row, read_face(text), on)
    return facts


def _facts(row: Certificate, face: Face, on: date) -> dict[str, Any]:
    return {
        **{item.key: item.value for item in face.items},
        "found": True,
        "id": str(row.pk),
        "number": row.number,
        "issuer": face.head.issuer.name,
        "issued_on": row.issued_on.isoformat(),
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "check_due_on": row.check_due_on.isoformat() if row.check_due_on else None,
        "status": standing_on(row, on).value,
    }


def _best(rows: QuerySet[Certificate], on: date) -> dict[str, Certificate]:
    """One certificate per type: in force before not in force, then the newest."""
    best: dict[str, Certificate] = {}
    for row in rows.exclude(state=State.SUPERSEDED.value).order_by("issued_at", "version"):
        other = best.get(row.type)
        if other is None or _in_force(row, on) or not _in_force(other, on):
            best[row.type] = row
    return best


def _in_force(row: Certificate, on: date) -> bool:
    return standing_on(row, on) is Standing.VALID


def _certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("issuer", "pdf", "person", "organisation")


def _with_newer() -> QuerySet[Certificate]:
    return _certificates().select_related("superseded_by")


def _held_by(rows: QuerySet[Certificate], holder: Person | Organisation) -> QuerySet[Certificate]:
    return rows.filter(Q(person=holder.pk) if isinstance(holder, Person) else Q(organisation=holder.pk))


def _may_read(row: Certificate, viewer: Viewer) -> bool:
    if row.person_id is not None and row.person_id == viewer.person_id:
        return True
    if row.organisation_id is not None and row.organisation_id in viewer.organisation_ids:
        return True
    return not viewer.roles_at(row.issuer_id, row.issuer.path).isdisjoint(_MAY_READ)


def _shown(face: Face) -> tuple[ShownItem, ...]:
    return tuple(
        ShownItem(item.key, item.label, mask(item.type, item.text) if _to_mask(item, face) else item.text)
        for item in face.items
    )


def _to_mask(item: FaceItem, face: Face) -> bool:
    """Personal items, and the name of a person who holds, even where the type forgot to call it personal."""
    holder = face.head.holder
    return item.personal or (holder.kind == "person" and item.text == holder.name)


def _holder(face: Face) -> str:
    """Persons masked; names of bodies are public."""
    return mask_name(face.head.holder.name) if face.head.holder.kind == "person" else face.head.holder.name


def _row_says_the_same(row: Certificate, face: Face) -> bool:
    """Whether the columns that are shown are those that were signed: a changed date in the row must not pass."""
    head = face.head
    return (row.identifier, row.number, row.version, row.issued_on, row.validity) == (
        head.identifier,
        head.number,
        head.version,
        head.issued_on,
        Validity(head.valid_from, head.valid_to),
    )


def _text_or_nothing(row: Certificate) -> str | None:
    try:
        return face_text(row)
    except Undecipherable:
        return None


def _name(type_key: str) -> str:
    return type_key.replace("-", "_")


__all__ = [
    "Kind",
    "ShownItem",
    "Standing",
    "Validity",
    "Verification",
    "access_certificate",
    "certificate_by_id",
    "certificate_of_case",
    "certificates_of",
    "check_stream",
    "facts_for_rules",
    "full_face",
    "latest_of_type",
    "open_pdf",
    "period_end",
    "standing_on",
    "verify",
]
