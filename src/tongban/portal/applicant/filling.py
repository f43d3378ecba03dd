"""The form of a draft. Every change is kept at once; a save never depends on the answers being right."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongban.cases import actions, queries
from tongban.cases.queries import Draft
from tongban.catalogue import queries as catalogue
from tongban.core.errors import InvalidInput, NotFound, TongbanError
from tongban.core.messages import N_, Message
from tongban.core.packs.form import FormField
from tongban.portal.access import Door, door
from tongban.portal.applicant import fields as view
from tongban.portal.applicant.posting import posted
from tongban.portal.kept import take_kept
from tongban.portal.shell import Asked, asked


@door(Door.SIGNED_IN)
def form(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show the form; on POST keep what was typed, then stay or go on to the materials."""
    ask = asked(request)
    draft = actions.carry(draft_id, actor=ask.actor, now=ask.now)
    if draft.submitted_at:
        return redirect("draft_review", draft.pk)
    if request.method == "POST":
        return _save(request, ask, draft)
    kept = take_kept(request)
    if kept is not None:
        draft = _keep(ask, draft, QueryDict(kept), loaded_fields(draft))
        messages.success(request, _("登录过期前您填写的内容已经恢复。"))
    return _page(request, ask, draft, with_problems=request.GET.get("check") == "1")


@door(Door.SIGNED_IN)
@posted("draft_form", "draft_id")
def field(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """One field changed: keep it, say whether it can be right, and show or hide the fields that depend on it."""
    ask = asked(request)
    draft = queries.access_draft(draft_id, actor=ask.actor)
    loaded = catalogue.loaded(draft.publication_id)
    wanted = tuple(item for item in loaded.form.fields(draft.variant) if item.key == key)
    if not wanted:
        raise NotFound(what=Message(N_("这个填报项")))
    try:
        draft = _keep(ask, draft, request.POST, wanted, seen=request.POST.get("saved", ""))
    except InvalidInput as error:
        return render(request, "portal/applicant/parts/field_refused.html", {"failure": error.message}, status=422)
    sections = _sections(ask, draft, with_problems=False)
    changed = [item for section in sections for item in section.fields]
    context = {
        "draft": draft,
        "item": next(item for item in changed if item.field.key == key),
        "others": [item for item in changed if item.field.shown_when and item.field.key != key],
        "sections": sections,
    }
    return render(request, "portal/applicant/parts/field_answer.html", context)


def _save(request: HttpRequest, ask: Asked, draft: Draft) -> HttpResponse:
    try:
        draft = _keep(ask, draft, request.POST, loaded_fields(draft), seen=request.POST.get("saved", ""))
    except TongbanError as error:
        return _typed_again(request, ask, draft, error)
    if request.POST.get("go") == "save":
        messages.success(request, _("已保存。可以随时回来接着填。"))
        return redirect("draft_form", draft.pk)
    checked = actions.check_draft(draft, ask_registries=False, actor=ask.actor, now=ask.now)
    if any(problem.at.startswith("field:") for problem in checked.problems):
        return _page(request, ask, draft, with_problems=True, status=422)
    return redirect("draft_materials", draft.pk)


def loaded_fields(draft: Draft) -> tuple[FormField, ...]:
    return catalogue.loaded(draft.publication_id).form.fields(draft.variant)


def _keep(ask: Asked, draft: Draft, data: QueryDict, fields: tuple[FormField, ...], seen: str = "") -> Draft:
    """Save what was sent; `seen` and the page's name tell whether another open page came in between."""
    answers = view.posted_answers(fields, data)
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None
    return actions.save(draft.pk, answers, seen=number, page=data.get("page", "")[:40], actor=ask.actor, now=ask.now)


def _typed_again(request: HttpRequest, ask: Asked, draft: Draft, error: TongbanError) -> HttpResponse:
    """What was typed could not be kept: show it again as typed, with the reason above it."""
    typed = view.posted_answers(loaded_fields(draft), request.POST)
    fresh = queries.access_draft(draft.pk, actor=ask.actor)
    return _page(request, ask, fresh, with_problems=False, typed=typed, error=error, status=error.http_status)


def _sections(ask: Asked, draft: Draft, *, with_problems: bool, typed: dict[str, Any] | None = None) -> Any:
    checked = actions.check_draft(draft, ask_registries=False, actor=ask.actor, now=ask.now)
    answers = queries.answers_of(draft) | (typed or {})
    calendar = catalogue.calendar(draft.publication_id)
    return view.sections(draft, checked, answers, calendar, with_problems=with_problems)


def _page(
    request: HttpRequest,
    ask: Asked,
    draft: Draft,
    *,
    with_problems: bool,
    typed: dict[str, Any] | None = None,
    error: TongbanError | None = None,
    status: int = 200,
) -> HttpResponse:
    loaded = catalogue.loaded(draft.publication_id)
    sections = _sections(ask, draft, with_problems=with_problems, typed=typed)
    wrong = [item for section in sections for item in section.fields if item.problem and item.shown]
    context = {
        "draft": draft,
        "matter": loaded.matter,
        "variant": loaded.matter.variants[draft.variant],
        "sections": sections,
        "wrong": wrong if with_problems else [],
        "failure": error.message if error else None,
        "step": 1,
        "page": request.POST.get("page", "")[:40] or secrets.token_hex(8),
    }
    return render(request, "portal/applicant/draft_form.html", context, status=status)
