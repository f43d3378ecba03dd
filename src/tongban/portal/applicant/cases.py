"""One's own case: where it stands, why it is due when it is due, what came out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongban.cases import actions, queries
from tongban.cases.errors import CaseNotFound
from tongban.catalogue import queries as catalogue
from tongban.certificates import queries as certificates
from tongban.core.errors import Conflict, NotFound
from tongban.core.messages import N_, Message
from tongban.core.roles import Role
from tongban.portal.access import Door, door
from tongban.portal.applicant.posting import posted
from tongban.portal.shell import Asked, asked


@door(Door.SIGNED_IN)
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case page of the applicant; officers of the case are taken to theirs."""
    ask = asked(request)
    found = queries.access_case(case_id, viewer=ask.viewer, now=ask.now)
    if Role.APPLICANT not in found.roles:
        return redirect("work_case", case_id)
    codes = request.session.get("query_code", {})
    allowed = {row.name for row in found.allowed}
    context = {
        "found": found,
        "case": found.case,
        "matter": found.loaded.matter,
        "variant": found.loaded.matter.variants[found.case.variant],
        "timeline": [entry for entry in found.timeline if entry.public],
        "papers": queries.papers(found.case, for_staff=False),
        "materials": queries.handed_materials(found.case),
        "certificate": certificates.certificate_by_id(found.case.certificate) if found.case.certificate else None,
        "query_code": codes.get(str(case_id)),
        "chart": catalogue.flow_chart(found.loaded, found.case.variant, ask.today, _, present=_present(found)),
        "may_correct": "hand_in_correction" in allowed,
        "may_withdraw": "withdraw" in allowed,
    }
    return render(request, "portal/applicant/case.html", context)


@door(Door.SIGNED_IN)
@posted("my_case", "case_id")
def correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open the correction: a draft that starts from what was handed in.

    Staff open one from the workbench, where the look at the answers is kept.
    """
    ask = asked(request)
    found = _access(ask, case_id)
    if "hand_in_correction" not in {row.name for row in found.allowed}:
        raise Conflict(what=Message(N_("补正")), why=Message(N_("这个办件现在不用补正")))
    draft = actions.begin_correction(case_id, actor=ask.actor, now=ask.now)
    return redirect("draft_form", draft.pk)


@door(Door.SIGNED_IN)
@posted("my_case", "case_id")
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the application back."""
    ask = asked(request)
    _access(ask, case_id)
    actions.withdraw(case_id, actor=ask.actor, now=ask.now)
    messages.success(request, _("已撤回申请。需要时可以随时重新申请。"))
    return redirect("my_case", case_id)


@door(Door.SIGNED_IN)
def paper(request: HttpRequest, case_id: UUID, paper_id: int) -> HttpResponse:
    """One of the authority's papers, to read and to print."""
    ask = asked(request)
    found = _access(ask, case_id)
    document = next((row for row in queries.papers(found.case, for_staff=False) if row.pk == paper_id), None)
    if document is None:
        raise NotFound(what=Message(N_("这份文书")))
    context = {"found": found, "case": found.case, "matter": found.loaded.matter, "document": document}
    return render(request, "portal/applicant/paper.html", context)


def _access(ask: Asked, case_id: UUID) -> queries.CaseView:
    """A case of one's own. Raises CaseNotFound, also for officers: their way in is the workbench."""
    found = queries.access_case(case_id, viewer=ask.viewer, now=ask.now)
    if Role.APPLICANT not in found.roles:
        raise CaseNotFound(what=str(case_id))
    return found


def _present(found: queries.CaseView) -> str:
    """Which box of the flow chart the case stands in; none for an application that went no further."""
    state = found.state
    if state.state in ("received", "correction"):
        return "accept"
    if state.state in ("accepted", "reviewing", "suspended"):
        return state.step
    return "" if state.outcome in ("withdrawn", "refused", "not_accepted") else "result"
