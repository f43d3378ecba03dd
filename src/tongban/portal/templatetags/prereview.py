"""Small words of the prereview templates. Numbers for SVG are written with a point whatever the language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template

from tongban.base.permissions import Viewer
from tongban.core.clock import SHANGHAI
from tongban.portal.prereview.precision import ROLES
from tongban.portal.prereview.showing import seen_mark as mark_of
from tongban.prereview.queries import Review

register = template.Library()


@register.filter
def seen_mark(review: Review) -> str:
    return mark_of(review)


@register.filter
def may_see_precision(viewer: Viewer) -> bool:
    """Whether the figures of the rules open for this viewer."""
    return viewer.has(*ROLES)


@register.filter
def number(value: float) -> str:
    return f"{value:.1f}"


@register.filter
def text_size(height: float) -> str:
    """Size of letters on an invented page, where a line is 14 high and a letter 10 wide; others in proportion."""
    return f"{max(height * 10 / 14, 4):.1f}"


@register.filter
def judged(review: Review) -> int:
    """How many of the standing findings an officer has judged."""
    return sum(1 for finding in review.standing if finding.row.verdict)


@register.filter
def share(value: float | None) -> str:
    """A share as a percentage; a dash where there is nothing to divide by."""
    return "—" if value is None else f"{value * 100:.1f}%"


@register.filter
def month(value: datetime) -> str:
    return f"{value.astimezone(SHANGHAI):%Y-%m}"


@register.filter
def shown_value(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
