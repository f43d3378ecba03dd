"""The case page: everything an officer needs of one case on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tongban.cases import actions, queries
from tongban.cases.errors import CaseNotFound
from tongban.catalogue import queries as catalogue
from tongban.certificates import queries as certificates
from tongban.core.assessment.assess import Assessment
from tongban.core.assessment.rules import RuleOutcome, Standing
from tongban.core.clock import civil_day
from tongban.core.messages import N_
from tongban.core.roles import CASE_ROLES, Role
from tongban.core.rules.explain import explain
from tongban.portal.access import Door, door
from tongban.portal.shell import Asked, asked
from tongban.portal.workbench import answers as shown_answers
from tongban.portal.workbench import reasons
from tongban.portal.workbench.forms import WAYS, Typed, forms
from tongban.portal.workbench.tasks import applicant_name, officer_name

CHANNELS = {"1": N_("窗口"), "2": N_("电脑"), "3": N_("手机"), "4": N_("邮寄")}  # GB/T 39046 A.5
UNDECIDED = frozenset({"received", "correction", "accepted", "reviewing", "suspended"})


@dataclass(frozen=True)
class Finding:
    """A rule that fails or cannot be answered, with its explanation line by line."""

    outcome: RuleOutcome
    places: str
    cited: Any
    trace: list[str]

    @property
    def fails(self) -> bool:
        return self.outcome.standing is Standing.FAILS


@door(Door.STAFF)
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case, for officers who have a part in it."""
    ask = asked(request)
    return case_page(request, ask, access_as_staff(ask, case_id))


