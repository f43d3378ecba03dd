"""The guide of a matter: one variant at a time, so that nobody reads conditions that are not theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext

from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Change
from tongban.core.clock import Due, Limit, Unit, compute_due
from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.portal.access import Door, door
from tongban.portal.shell import asked

_IF = {
    "received": N_("若今天（{day}）提交材料，最晚"),
    "accepted": N_("若今天（{day}）受理，最晚"),
    "decided": N_("若今天（{day}）作出决定，最晚"),
}


@dataclass(frozen=True)
class Example:
    """When it would be due if the clock started today, with the arithmetic."""

    says: Message
    due: Due


@dataclass(frozen=True)
class Former:
    """The version before this one, and what changed since."""

    version: str
    since: date
    changes: tuple[Change, ...]


@door(Door.PUBLIC)
def matter(request: HttpRequest, matter: str) -> HttpResponse:
    """The guide page. `?variant=` chooses one; the first otherwise."""
    ask = asked(request)
    loaded = catalogue.loaded_in_force(matter, ask.today)
    view = catalogue.guide(loaded, ask.today)
    wanted = request.GET.get("variant") or view.variants[0].key
    key = catalogue.check_variant(loaded, wanted)
    digest = loaded.digest()
    context = {
        "guide": view,
        "loaded": loaded.matter,
        "variant": next(item for item in view.variants if item.key == key),
        "rows": catalogue.flow(loaded, key, ask.today),
        "chart": catalogue.flow_chart(loaded, key, ask.today, gettext),
        "example": example(loaded, digest, key, ask.today),
        "former": former(loaded, digest, ask.today),
    }
    return render(request, "portal/public/matter.html", context)


def example(loaded: LoadedMatter, digest: str, variant: str, today: date) -> Example | None:
    """The binding limit of a variant as if it began today; None when no figure is known."""
    limit = catalogue.binding_limit(loaded.matter.variants[variant].limits, today)
    if limit is None or limit.amount is None:
        return None
    due = compute_due(today, Limit(limit.amount, Unit(limit.unit.value)), catalogue.calendar(digest), as_of=today)
    return Example(Message(_IF[limit.starts], {"day": date_format(today, gettext("n月j日"))}), due)


def former(loaded: LoadedMatter, digest: str, today: date) -> Former | None:
    """What changed since the version before; None for the first one."""
    rows = catalogue.publications_of(loaded.matter.matter)  # newest period first
    place = next(number for number, row in enumerate(rows) if row.digest == digest)
    if place + 1 == len(rows):
        return None
    before = rows[place + 1]
    changes = catalogue.difference(catalogue.loaded(before.digest), loaded, today)
    return Former(before.version, before.effective_from, changes)
