"""The applicant's side: progress, findings, the answer “我已核对”, and filling the form from papers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from tongban.base import files
from tongban.cases import actions as cases
from tongban.cases import queries as case_queries
from tongban.cases.queries import Draft
from tongban.core.errors import InvalidInput
from tongban.portal.access import Door, door
from tongban.portal.prereview.showing import draft_context
from tongban.portal.shell import asked
from tongban.prereview import actions, queries
from tongban.prereview.errors import FindingNotFound, PictureNotFound

MOST_TRIES = 10_000


@door(Door.SIGNED_IN)
def progress(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """How far the reading is; the findings come along when they are newer than those the page shows (`seen`)."""
    ask = asked(request)
    draft = case_queries.access_draft(draft_id, actor=ask.actor)
    if not request.headers.get("HX-Request"):
        return redirect("draft_materials", draft_id)
    seen = request.GET.get("seen", "")
    context = {"draft": draft, **draft_context(draft, tries=_number(request, "tries"), seen=seen)}
    review = context["review"]
    if request.GET.get("at") == "review":
        response = render(request, "portal/prereview/parts/at_review.html", context)
        if review is None or not review.running:
            response["HX-Refresh"] = "true"
        return response
    return render(request, "portal/prereview/parts/progress.html", context)


@door(Door.SIGNED_IN)
@require_POST
def override(request: HttpRequest, draft_id: UUID, finding_id: int) -> HttpResponse:
    """“我已核对，没有问题”, with a reason. A missing reason is said beside the field, and what was typed stays."""
    ask = asked(request)
    draft = case_queries.access_draft(draft_id, actor=ask.actor)
    reason, problem = request.POST.get("reason", ""), None
    try:
        actions.override(_package(draft), finding_id, reason, actor=ask.actor, now=ask.now)
    except InvalidInput as error:
        problem = error.message
    context = {"draft": draft, **draft_context(draft), "problem_at": finding_id, "problem": problem, "typed": reason}
    status = 422 if problem else 200
    if request.headers.get("HX-Request"):
        return render(request, "portal/prereview/parts/findings.html", context, status=status)
    if problem:
        return render(request, "portal/prereview/findings.html", context, status=status)
    return redirect("draft_materials", draft_id)


@door(Door.SIGNED_IN)
@require_POST
def take_back(request: HttpRequest, draft_id: UUID, finding_id: int) -> HttpResponse:
    """Take the answer back."""
    ask = asked(request)
    draft = case_queries.access_draft(draft_id, actor=ask.actor)
    actions.take_back(_package(draft), finding_id, actor=ask.actor, now=ask.now)
    if request.headers.get("HX-Request"):
        return render(request, "portal/prereview/parts/findings.html", {"draft": draft, **draft_context(draft)})
    return redirect("draft_materials", draft_id)


@door(Door.SIGNED_IN)
@require_POST
def fill(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take what papers say into the empty fields of the form, and go there to confirm it."""
    ask = asked(request)
    filled = cases.fill_from_papers(draft_id, actor=ask.actor, now=ask.now)
    count = len(filled)
    said = ngettext("已填入{count}项，请逐项核对。", "已填入{count}项，请逐项核对。", count).format(count=count)
    if filled:
        messages.success(request, said)
    else:
        messages.info(request, _("没有可以填入的空项，您填过的内容都没有改动。"))
    return redirect("draft_form", draft_id)


@door(Door.SIGNED_IN)
@cache_control(private=True, max_age=3600)
def page(request: HttpRequest, draft_id: UUID, sha256: str, number: int) -> HttpResponseBase:
    """The picture of a page of one's own paper: drawn by us, so it is safe to show."""
    ask = asked(request)
    draft = case_queries.access_draft(draft_id, actor=ask.actor)
    review = queries.review_of(draft.pk)
    if review is None:
        raise PictureNotFound(what="")
    found = queries.page_picture(review.package.pk, sha256, number)
    return FileResponse(files.open_file(found), content_type=found.media_type)


def _package(draft: Draft) -> UUID:
    review = queries.review_of(draft.pk)
    if review is None or draft.submitted_at is not None:
        raise FindingNotFound(what="")
    return review.package.pk


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return min(int(given), MOST_TRIES) if given.isascii() and given.isdigit() and len(given) < 9 else 0
