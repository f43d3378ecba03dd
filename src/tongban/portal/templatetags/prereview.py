"""Small words of the prereview templates. Numbers for SVG are written with a point whatever the language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template

from tongban.core.clock import SHANGHAI
from tongban.portal.prereview.reviewing import seen_mark as mark_of
from tongban.portal.prereview.showing import Mark
from tongban.prereview.queries import Review

register = template.Library()
BADGE = 15.0  # radius of a number on a page, in page pixels


@register.filter
def seen_mark(review: Review) -> str:
    return mark_of(review)


@register.filter
def number(value: float) -> str:
    return f"{value:.1f}"


@register.filter
def text_size(height: float) -> str:
    """Size of letters that fill a line of this height."""
    return f"{max(height * 0.9, 6):.1f}"


@register.filter
def badge_x(mark: Mark) -> str:
    """The number sits on the left upper corner of its box, within the page."""
    return f"{max(mark.x, BADGE):.1f}"


@register.filter
def badge_y(mark: Mark) -> str:
    return f"{max(mark.y, BADGE):.1f}"


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