@door(Door.STAFF)
def reveal(request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
    """Show a personal answer in full, this once. A page loaded again covers it again."""
    if request.method != "POST":
        return redirect("work_case", case_id)
    ask = asked(request)
    access_as_staff(ask, case_id)
    revealed = actions.reveal(case_id, key, actor=ask.actor, now=ask.now)
    found = access_as_staff(ask, case_id)
    if not request.headers.get("HX-Request"):
        return case_page(request, ask, found, revealed=revealed)
    sections = _answers(found, revealed)["sections"]
    rows = [row for section in sections for row in section.answers if row.key == key]
    return render(request, "portal/workbench/parts/answer.html", {"case": found.case, "row": rows[0]})


def access_as_staff(ask: Asked, case_id: UUID) -> queries.CaseView:
    """A case in which the viewer has a post. Raises CaseNotFound, also for the officer who is only its applicant."""
    found = queries.access_case(case_id, viewer=ask.viewer, now=ask.now)
    if not found.roles - {Role.APPLICANT}:
        raise CaseNotFound(what=str(case_id))
    return found


def case_page(
    request: HttpRequest,
    ask: Asked,
    found: queries.CaseView,
    *,
    typed: Typed | None = None,
    revealed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case; `typed` is a form that comes back, `revealed` what is shown in full."""
    assessment = _assessment(ask, found)
    offered = queries.offers(found, viewer=ask.viewer)
    act_forms = forms(offered, reasons.suggested(found.loaded, found.case.variant, assessment), typed)
    context = {
        **_head(ask, found),
        **_answers(found, revealed or {}),
        **_papers(found),
        **_machine(found, assessment),
        **_procedure(ask, found),
        "certificates": _certificates(ask, found),
        "timeline": [entry for entry in found.timeline if entry.kind != "case.revealed"],
        "looks": [entry for entry in found.timeline if entry.kind == "case.revealed"],
        "forms": act_forms,
        "checked_in_form": any(form.kind == "opinion" for form in act_forms),
        "lost": typed if typed and typed.name not in {form.name for form in act_forms} else None,
        "typed": typed,
        "parts": queries.REASON_PARTS,
        "remedies": queries.REMEDIES,
        "ways": WAYS,
        "longest_extension": queries.MAX_EXTENSION,
        "specials": queries.special_procedures(found.loaded.matter, found.case.variant),
    }
    return render(request, "portal/workbench/case.html", context, status=status)


def _head(ask: Asked, found: queries.CaseView) -> dict[str, Any]:
    case = found.case
    works = bool(found.roles & CASE_ROLES)
    waiting = found.state.waiting_for not in ("", "applicant")
    next_limit = next((x for x in found.clocks.limits if not x.ended and x.due.date == found.clocks.next_due), None)
    return {
        "found": found,
        "case": case,
        "matter": found.loaded.matter,
        "variant": found.loaded.matter.variants[case.variant],
        "applicant": applicant_name(case),
        "agent": bool(case.agent_person_id),
        "channel": CHANNELS.get(case.channel, ""),
        "next_limit": next_limit,
        "holder": officer_name(case.holder),
        "held_by_me": case.holder_id is not None and case.holder_id == ask.viewer.user_id,
        "waiting_role": queries.ROLE_NAMES.get(found.state.waiting_for, ""),
        "may_claim": works and waiting and case.holder_id is None,
        "role_names": queries.ROLE_NAMES,
    }


def _answers(found: queries.CaseView, revealed: dict[str, Any]) -> dict[str, Any]:
    given = queries.answers(found.case)
    number = found.state.revision
    before = queries.answers(found.case, number - 1) if number > 1 else None
    loaded, variant = found.loaded, found.case.variant
    shown = shown_answers.sections(loaded, variant, given or {}, before=before, revealed=revealed)
    return {"sections": shown, "erased": given is None}


def _papers(found: queries.CaseView) -> dict[str, Any]:
    materials: dict[str, list[queries.HandedMaterial]] = {}
    for row in queries.handed_materials(found.case):
        materials.setdefault(row.material, []).append(row)
    known = found.loaded.matter.materials
    return {
        "materials": [(known.get(key), rows) for key, rows in materials.items()],
        "papers": queries.papers(found.case, for_staff=True),
    }


def _assessment(ask: Asked, found: queries.CaseView) -> Assessment | None:
    """Asked while somebody may still have to decide by it, and then with the registries as they are now."""
    if found.state.state not in UNDECIDED:
        return None
    return actions.assess_case(found.case, actor=ask.actor, now=ask.now)


def _machine(found: queries.CaseView, assessment: Assessment | None) -> dict[str, Any]:
    if assessment is None:
        return {"assessment": None}
    loaded = found.loaded
    names = loaded.matter.materials
    return {
        "assessment": assessment,
        "findings": [_finding(found, outcome) for outcome in assessment.findings],
        "holding": [x for x in assessment.rule_outcomes if x.standing is Standing.HOLDS],
        "missing": [names[key].name for key in assessment.papers.missing],
        "undecided": [names[key].name for key in assessment.papers.undecided],
    }


def _finding(found: queries.CaseView, outcome: RuleOutcome) -> Finding:
    basis = outcome.rule.basis
    return Finding(
        outcome=outcome,
        places=gettext("、").join(reasons.places(found.loaded, found.case.variant, outcome.rule.at)),
        cited=catalogue.cite(found.loaded, basis) if basis else None,
        trace=explain(outcome.require or outcome.when, gettext),
    )


def _procedure(ask: Asked, found: queries.CaseView) -> dict[str, Any]:
    """What is checked now: the conditions of acceptance at the counter, the points of the step in review."""
    day = civil_day(found.state.submitted_at or ask.now)
    view = catalogue.procedure(found.loaded, found.case.variant, day)
    step = next((item for item in view.steps if item.key == found.state.step), None)
    at_counter = found.state.state in ("received", "correction")
    lines = view.variant.conditions if at_counter else step.checks if step else ()
    return {
        "procedure": view,
        "step": None if at_counter else step,
        "checklist": [(f"check-{n}", line) for n, line in enumerate(lines, start=1)],
        "at_counter": at_counter,
        "under_review": found.state.state in UNDECIDED,
    }


def _certificates(ask: Asked, found: queries.CaseView) -> list[Any]:
    holder = found.case.applicant_person or found.case.applicant_organisation
    if holder is None:
        return []
    rows = certificates.certificates_of(holder)
    return [(row, certificates.verify(row.token, now=ask.now), row.pk == found.case.certificate) for row in rows]
