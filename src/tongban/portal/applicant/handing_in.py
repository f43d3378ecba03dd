"""The last look before handing in: everything on one page, every problem with its place, the due date explained."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongban.cases import actions, queries
from tongban.cases.errors import DraftCarried, NothingReady
from tongban.cases.queries import Draft
from tongban.catalogue import queries as catalogue
from tongban.core.messages import Message
from tongban.portal.access import Door, door
from tongban.portal.applicant import fields as view
from tongban.portal.prereview.showing import draft_context
from tongban.portal.shell import Asked, asked, say


@door(Door.SIGNED_IN)
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show the whole application; on POST hand it in."""
    ask = asked(request)
    draft = queries.access_draft(draft_id, actor=ask.actor)
    if request.method == "POST":
        return _submit(request, ask, draft)
    if draft.submitted_at:
        case = actions.submit(draft_id, actor=ask.actor, now=ask.now).case
        return redirect("my_case", case.pk)
    draft = actions.carry(draft_id, actor=ask.actor, now=ask.now)
    actions.prereview_again(draft, actor=ask.actor, now=ask.now)
    return _page(request, ask, draft)


def _submit(request: HttpRequest, ask: Asked, draft: Draft) -> HttpResponse:
    try:
        done = actions.submit(draft.pk, actor=ask.actor, now=ask.now)
    except DraftCarried as error:
        messages.warning(request, say(error.message))
        return redirect("draft_form", draft.pk)
    except NothingReady:
        return _page(request, ask, draft, status=422)
    if done.query_code:
        request.session["query_code"] = {str(done.case.pk): done.query_code}
    messages.success(request, _("提交成功，办件编号 {number}。").format(number=done.case.number))
    staff = ask.viewer.is_staff and done.case.channel == "1"
    return redirect("work_case" if staff else "my_case", done.case.pk)


def _page(request: HttpRequest, ask: Asked, draft: Draft, status: int = 200) -> HttpResponse:
    checked = actions.check_draft(draft, actor=ask.actor, now=ask.now)
    loaded = checked.loaded
    answers = queries.answers_of(draft)
    calendar = catalogue.calendar(draft.publication_id)
    context = {
        "draft": draft,
        "matter": loaded.matter,
        "variant": loaded.matter.variants[draft.variant],
        "sections": view.sections(draft, checked, answers, calendar, with_problems=True),
        "problems": [(problem, _place(loaded, problem.at)) for problem in checked.problems],
        "asking": checked.assessment.asking,
        "hints": checked.assessment.hints,
        "approval": checked.assessment.auto_approval,
        "hindrances": _hindrances(checked),
        "assessment": checked.assessment,
        "materials": [
            (loaded.matter.materials[key], draft.materials.filter(material=key).count(), waived_by)
            for key, waived_by in _papers(checked)
        ],
        "step": 3,
        **draft_context(draft),
    }
    return render(request, "portal/applicant/draft_review.html", context, status=status)


def _hindrances(checked: actions.Checked) -> list[Message]:
    """Why it cannot be decided at once, without what the page has said already."""
    approval = checked.assessment.auto_approval
    said = [outcome.message for outcome in checked.assessment.asking]
    return [message for message in approval.hindrances if message not in said] if approval else []


def _papers(checked: actions.Checked) -> list[tuple[str, str | None]]:
    papers = checked.assessment.papers
    waived = {waiver.material: waiver.source_name for waiver in papers.waived}
    return [(key, waived.get(key)) for key in papers.required]


def _place(loaded: object, at: str) -> str:
    """The page part where a problem is mended."""
    kind, _colon, key = at.partition(":")
    return "materials" if kind == "material" else f"form#field-{key}" if key else "form"
