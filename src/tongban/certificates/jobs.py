"""Background work of the certificates room."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from tongban.base import clock
from tongban.base.actor import SYSTEM
from tongban.base.jobs import PATIENT
from tongban.certificates import actions
from tongban.certificates.actions.rows import PDF_QUEUE, PDF_TASK


@app.task(name=PDF_TASK, queue=PDF_QUEUE, retry=PATIENT)
def make_certificate_pdf(certificate_id: str) -> None:
    """Make the document of a certificate. A failure is noted on the certificate and tried again."""
    now = clock.now()
    try:
        actions.make_pdf(UUID(certificate_id), actor=SYSTEM, now=now)
    except Exception as error:
        code = getattr(error, "code", "unexpected")
        actions.note_pdf_failure(UUID(certificate_id), code=code, actor=SYSTEM, now=now)
        raise
