"""Help at the counter: a clerk does the whole application for somebody without a phone, on the applicant's own pages.

Who the help is for stays in the session, on the server: neither a number nor a row id stands in an address or form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from tongban.base import actions as base_actions
from tongban.base import queries as base
from tongban.base.rows import Organisation, Person
from tongban.cases import actions, queries
from tongban.catalogue import queries as catalogue
from tongban.core.errors import InvalidInput, TongbanError
from tongban.core.identifiers import mask_citizen_id, mask_name
from tongban.core.messages import N_, Message
from tongban.core.roles import Role
from tongban.core.text import clean
from tongban.portal.access import Door, door
from tongban.portal.kept import take_kept
from tongban.portal.shell import Asked, asked

KEY = "assisted"
COUNTER = (Role.CLERK, Role.CHIEF_REPRESENTATIVE)
CHANNEL = "1"  # GB/T 39046 A.5: at the counter
PERSON, BODIES = {"1"}, {"2", "3", "4", "5", "6"}  # GB/T 39046 A.4

Holder = Person | Organisation


@door(Door.STAFF, *COUNTER)
def applicant(request: HttpRequest) -> HttpResponse:
    """For whom: found by number, or written down."""
    ask = asked(request)
    kept = take_kept(request) if request.method != "POST" else None
    context: dict[str, Any] = {"desk": "assist", "typed": QueryDict(kept) if kept else {}, "drafts": _drafts(ask)}
    if request.method == "POST":
        try:
            _remember(request, _register(ask, request.POST))
            return redirect("work_assist_matter")
        except TongbanError as error:
            context |= {"typed": request.POST, "failure": error.message}
            return render(request, "portal/workbench/assist.html", context, status=error.http_status)
    return render(request, "portal/workbench/assist.html", context)


@door(Door.STAFF, *COUNTER)
def matter(request: HttpRequest) -> HttpResponse:
    """What for: the matters of the clerk's authority that this applicant may ask for; then the usual draft pages."""
    ask = asked(request)
    holder = _remembered(request)
    if holder is None:
        return redirect("work_assist")
    context: dict[str, Any] = {"desk": "assist", "name": _shown(holder), "choices": _choices(ask, holder)}
    if request.method == "POST":
        try:
            draft = _begin(ask, holder, request.POST.get("choice", ""))
        except TongbanError as error:
            context["failure"] = error.message
            return render(request, "portal/workbench/assist_matter.html", context, status=error.http_status)
        del request.session[KEY]
        return redirect("draft_form", draft.pk)
    return render(request, "portal/workbench/assist_matter.html", context)


def _register(ask: Asked, data: QueryDict) -> Holder:
    """Find or write down. The name must be the one on record: a number alone tells nobody whose it is."""
    name = clean(data.get("name", ""), what=Message(N_("姓名或单位名称")), max_length=120)
    if not name:
        raise InvalidInput(what=Message(N_("姓名或单位名称")), why=Message(N_("还没有填写")))
    number = clean(data.get("number", ""), what=Message(N_("证件号码")), max_length=40).replace(" ", "")
    holder: Holder
    if data.get("kind") == "organisation":
        holder = base_actions.register_organisation(name=name, uscc=number, actor=ask.actor, now=ask.now)
    else:
        mobile = data.get("mobile", "")
        holder = base_actions.register_person(name=name, citizen_id=number, mobile=mobile, actor=ask.actor, now=ask.now)
    if holder.name != name:
        why = Message(N_("与这个号码已登记的不一致，请核对证件"))
        raise InvalidInput(what=Message(N_("姓名或单位名称")), why=why)
    return holder


def _remember(request: HttpRequest, holder: Holder) -> None:
    kind = "person" if isinstance(holder, Person) else "organisation"
    request.session[KEY] = {"kind": kind, "id": holder.pk}


def _remembered(request: HttpRequest) -> Holder | None:
    known = request.session.get(KEY)
    if not known:
        return None
    return base.person(known["id"]) if known["kind"] == "person" else base.organisation(known["id"])


def _shown(holder: Holder) -> str:
    if isinstance(holder, Person):
        return f"{mask_name(holder.name)}（{mask_citizen_id(holder.citizen_id)}）"
    return f"{holder.name}（{holder.uscc}）"


def _choices(ask: Asked, holder: Holder) -> list[dict[str, Any]]:
    """Matters with their variants, per authority in which the viewer works at the counter."""
    fitting = PERSON if isinstance(holder, Person) else BODIES
    places = sorted({post.authority_id for post in ask.viewer.posts if post.role in COUNTER})
    found = []
    for place in filter(None, map(base.authority, places)):
        for card in catalogue.matters(ask.today):
            if card.matter in place.matters and fitting & set(card.applicants):
                variants = [(f"{place.pk}:{card.matter}:{key}", name) for key, name in card.variants.items()]
                found.append({"matter": card.name, "place": place.name, "variants": variants})
    return found


def _begin(ask: Asked, holder: Holder, choice: str) -> queries.Draft:
    """Raises InvalidInput for a choice that the page did not offer."""
    offered = {value for item in _choices(ask, holder) for value, _name in item["variants"]}
    if choice not in offered:
        raise InvalidInput(what=Message(N_("事项和情形")), why=Message(N_("请从列表中选择")))
    authority, matter_key, variant = choice.split(":")
    return actions.begin(
        matter_key,
        variant,
        authority_id=int(authority),
        person=holder if isinstance(holder, Person) else None,
        organisation=holder if isinstance(holder, Organisation) else None,
        channel=CHANNEL,
        actor=ask.actor,
        now=ask.now,
    )


def _drafts(ask: Asked) -> list[Any]:
    """What this officer began for others and has not handed in."""
    rows = [draft for draft in queries.my_drafts(ask.viewer) if draft.channel == CHANNEL]
    return [(row, catalogue.loaded(row.publication_id).matter, _draft_name(row)) for row in rows]


def _draft_name(draft: queries.Draft) -> str:
    body = draft.applicant_organisation
    return body.name if body else mask_name(draft.applicant_person.name) if draft.applicant_person else ""
