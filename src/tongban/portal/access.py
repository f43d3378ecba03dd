"""Every view says who may open it. A view without a rule is found by a guard test and by `urls` itself.

The rule here is about the door; what a person may see behind it is decided by `access_…` queries, object by object."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from tongban.core.errors import Forbidden
from tongban.core.messages import N_, Message
from tongban.core.roles import Role
from tongban.portal.kept import keep_form
from tongban.portal.shell import Asked, asked


class Door(StrEnum):
    """Who may open a page at all."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    STAFF = "staff"


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def door(rule: Door, *roles: Role) -> Callable[[View], View]:
    """Declare the rule of a view; STAFF may name the roles that fit (any staff role otherwise)."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rule is not Door.PUBLIC and not request.user.is_authenticated:
                if request.method == "POST" and not request.headers.get("HX-Request"):
                    keep_form(request)
                return _to_login(request)
            if rule is Door.STAFF:
                check_staff(asked(request), roles)
            return view(request, *args, **kwargs)

        guarded.door = rule  # type: ignore[attr-defined]  # read by the guard test
        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def check_staff(ask: Asked, roles: tuple[Role, ...]) -> None:
    """Raises Forbidden for somebody without a post, or without one of these roles."""
    if not ask.viewer.is_staff or (roles and not ask.viewer.has(*roles)):
        raise Forbidden(what=Message(N_("工作台")))


def _to_login(request: HttpRequest) -> HttpResponse:
    """Come back here after signing in. A part of a page says so instead: leaving the page would lose what is typed."""
    if request.headers.get("HX-Request"):
        sentence = gettext(
            "登录已过期，刚才这一步没有保存。请点页面下方的保存或下一步重新登录，已填的内容会自动恢复；正在上传的文件请登录后再选一次。"
        )
        notice = render(request, "portal/parts/error_notice.html", {"sentence": sentence}, status=401)
        notice["HX-Retarget"], notice["HX-Reswap"] = "#notices", "innerHTML"
        return notice
    return redirect_to_login(request.get_full_path())
