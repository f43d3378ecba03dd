"""The papers of a draft: what is needed, what stands in, what is there; upload, look at, take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongban.base import files
from tongban.cases import actions, queries
from tongban.cases.queries import Draft, DraftMaterial
from tongban.catalogue import queries as catalogue
from tongban.core.errors import InvalidInput, NotFound, TongbanError, Unavailable
from tongban.core.messages import N_, Message
from tongban.portal.access import Door, door
from tongban.portal.applicant.posting import posted
from tongban.portal.prereview.showing import draft_context
from tongban.portal.shell import Asked, asked, say

SEALED_OFF = "sandbox; default-src 'none'"  # the policy of a response that holds a stranger's bytes


@door(Door.SIGNED_IN)
def materials(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The list of papers of this draft, as its answers make it."""
    ask = asked(request)
    draft = actions.carry(draft_id, actor=ask.actor, now=ask.now)
    if draft.submitted_at:
        return redirect("draft_review", draft.pk)
    actions.prereview_again(draft, actor=ask.actor, now=ask.now)
    return render(request, "portal/applicant/draft_materials.html", _context(ask, draft))


@door(Door.SIGNED_IN)
@posted("draft_materials", "draft_id")
def upload(request: HttpRequest, draft_id: UUID, material: str) -> HttpResponse:
    """Take files for one paper. A refused file says why; the others stay."""
    ask = asked(request)
    queries.access_draft(draft_id, actor=ask.actor)
    sent = request.FILES.getlist("file")
    failures: list[TongbanError] = (
        [] if sent else [InvalidInput(what=Message(N_("文件")), why=Message(N_("还没有选择文件")))]
    )
    for item in sent:
        try:
            actions.upload(draft_id, material, item.chunks(), name=item.name or "", actor=ask.actor, now=ask.now)
        except TongbanError as error:
            failures.append(error)
    if request.headers.get("HX-Request"):
        draft = queries.access_draft(draft_id, actor=ask.actor)
        context = _context(ask, draft) | {"failures": [failure.message for failure in failures], "key": material}
        context["paper"] = next((item for item in context["papers"] if item["key"] == material), None)
        if context["paper"] is None:
            raise failures[0] if failures else NotFound(what=Message(N_("这份材料")))
        part = "portal/applicant/parts/material.html"
        response = render(request, part, context, status=422 if failures else 200)
        response["HX-Trigger"] = "prereview"  # the part that shows findings looks for new ones
        return response
    for failure in failures:
        messages.error(request, say(failure.message))
    if not failures:
        messages.success(request, _("已上传。"))
    return redirect("draft_materials", draft_id)


@door(Door.SIGNED_IN)
@posted("draft_materials", "draft_id")
def remove(request: HttpRequest, draft_id: UUID, upload_id: int) -> HttpResponse:
    """Take a file back."""
    ask = asked(request)
    actions.remove_upload(draft_id, upload_id, actor=ask.actor, now=ask.now)
    messages.success(request, _("已删除这个文件。"))
    return redirect("draft_materials", draft_id)


@door(Door.SIGNED_IN)
def show(request: HttpRequest, draft_id: UUID, upload_id: int) -> HttpResponseBase:
    """One's own upload again, as a download: what strangers made is never shown inside our pages."""
    ask = asked(request)
    draft = queries.access_draft(draft_id, actor=ask.actor)
    row = draft.materials.select_related("file").filter(pk=upload_id).first()
    if row is None:
        raise NotFound(what=Message(N_("这个文件")))
    try:
        stream = files.open_file(row.file)
    except FileNotFoundError as error:
        raise Unavailable(what=Message(N_("这个文件"))) from error
    response = FileResponse(stream, content_type=row.file.media_type, as_attachment=True, filename=row.name)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SEALED_OFF
    return response


def _context(ask: Asked, draft: Draft) -> dict[str, Any]:
    checked = actions.check_draft(draft, actor=ask.actor, now=ask.now)
    papers = checked.assessment.papers
    waived = {waiver.material: waiver.source_name for waiver in papers.waived}
    uploaded: dict[str, list[DraftMaterial]] = {}
    for row in draft.materials.select_related("file").order_by("pk"):
        uploaded.setdefault(row.material, []).append(row)
    all_materials = checked.loaded.matter.materials
    rows = [
        {
            "key": key,
            "material": all_materials[key],
            "need": need,
            "waived_by": waived.get(key),
            "files": uploaded.get(key, []),
            "accept": ",".join(f".{kind}" for kind in all_materials[key].accepts),
            "kinds": _("、").join(kind.upper() for kind in all_materials[key].accepts),
        }
        for need, keys in (
            ("required", papers.required),
            ("undecided", papers.undecided),
            ("optional", papers.optional),
        )
        for key in keys
    ]
    loaded = catalogue.loaded(draft.publication_id)
    return {
        "draft": draft,
        "matter": loaded.matter,
        "variant": loaded.matter.variants[draft.variant],
        "papers": rows,
        "generated": [all_materials[key] for key in papers.generated],
        "missing": len([key for key in papers.missing if key not in papers.held_possible]),
        "limit_mb": files.MAX_BYTES // 1024 // 1024,
        "step": 2,
        **draft_context(draft),
    }
