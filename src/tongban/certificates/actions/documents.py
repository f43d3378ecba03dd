"""The document (PDF) of a certificate: typeset from the signed face, signed (PAdES), kept in the file store."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from tongban.base import files, writes
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.writes import together
from tongban.certificates import events, templates
from tongban.certificates.actions.rows import defer_pdf, locked, record
from tongban.certificates.errors import CertificateNotFound
from tongban.certificates.faces import Face
from tongban.certificates.keyring import keyring
from tongban.certificates.models import Certificate, PdfState
from tongban.certificates.reading import signed_face


def make_pdf(certificate_id: UUID, *, actor: Actor, now: datetime) -> Certificate:
    """Make and store the document, once; a second call finds it there and does nothing.

    The page is made outside of any transaction; the row is locked only to write the result down.
    Raises CertificateNotFound, FaceTampered, TemplateFailed, SigningUnavailable.
    """
    row = Certificate.objects.filter(pk=certificate_id).first()
    if row is None:
        raise CertificateNotFound()
    if row.pdf_state == PdfState.MADE:
        return row
    data = signed_document(signed_face(row, now=now), row.publication, row.token, now=now)
    stored = files.store_bytes(data, media_type="application/pdf", actor=actor, now=now)
    with together():
        row = locked(certificate_id)
        if row.pdf_state == PdfState.MADE:
            return row
        row.pdf, row.pdf_state = stored, PdfState.MADE
        record(row, NewEvent(events.DOCUMENT_MADE, {"sha256": stored.sha256}), actor=actor, now=now)
        writes.update(row, ["pdf", "pdf_state", "head_sequence", "head_hash"])
    return row


def note_pdf_failure(certificate_id: UUID, *, code: str, actor: Actor, now: datetime) -> None:
    """Write down that the document could not be made this time. The certificate counts all the same."""
    with together():
        row = locked(certificate_id)
        if row.pdf_state == PdfState.MADE:
            return
        row.pdf_state = PdfState.FAILED
        record(row, NewEvent(events.DOCUMENT_FAILED, {"code": code}), actor=actor, now=now)
        writes.update(row, ["pdf_state", "head_sequence", "head_hash"])


def ask_for_pdf_again(certificate_id: UUID, *, actor: Actor, now: datetime) -> Certificate:
    """Put the document back on the list of jobs after every try has failed, when the template or the keys are mended.

    Does nothing when it is there. Raises CertificateNotFound.
    """
    with together():
        row = locked(certificate_id)
        if row.pdf_state == PdfState.FAILED:
            row.pdf_state = PdfState.PENDING
            writes.update(row, ["pdf_state"])
            defer_pdf(row)
    return row


def signed_document(face: Face, publication: str, token: str, *, now: datetime) -> bytes:
    """The bytes of the document: one page from the template of the publication, signed with the chain."""
    # Typst and pyHanko are heavy; web processes import this module and never need them.
    from tongban.certificates.typesetting import typesetter

    template_files, main = templates.template(publication)
    page = typesetter(template_files, main).pdf(face, public_address(token))
    return keyring(now=now).pdf_signer.sign(page, location=face.head.issuer.name)


def public_address(token: str) -> str:
    """Where anybody can verify the certificate: the address in the QR code. It tells nothing by itself."""
    return f"{settings.TONGBAN_PUBLIC_URL}/verify/{token}"
