"""How good the rules are: agreement of officers by rule over time, first-pass success, returns with and without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.base import queries as base
from tongban.cases import queries as case_queries
from tongban.catalogue import queries as catalogue
from tongban.core.clock import SHANGHAI, civil_day
from tongban.core.messages import N_
from tongban.core.roles import Role
from tongban.portal.access import Door, door
from tongban.portal.prereview.naming import CODES, subjects
from tongban.portal.shell import Asked, asked
from tongban.prereview import queries

ROLES = (Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE, Role.AUDITOR)
SPANS = {"30": N_("近30天"), "90": N_("近90天"), "365": N_("近一年")}  # days
DOUBTFUL = 0.8  # below this share of confirmed findings a rule annoys more than it helps
ENOUGH = 5  # judged findings before a rule is called doubtful


@dataclass(frozen=True)
class RuleLine:
    """One rule with its months."""

    rule: queries.RulePrecision
    matter_name: str
    subject: str
    code_name: str
    months: list[queries.MonthOfRule]

    @property
    def doubtful(self) -> bool:
        """Judged often enough, and confirmed too seldom."""
        share = self.rule.precision
        return share is not None and self.rule.judged >= ENOUGH and share < DOUBTFUL


@door(Door.STAFF, *ROLES)
def show(request: HttpRequest) -> HttpResponse:
    """The page for those who answer for the rules: their own authority, for auditors also those below."""
    ask = asked(request)
    span = request.GET.get("days", "90")
    span = span if span in SPANS else "90"
    until = datetime.combine(ask.today + timedelta(days=1), time(), SHANGHAI)
    since = until - timedelta(days=int(span))
    places = _authorities(ask)
    cards = {card.matter: card for card in catalogue.matters(civil_day(ask.now))}
    names = {matter: card.name for matter, card in cards.items()}
    found = queries.findings_at(places, since=since, until=until)
    months = queries.precision_by_month(found)
    rules = queries.precision(found)
    about = {
        rule.matter: subjects(catalogue.loaded(cards[rule.matter].digest)) for rule in rules if rule.matter in cards
    }
    lines = [
        RuleLine(
            rule,
            names.get(rule.matter, rule.matter),
            about.get(rule.matter, {}).get(rule.rule, ""),
            CODES.get(rule.code, rule.code),
            months.get((rule.matter, rule.rule), []),
        )
        for rule in rules
    ]
    context: dict[str, Any] = {
        "desk": "precision",
        "lines": lines,
        "fates": [
            (names.get(fate.matter, fate.matter), fate) for fate in case_queries.fates(places, since=since, until=until)
        ],
        "spans": SPANS,
        "span": span,
        "judged": sum(line.rule.judged for line in lines),
        "confirmed": sum(line.rule.confirmed for line in lines),
    }
    context["overall"] = context["confirmed"] / context["judged"] if context["judged"] else None
    return render(request, "portal/prereview/precision.html", context)


def _authorities(ask: Asked) -> set[int]:
    """The authorities whose figures the viewer may see: those of their posts, and below them for auditors."""
    own = {post.authority_id for post in ask.viewer.posts if post.role in ROLES}
    paths = [post.authority_path for post in ask.viewer.posts if post.role is Role.AUDITOR]
    return own | base.authorities_below(paths)
