"""A form sent after the session had ended: kept, encrypted, until the person has signed in again."""

from __future__ import annotations

import base64

from django.http import HttpRequest

from tongban.base import crypto
from tongban.base.errors import Undecipherable

KEY = "kept_form"
LIMIT = 200_000  # bytes of urlencoded form data


def keep_form(request: HttpRequest) -> None:
    """Remember what was sent to this address. Files are not kept: the browser still has them."""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    text = data.urlencode()
    if len(text) <= LIMIT:
        sealed = base64.b64encode(crypto.encrypt_text(text)).decode()
        request.session[KEY] = {"path": request.path, "data": sealed}


def take_kept(request: HttpRequest) -> str | None:
    """The form kept for this address, once."""
    kept = request.session.get(KEY)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[KEY]
    try:
        return crypto.decrypt_text(base64.b64decode(kept["data"]))
    except Undecipherable:
        return None
