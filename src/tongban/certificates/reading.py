"""Opening what is stored: a face is used only when it still is what was signed."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from tongban.base import crypto
from tongban.base.errors import Undecipherable
from tongban.certificates.errors import FaceTampered
from tongban.certificates.faces import Face, face_digest, read_face
from tongban.certificates.keyring import keyring
from tongban.certificates.models import Certificate
from tongban.certificates.policy import standing
from tongban.certificates.states import Standing, State


def face_text(certificate: Certificate) -> str:
    """The canonical text. Raises Undecipherable when the bytes were changed or the key is another."""
    return crypto.decrypt_text(certificate.face)


def signature_holds(certificate: Certificate, text: str, *, now: datetime) -> bool:
    """Whether the text is the one that was signed and whose digest stands in the row."""
    return face_digest(text) == certificate.face_digest and keyring(now=now).verifiers.verify(
        text.encode(), certificate.signature
    )


def signed_face(certificate: Certificate, *, now: datetime) -> Face:
    """The face. Raises FaceTampered when text, digest and signature do not fit together."""
    text = face_text(certificate)
    if not signature_holds(certificate, text, now=now):
        raise FaceTampered(number=str(certificate.pk))
    return read_face(text)


def text_or_nothing(row: Certificate) -> str | None:
    """The canonical text; None when it cannot be deciphered."""
    try:
        return face_text(row)
    except Undecipherable:
        return None


def standing_on(row: Certificate, on: date) -> Standing:
    """What the certificate is worth on a civil day."""
    return standing(State(row.state), row.validity, on)


def certificates() -> QuerySet[Certificate]:
    """All rows with what is shown of them, in one query."""
    return Certificate.objects.select_related("issuer", "pdf", "person", "organisation")
