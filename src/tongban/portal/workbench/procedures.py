"""The internal procedure of a matter (审批规程): who checks what at each step, by which standard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.base import queries as base
from tongban.catalogue import queries as catalogue
from tongban.core.messages import N_
from tongban.portal.access import Door, door
from tongban.portal.shell import asked

SEVERITIES = {"blocks": N_("不能提交"), "asks": N_("须人工核对"), "hints": N_("提示")}


@door(Door.STAFF)
def matters(request: HttpRequest) -> HttpResponse:
    """Every matter in force, those of one's own authority first."""
    ask = asked(request)
    places = [base.authority(pk) for pk in sorted({post.authority_id for post in ask.viewer.posts})]
    own = {key for place in places if place for key in place.matters}
    cards = catalogue.matters(ask.today)
    context = {
        "desk": "procedures",
        "own": [card for card in cards if card.matter in own],
        "others": [card for card in cards if card.matter not in own],
    }
    return render(request, "portal/workbench/procedures.html", context)


@door(Door.STAFF)
def procedure(request: HttpRequest, matter: str) -> HttpResponse:
    """The procedure of one variant; the first of the matter when none is asked for."""
    ask = asked(request)
    loaded = catalogue.loaded_in_force(matter, ask.today)
    variant = catalogue.check_variant(loaded, request.GET.get("variant") or next(iter(loaded.matter.variants)))
    context = {
        "desk": "procedures",
        "matter": loaded.matter,
        "chosen": variant,
        "view": catalogue.procedure(loaded, variant, ask.today),
        "severities": SEVERITIES,
    }
    return render(request, "portal/workbench/procedure.html", context)
