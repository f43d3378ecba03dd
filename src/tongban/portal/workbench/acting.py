"""Taking a step: done and back to the case, or the page again with the reason and everything typed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongban.cases import actions, queries
from tongban.cases.errors import CaseNotFound
from tongban.core.errors import Conflict, NotFound, TongbanError
from tongban.core.messages import N_, Message
from tongban.portal.access import Door, door
from tongban.portal.kept import take_kept
from tongban.portal.shell import Asked, asked, say
from tongban.portal.workbench import reasons
from tongban.portal.workbench.cases import access_as_staff, case_page
from tongban.portal.workbench.forms import DOERS, DONE, KINDS, Typed
from tongban.portal.workbench.reasons import Row


@door(Door.STAFF)
def act(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """Take the step `name` with what the form says. Coming back from signing in, the form is shown again as typed."""
    ask = asked(request)
    found = access_as_staff(ask, case_id)
    if name not in DOERS:
        raise NotFound(what=Message(N_("这个操作")))
    if request.method != "POST":
        return _come_back(request, ask, found, name)
    if "add_row" in request.POST:
        typed = _typed(name, request.POST)
        typed.rows.append(Row())
        return case_page(request, ask, found, typed=typed)
    try:
        DOERS[name](case_id, request.POST, _seen(request.POST), ask.actor, ask.now)
    except CaseNotFound:
        raise
    except TongbanError as error:
        typed = _typed(name, request.POST, error.message)
        return case_page(request, ask, access_as_staff(ask, case_id), typed=typed, status=error.http_status)
    messages.success(request, say(DONE[name]))
    return redirect("work_case", case_id)


@door(Door.STAFF)
def correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Prepare the correction for an applicant who is at the counter; that all answers are shown is kept."""
    ask = asked(request)
    found = access_as_staff(ask, case_id)
    if request.method != "POST":
        return redirect("work_case", case_id)
    if "hand_in_correction" not in {row.name for row in queries.offers(found, viewer=ask.viewer)}:
        raise Conflict(what=Message(N_("代申请人补正")), why=Message(N_("这个办件现在不用补正，或不由您的岗位办理")))
    actions.reveal(case_id, actions.ALL, actor=ask.actor, now=ask.now)
    draft = actions.begin_correction(case_id, actor=ask.actor, now=ask.now)
    return redirect("draft_form", draft.pk)


def _come_back(request: HttpRequest, ask: Asked, found: queries.CaseView, name: str) -> HttpResponse:
    kept = take_kept(request)
    if kept is None:
        return redirect("work_case", found.case.pk)
    messages.warning(request, _("登录过期前您填写的内容已经恢复，还没有提交，请核对后再提交。"))
    return case_page(request, ask, found, typed=_typed(name, QueryDict(kept)))


def _typed(name: str, data: QueryDict, failure: Message | None = None) -> Typed:
    rows = reasons.posted(data) if KINDS.get(name) == "reasons" else []
    return Typed(name, data, rows, failure)


def _seen(data: QueryDict) -> int:
    """The event number that the page showed. A form without one has seen nothing, which is behind everything."""
    text = data.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
