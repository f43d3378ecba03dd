"""Certificate verification: public, logged, masked."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router

from tongban.api.schemas import VerificationOut
from tongban.base import clock
from tongban.base.actor import SYSTEM
from tongban.certificates import actions

router = Router(tags=["certificates"])


@router.get("/{token_or_identifier}", response=VerificationOut, auth=None, summary="验证证照")
def verify(request: HttpRequest, token_or_identifier: str) -> VerificationOut:
    """By the token of the QR code or the GB/T 36904 identifier. Every question is logged."""
    found = actions.verify_publicly(token_or_identifier, actor=SYSTEM, now=clock.now())
    return VerificationOut(
        standing=found.standing.value, standing_name=found.standing_title.render(gettext),
        valid_today=found.valid_today, title=found.title, number=found.number, identifier=found.identifier,
        holder=found.holder, issuer=found.issuer, issued_on=found.issued_on, valid_from=found.valid_from,
        valid_to=found.valid_to, superseded_by=found.superseded_by, signature_valid=found.signature_valid,
        checked_at=found.checked_at,
    )  # fmt: skip
