"""The officer's side: the same findings, confirmed or dismissed with one key each."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from tongban.base import files
from tongban.cases import queries as case_queries
from tongban.cases.errors import CaseNotFound
from tongban.cases.queries import CaseView
from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.roles import CASE_ROLES, Role
from tongban.portal.access import Door, door
from tongban.portal.prereview.showing import groups, shown_of
from tongban.portal.shell import Asked, asked
from tongban.prereview import actions, queries
from tongban.prereview.errors import FindingNotFound, PictureNotFound
from tongban.prereview.queries import Verdict


@door(Door.STAFF)
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The prereview of a case: a part for htmx, a page of its own without."""
    ask = asked(request)
    found = _case(ask, case_id)
    review = queries.review(found.case.prereview_package)
    context = {
        "case": found.case,
        "review": review,
        "groups": groups(review) if review else [],
        "may_judge": _may_judge(found),
    }
    part = "portal/prereview/parts/officer.html" if request.headers.get("HX-Request") else "portal/prereview/case.html"
    return render(request, part, context)


@door(Door.STAFF)
@require_POST
def judge(request: HttpRequest, case_id: UUID, finding_id: int) -> HttpResponse:
    """Confirm or dismiss one finding."""
    ask = asked(request)
    found = _case(ask, case_id)
    if found.case.prereview_package is None or not _may_judge(found):
        raise FindingNotFound(what=str(finding_id))
    verdict = request.POST.get("verdict", "")
    if verdict not in set(Verdict):
        raise InvalidInput(what=Message(N_("判断")), why=Message(N_("只能选“属实”或“误报”")))
    actions.judge(found.case.prereview_package, finding_id, verdict, actor=ask.actor, now=ask.now)
    if not request.headers.get("HX-Request"):
        return redirect("work_prereview", case_id)
    review = queries.review(found.case.prereview_package)
    assert review is not None
    shown = shown_of(review, finding_id)
    context = {
        "case": found.case,
        "shown": shown,
        "officer": True,
        "may_judge": True,
        "review": review,
        "counted": True,
    }
    return render(request, "portal/prereview/parts/judged.html", context)


@door(Door.STAFF)
@cache_control(private=True, max_age=3600)
def page(request: HttpRequest, case_id: UUID, sha256: str, number: int) -> HttpResponseBase:
    """The picture of a page of a case's paper."""
    found = _case(asked(request), case_id)
    if found.case.prereview_package is None:
        raise PictureNotFound(what="")
    picture = queries.page_picture(found.case.prereview_package, sha256, number)
    return FileResponse(files.open_file(picture), content_type=picture.media_type)


def _case(ask: Asked, case_id: UUID) -> CaseView:
    """A case in which the viewer has a post. Raises CaseNotFound, also for the officer who is only its applicant."""
    found = case_queries.access_case(case_id, viewer=ask.viewer, now=ask.now)
    if not found.roles - {Role.APPLICANT}:
        raise CaseNotFound(what=str(case_id))
    return found


def _may_judge(found: CaseView) -> bool:
    """Those who handle the case say whether the machine was right; auditors only look."""
    return bool(found.roles & CASE_ROLES)
