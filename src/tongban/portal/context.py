"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tongban.base.queries import unread_notifications
from tongban.portal.shell import asked

ELDER_COOKIE = "elder_view"


def shell(request: HttpRequest) -> dict[str, Any]:
    """`viewer`, `now`, the elder view, and the number of unread messages of a signed-in person."""
    ask = asked(request)
    user_id = ask.viewer.user_id
    return {
        "viewer": ask.viewer,
        "now": ask.now,
        "today": ask.today,
        "elder_view": request.COOKIES.get(ELDER_COOKIE) == "1",
        "unread": unread_notifications(user_id) if user_id else 0,
        "demo": settings.TONGBAN_DEMO,
        "here": request.get_full_path(),
    }
