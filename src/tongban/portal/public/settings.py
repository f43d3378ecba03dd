"""How a reader wants to see the pages: language and elder view, kept in cookies, no account needed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tongban.portal.access import Door, door
from tongban.portal.context import ELDER_COOKIE

A_YEAR = 365 * 24 * 3600
PRIVATE = ("/accounts/", "/api/", "/apply/", "/my/", "/progress/", "/settings/", "/suggestions/", "/verify/", "/work/")


@door(Door.PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(back(request))
    if chosen in {code for code, _ in settings.LANGUAGES}:
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@door(Door.PUBLIC)
@require_POST
def elder_view(request: HttpRequest) -> HttpResponse:
    """Switch the elder view (长辈版) on or off and go back."""
    response = HttpResponseRedirect(back(request))
    _remember(response, ELDER_COOKIE, "1" if request.POST.get("on") == "1" else "0")
    return response


@door(Door.PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages can and cannot do for people with disabilities."""
    return render(request, "portal/public/accessibility.html")


@door(Door.PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: everything about one person, one case or one certificate."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def back(request: HttpRequest) -> str:
    """The page the reader came from, if it is ours."""
    wanted = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
