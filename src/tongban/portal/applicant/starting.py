"""From the guide to a draft: guided questions, for whom, at which authority."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongban.base import queries as base
from tongban.base.rows import Organisation, Person
from tongban.cases import actions
from tongban.catalogue import queries as catalogue
from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.portal.access import Door, door
from tongban.portal.shell import Asked, asked

BODIES = {"2", "3", "4", "5", "6"}  # GB/T 39046 A.4: everything but natural persons


@door(Door.SIGNED_IN)
def start(request: HttpRequest, matter: str) -> HttpResponse:
    """Ask what is still open, one question a page; begin the draft when nothing is."""
    ask = asked(request)
    loaded = catalogue.loaded_in_force(matter, ask.today)
    given = request.POST if request.method == "POST" else request.GET
    answers = {question.key: given[question.key] for question in loaded.matter.questions if given.get(question.key)}
    variant = given.get("variant") or None
    guidance = catalogue.next_question(loaded.matter, {} if variant else answers)
    if variant:
        catalogue.check_variant(loaded, variant)
    elif guidance.question:
        return _page(request, "question", loaded, {"question": guidance.question, "answers": answers})
    else:
        variant = guidance.variant
    if variant is None:
        return _page(request, "no_variant", loaded, {"answers": answers})
    if request.method == "POST" and given.get("authority"):
        return _begin(request, ask, loaded, variant)
    return _page(request, "applicant", loaded, _choices(ask, loaded, variant) | {"answers": answers})


def _page(request: HttpRequest, step: str, loaded: LoadedMatter, context: dict[str, object]) -> HttpResponse:
    return render(request, f"portal/applicant/start_{step}.html", {"matter": loaded.matter, **context})


def _choices(ask: Asked, loaded: LoadedMatter, variant: str) -> dict[str, object]:
    """Who may apply here, and where it is handled."""
    takes = set(loaded.matter.applicants)
    return {
        "variant_key": variant,
        "variant": loaded.matter.variants[variant],
        "as_self": "1" in takes and ask.viewer.person_id is not None,
        "organisations": base.organisations_of(ask.viewer) if takes & BODIES else [],
        "authorities": base.authorities_for(loaded.matter.matter),
    }


def _begin(request: HttpRequest, ask: Asked, loaded: LoadedMatter, variant: str) -> HttpResponse:
    person, organisation = _holder(request, ask)
    authority = request.POST["authority"]
    if not authority.isascii() or not authority.isdigit():
        raise InvalidInput(what=Message(N_("办理机关")), why=Message(N_("请从列表中选择")))
    draft = actions.begin(
        loaded.matter.matter,
        variant,
        authority_id=int(authority),
        person=person,
        organisation=organisation,
        channel="3" if "Mobile" in request.headers.get("User-Agent", "") else "2",
        actor=ask.actor,
        now=ask.now,
    )
    return redirect("draft_form", draft.pk)


def _holder(request: HttpRequest, ask: Asked) -> tuple[Person | None, Organisation | None]:
    """Oneself, or a body one may act for; anything else is refused."""
    wanted = request.POST.get("applicant", "")
    if wanted == "self" and ask.viewer.person_id is not None:
        return base.person(ask.viewer.person_id), None
    for body in base.organisations_of(ask.viewer):
        if wanted == f"organisation:{body.pk}":
            return None, body
    raise InvalidInput(what=Message(N_("申请人")), why=Message(N_("请选择为谁办理")))
