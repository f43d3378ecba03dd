"""Reads of the certificates room. `verify` is for everybody and masks; `access_…` asks for permission."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from uuid import UUID

from tongban.base import files
from tongban.base.permissions import Viewer
from tongban.certificates.audit import check_stream
from tongban.certificates.errors import CertificateNotFound, NoDocumentYet
from tongban.certificates.faces import Face, read_face
from tongban.certificates.holdings import certificate_of_case, certificates_of, facts_for_rules, latest_of_type
from tongban.certificates.models import Certificate, PdfState
from tongban.certificates.policy import Kind, Validity, period_end
from tongban.certificates.reading import certificates, signed_face, standing_on, text_or_nothing
from tongban.certificates.states import Standing
from tongban.certificates.verification import ShownItem, Verification, verify
from tongban.core.roles import CASE_ROLES, Role

_MAY_READ = CASE_ROLES | {Role.AUDITOR, Role.INSPECTOR}


def title_of(row: Certificate) -> str:
    """The name of the certificate as its face has it; the key of its type when the face cannot be read."""
    text = text_or_nothing(row)
    return read_face(text).head.title if text else row.type


def certificate_by_id(certificate_id: UUID) -> Certificate | None:
    """For the platform's own reactions; pages use `access_certificate`."""
    return certificates().filter(pk=certificate_id).first()


def access_certificate(certificate_id: UUID, *, viewer: Viewer) -> Certificate:
    """A certificate for its holder, who represents the holder, or staff of the issuer.

    Raises CertificateNotFound for everybody else too: the two are not told apart.
    """
    row = certificates().filter(pk=certificate_id).first()
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


def _may_read(row: Certificate, viewer: Viewer) -> bool:
    if row.person_id is not None and row.person_id == viewer.person_id:
        return True
    if row.organisation_id is not None and row.organisation_id in viewer.organisation_ids:
        return True
    return not viewer.roles_at(row.issuer_id, row.issuer.path).isdisjoint(_MAY_READ)


__all__ = [
    "Certificate",
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
    "title_of",
    "verify",
]
