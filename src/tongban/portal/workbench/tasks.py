"""The task list: what is due first stands first; and the search box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from tongban.base import queries as base
from tongban.base.permissions import Viewer
from tongban.cases import queries
from tongban.catalogue import queries as catalogue
from tongban.core.errors import InvalidInput, TongbanError
from tongban.core.identifiers import check_citizen_id, mask_name
from tongban.core.messages import N_, Message
from tongban.core.roles import CASE_ROLES
from tongban.core.text import clean
from tongban.portal.access import Door, door
from tongban.portal.kept import take_kept
from tongban.portal.shell import Asked, asked

PAGE = 50
LISTS: dict[str, bool | None] = {"mine": True, "pool": False, "all": None}
COLOURS = (queries.Card.RED, queries.Card.YELLOW, queries.Card.CLEAR, queries.Card.NONE)
SHORTEST_NUMBER = 6  # characters: the region at least


@dataclass(frozen=True)
class Line:
    """A row of the list with the words that need more than the row knows."""

    row: queries.WorklistRow
    applicant: str
    step: str
    holder: str
    mine: bool

    @property
    def days(self) -> int:
        """Working days left, or past the due date."""
        return abs(self.row.days_left or 0)

    @property
    def free(self) -> bool:
        return not self.holder


@dataclass(frozen=True)
class Chosen:
    """Which list, narrowed how; read from the address and never wrong: what makes no sense is left out."""

    which: str
    matter: str
    card: queries.Card | None
    after: tuple[date | None, UUID] | None

    def address(self, **changes: str) -> str:
        """The query string of this choice with some parts changed, from the first page unless `after` is given."""
        parts = {"list": self.which, "matter": self.matter, "card": self.card or "", **changes}
        return "?" + urlencode({key: value for key, value in parts.items() if value})


@door(Door.STAFF)
def worklist(request: HttpRequest) -> HttpResponse:
    """My tasks, the pool, or everything that waits for my posts."""
    ask = asked(request)
    counts = queries.worklist_counts(ask.viewer, now=ask.now)
    chosen = _chosen(request, counts)
    rows = queries.worklist(
        ask.viewer,
        now=ask.now,
        mine=LISTS[chosen.which],
        matter=chosen.matter,
        card=chosen.card,
        after=chosen.after,
        limit=PAGE + 1,
    )
    shown, more = rows[:PAGE], len(rows) > PAGE
    context = _frame(ask, chosen, counts) | {"lines": [_line(row, ask.viewer) for row in shown]}
    if more:
        last = shown[-1].case
        context["next"] = chosen.address(after=f"{last.next_due or ''}_{last.pk}")
    return render(request, "portal/workbench/worklist.html", context)


@door(Door.STAFF)
def search(request: HttpRequest) -> HttpResponse:
    """By case number, whole or its beginning, or by the identity number of the applicant: sent, never in an address."""
    ask = asked(request)
    kept = take_kept(request) if request.method != "POST" else None
    if request.method != "POST" and kept is None:
        return redirect("worklist")
    sent = QueryDict(kept) if kept is not None else request.POST
    counts = queries.worklist_counts(ask.viewer, now=ask.now)
    context = _frame(ask, Chosen("all", "", None, None), counts) | {"searched": True, "lines": []}
    try:
        text = clean(sent.get("text", ""), what=Message(N_("搜索内容")), max_length=40)
        rows, context["search_text"] = _find(ask, re.sub(r"[\s-]", "", text).upper())
    except TongbanError as error:
        return render(request, "portal/workbench/worklist.html", context | {"failure": error.message}, status=422)
    context["lines"] = [_line(row, ask.viewer) for row in rows]
    return render(request, "portal/workbench/worklist.html", context)


def _find(ask: Asked, text: str) -> tuple[list[queries.WorklistRow], str]:
    """The rows, and what may stand in the box again: a case number, never an identity number."""
    if check_citizen_id(text).valid:
        person = base.person_by_citizen_id(text)
        return (queries.found_rows(ask.viewer, now=ask.now, person_id=person.pk) if person else []), ""
    if len(text) < SHORTEST_NUMBER or not re.fullmatch(r"[0-9]{1,20}[0-9A-Z]?", text):
        why = Message(N_("请输入办件编号（至少前 {n} 位），或完整的身份证号"), {"n": SHORTEST_NUMBER})
        raise InvalidInput(what=Message(N_("搜索内容")), why=why)
    return queries.found_rows(ask.viewer, now=ask.now, number=text), text


def _frame(ask: Asked, chosen: Chosen, counts: dict[str, int]) -> dict[str, Any]:
    names = {card.matter: card.name for card in catalogue.matters(ask.today)}
    mine = {key for place in _places(ask.viewer) for key in place.matters}
    return {
        "desk": "tasks",
        "chosen": chosen,
        "counts": counts,
        "matters": [(key, name) for key, name in names.items() if key in mine],
        "colours": COLOURS,
        "works": ask.viewer.has(*CASE_ROLES),
        "tabs": [(key, chosen.address(list=key)) for key in LISTS],
        "first": chosen.address() if chosen.after else None,
    }


def _places(viewer: Viewer) -> list[Any]:
    found = [base.authority(pk) for pk in sorted({post.authority_id for post in viewer.posts})]
    return [place for place in found if place is not None]


def _chosen(request: HttpRequest, counts: dict[str, int]) -> Chosen:
    given = request.GET
    which = given.get("list", "")
    if which not in LISTS:
        which = "mine" if counts["mine"] else "pool"
    card = next((card for card in COLOURS if card.value == given.get("card")), None)
    matter = given.get("matter", "")
    return Chosen(which, matter if re.fullmatch(r"[a-z0-9-]{1,64}", matter) else "", card, _after(given.get("after")))


def _after(text: str | None) -> tuple[date | None, UUID] | None:
    day, _line, pk = (text or "").partition("_")
    try:
        return (date.fromisoformat(day) if day else None, UUID(pk))
    except ValueError:
        return None


def _line(row: queries.WorklistRow, viewer: Viewer) -> Line:
    case = row.case
    steps = catalogue.loaded(case.publication_id).matter.steps
    return Line(
        row=row,
        applicant=applicant_name(case),
        step=next((step.name for step in steps if step.key == case.step), ""),
        holder=officer_name(case.holder),
        mine=case.holder_id is not None and case.holder_id == viewer.user_id,
    )


def applicant_name(case: queries.Case) -> str:
    """A body by its name, a person masked: a list is read over many shoulders."""
    body = case.applicant_organisation
    return body.name if body else mask_name(case.applicant_person.name) if case.applicant_person else ""


def officer_name(user: Any) -> str:
    return (user.first_name or user.username) if user else ""
