"""How a case stands, for who has its number and query code. Sent by POST, so that no address holds the code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tongban.cases import queries
from tongban.cases.errors import CaseNotFound
from tongban.core.errors import InvalidInput, TongbanError
from tongban.core.identifiers import check_case_number, tidy_query_code
from tongban.core.messages import N_, Message
from tongban.core.text import clean
from tongban.portal.access import Door, door
from tongban.portal.public import throttle
from tongban.portal.public.errors import NoSuchProgress
from tongban.portal.shell import Asked, asked

LONGEST = 100  # characters of either field


@door(Door.PUBLIC)
@never_cache
@sensitive_post_parameters("code")
def progress(request: HttpRequest) -> HttpResponse:
    """The form; its answer; or the form again with what was wrong."""
    if request.method != "POST":
        return render(request, "portal/public/progress.html", {"number": request.GET.get("number", "")[:LONGEST]})
    ask = asked(request)
    try:
        found = _find(request, ask)
    except TongbanError as error:
        context = {"number": request.POST.get("number", "")[:LONGEST], "problem": error.render(gettext)}
        return render(request, "portal/public/progress.html", context, status=error.http_status)
    return render(request, "portal/public/progress_case.html", _shown(found))


def _shown(found: queries.CaseView) -> dict[str, Any]:
    """What a stranger with number and code may see: no names, no answers, public entries only."""
    return {
        "found": found,
        "case": found.case,
        "matter": found.loaded.matter,
        "variant": found.loaded.matter.variants[found.case.variant],
        "timeline": [entry for entry in found.timeline if entry.public],
    }


def _find(request: HttpRequest, ask: Asked) -> queries.CaseView:
    """Raises InvalidInput for a number that cannot exist, NoSuchProgress for a wrong pair, TooManyTries."""
    number = clean(request.POST.get("number", ""), what=Message(N_("办件编号")), max_length=LONGEST)
    code = clean(request.POST.get("code", ""), what=Message(N_("查询码")), max_length=LONGEST)
    checked = check_case_number(number)
    if not checked.valid:
        why = Message(N_("编号应为21位，最后一位是校验码，可能抄错了一位"))
        raise InvalidInput(what=Message(N_("办件编号")), why=why)
    attempt = throttle.claim(request, checked.value)
    try:
        found = queries.public_progress(checked.value, tidy_query_code(code), now=ask.now)
    except CaseNotFound as error:
        raise NoSuchProgress() from error
    attempt.forgive()
    return found
