"""What somebody is told who asks whether a certificate is genuine and counts today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from tongban.certificates.errors import CertificateNotFound
from tongban.certificates.faces import Face, FaceItem, read_face
from tongban.certificates.masks import mask
from tongban.certificates.models import Certificate
from tongban.certificates.policy import Validity
from tongban.certificates.reading import certificates, signature_holds, standing_on, text_or_nothing
from tongban.certificates.states import TITLES, Standing
from tongban.core.clock import civil_day
from tongban.core.identifiers import check_certificate_id, mask_name
from tongban.core.messages import Message

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,32}")


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
    row = certificates().select_related("superseded_by").filter(**asked).first()
    if row is None:
        raise CertificateNotFound()
    text = text_or_nothing(row)
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
