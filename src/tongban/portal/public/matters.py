"""The list of matters: search, by theme, by level; and the suggestions while somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import SearchResult
from tongban.core.errors import InvalidInput
from tongban.portal.access import Door, door
from tongban.portal.public.words import LEVELS
from tongban.portal.shell import Asked, asked

SUGGESTED = 6
SHOWN_QUERY = 60  # characters of a query that stand in the field again; the catalogue refuses longer ones


@dataclass(frozen=True)
class Found:
    """What a search came to; `problem` when what was typed cannot be searched for."""

    result: SearchResult
    problem: str = ""


@door(Door.PUBLIC)
def matters(request: HttpRequest) -> HttpResponse:
    """All matters in force, or those that answer a search."""
    ask = asked(request)
    text = request.GET.get("q", "")
    themes = catalogue.themes(ask.today)
    theme = _known(request.GET.get("theme", ""), {item.key for item in themes})
    level = _known(request.GET.get("level", ""), set(LEVELS))
    found = search(text, ask) if text.strip() else None
    context = {
        "q": text[:SHOWN_QUERY],
        "found": found,
        "themes": themes,
        "theme": next((item for item in themes if item.key == theme), None),
        "levels": LEVELS.items(),
        "level": level,
        "cards": [] if found else catalogue.matters(ask.today, theme=theme or None, level=level or None),
    }
    status = 422 if found and found.problem else 200
    return render(request, "portal/public/matters.html", context, status=status)


@door(Door.PUBLIC)
def suggestions(request: HttpRequest) -> HttpResponse:
    """The first answers while somebody types; asked for by htmx, harmless when opened alone."""
    ask = asked(request)
    text = request.GET.get("q", "")
    found = search(text, ask) if text.strip() else None
    context = {"found": found, "hits": found.result.hits[:SUGGESTED] if found else (), "q": text}
    return render(request, "portal/public/parts/suggestions.html", context)


def search(text: str, ask: Asked) -> Found:
    """Search, with a problem instead of an error page."""
    try:
        return Found(catalogue.search(text, ask.today))
    except InvalidInput as error:
        return Found(SearchResult(()), error.render(gettext))


def _known(value: str, values: set[str]) -> str:
    """A filter that does not exist is no filter."""
    return value if value in values else ""
