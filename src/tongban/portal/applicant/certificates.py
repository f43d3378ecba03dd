"""One's own certificate: the whole face, its picture, the code to show, the signed document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tongban.certificates import queries as certificates
from tongban.core.errors import Unavailable
from tongban.core.messages import N_, Message
from tongban.portal.access import Door, door
from tongban.portal.shell import Asked, asked
from tongban.portal.workbench import pictures


@door(Door.SIGNED_IN)
def show(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The face in full for its holder, and how to download and verify it."""
    ask = asked(request)
    row = certificates.access_certificate(certificate_id, viewer=ask.viewer)
    context = _document(row) | {
        "face": certificates.full_face(row, now=ask.now),
        "standing": certificates.standing_on(row, ask.today),
        "verification": certificates.verify(row.token, now=ask.now),
        "qr": qr(public_address(row)),
    }
    return render(request, "portal/applicant/certificate.html", context)


@door(Door.SIGNED_IN)
def document(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The part of the page about the document: asked again every few seconds while it is being made."""
    row = _access(asked(request), certificate_id)
    return render(request, "portal/applicant/parts/certificate_document.html", _document(row))


@door(Door.SIGNED_IN)
def picture(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The first page of the signed document as a PNG. Raises NoDocumentYet, Unavailable."""
    row = _access(asked(request), certificate_id)
    certificates.open_pdf(row).close()
    drawn = pictures.page_picture(row.pdf, 1) if row.pdf else None
    if drawn is None:
        raise Unavailable(what=Message(N_("证照的图片")))
    response = FileResponse(drawn.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=600"
    return response


@door(Door.SIGNED_IN)
def download(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The signed PDF."""
    row = _access(asked(request), certificate_id)
    return FileResponse(
        certificates.open_pdf(row), content_type="application/pdf", as_attachment=True, filename=f"{row.number}.pdf"
    )


def public_address(row: certificates.Certificate) -> str:
    """Where anybody can verify the certificate: the address in the code of its document."""
    return f"{settings.TONGBAN_PUBLIC_URL}{reverse('verify_token', args=[row.token])}"


def qr(address: str) -> SafeString:
    """The address as an SVG picture with its own name for those who do not see it."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=2, omitsize=True, title=gettext("证照查验二维码"), svgclass="qr", lineclass=None
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308  # drawn from an address of our own


def _access(ask: Asked, certificate_id: UUID) -> certificates.Certificate:
    return certificates.access_certificate(certificate_id, viewer=ask.viewer)


def _document(row: certificates.Certificate) -> dict[str, Any]:
    return {"certificate": row, "made": row.pdf_state == "made", "failed": row.pdf_state == "failed"}
