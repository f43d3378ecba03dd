"""One's own certificate: the whole face, the document, the picture to show."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tongban.certificates import queries as certificates
from tongban.portal.access import Door, door
from tongban.portal.shell import asked


@door(Door.SIGNED_IN)
def show(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The face in full for its holder, and how to download and verify it."""
    ask = asked(request)
    row = certificates.access_certificate(certificate_id, viewer=ask.viewer)
    context = {
        "certificate": row,
        "face": certificates.full_face(row, now=ask.now),
        "standing": certificates.standing_on(row, ask.today),
        "verification": certificates.verify(row.token, now=ask.now),
    }
    return render(request, "portal/applicant/certificate.html", context)


@door(Door.SIGNED_IN)
def download(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The signed PDF."""
    ask = asked(request)
    row = certificates.access_certificate(certificate_id, viewer=ask.viewer)
    return FileResponse(
        certificates.open_pdf(row), content_type="application/pdf", as_attachment=True, filename=f"{row.number}.pdf"
    )
