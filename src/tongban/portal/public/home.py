"""The front door: search, what people most often come for, themes, and what one can do without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.cases import queries as cases
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import MatterCard
from tongban.portal.access import Door, door
from tongban.portal.shell import asked

SHOWN = 6
ASKED_WITHIN = timedelta(days=90)
AN_HOUR = 3600  # seconds; counting cases for every visitor would be a waste


@door(Door.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    ask = asked(request)
    cards = catalogue.matters(ask.today)
    counted = most_asked(ask.now)
    themes = catalogue.themes(ask.today)
    context = {
        "counted": bool(counted),
        "themes": themes,
        "popular": popular(cards, counted, [theme.key for theme in themes]),
        "total": len(cards),
    }
    return render(request, "portal/public/home.html", context)


def most_asked(now: datetime) -> list[str]:
    """Matters by the number of applications of the last ninety days, counted at most once an hour."""
    found: list[str] | None = cache.get("home:most_asked")
    if found is None:
        found = cases.most_asked(since=now - ASKED_WITHIN, limit=SHOWN)
        cache.set("home:most_asked", found, AN_HOUR)
    return found


def popular(cards: list[MatterCard], keys: list[str], themes: list[str]) -> list[MatterCard]:
    """What is asked for most; places left over go by theme in the order of the pack, what is done on the spot first."""
    place = {key: number for number, key in enumerate(keys)}
    ordered = sorted(
        cards, key=lambda card: (place.get(card.matter, len(keys)), themes.index(card.theme), not card.instant)
    )
    return ordered[:SHOWN]
