"""Whether a certificate is genuine and counts today: for everybody, with a line in the log for each attempt."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from tongban.certificates import actions
from tongban.certificates.queries import Standing, Verification
from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message
from tongban.core.text import clean
from tongban.portal.access import Door, door
from tongban.portal.shell import asked

LONGEST = 300  # characters: an identifier has at most 110, the address in a QR code a little more
_ADDRESS = re.compile(r"https?://\S+/verify/([A-Za-z0-9_-]+)/?")
_ADVICE = {
    Standing.VALID: N_("签名有效，今天在有效期内。请核对照面内容和持证人是否与出示的一致。"),
    Standing.NOT_YET_VALID: N_("证照是真的，但还没有到生效日期，现在不能使用。"),
    Standing.EXPIRED: N_("证照是真的，但有效期已过，不能再使用。持证人可以申请延续或者重新办理。"),
    Standing.SUSPENDED: N_("证照被暂时扣留，暂扣期间不能使用。"),
    Standing.RESCINDED: N_("许可已由机关依法撤回，证照不能再使用。"),
    Standing.REVOKED: N_("许可因不应当给予而被撤销，证照不能再使用。"),
    Standing.FORFEITED: N_("许可证件因处罚被吊销，证照不能再使用。"),
    Standing.CANCELLED: N_("证照已经注销，不能再使用。"),
    Standing.SUPERSEDED: N_("这一版已由新版代替。请持证人出示新版证照。"),
}
_TAMPERED = N_("查到了这份证照，但数据与签名不符，内容不可信。请不要采信，并告知发证机关。")


@door(Door.PUBLIC)
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and its answer by identifier. An identifier is no secret, so it may stand in the address."""
    typed = request.GET.get("identifier", "")
    if not typed.strip():
        return render(request, "portal/public/verify.html", {"typed": ""})
    return _answer(request, typed)


@door(Door.PUBLIC)
@never_cache
def verify_token(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code of a certificate opens."""
    return _answer(request, token)


def _answer(request: HttpRequest, typed: str) -> HttpResponse:
    ask = asked(request)
    try:
        text = clean(typed, what=Message(N_("证照标识")), max_length=LONGEST)
        found = actions.verify_publicly(_token_in(text), actor=ask.actor, now=ask.now)
    except TongbanError as error:
        context = {"typed": typed[:LONGEST], "problem": error.render(gettext)}
        return render(request, "portal/public/verify.html", context, status=error.http_status)
    return render(request, "portal/public/verification.html", {"found": found, "advice": advice(found)})


def advice(found: Verification) -> Message:
    """What the standing means for who was shown the certificate."""
    return Message(_ADVICE[found.standing] if found.signature_valid else _TAMPERED)


def _token_in(text: str) -> str:
    """People paste the whole address of the QR code."""
    address = _ADDRESS.fullmatch(text)
    return address[1] if address else text
