"""Small words of the public pages."""

from __future__ import annotations

from django import template

from tongban.certificates.queries import Verification

register = template.Library()

PICTURES = {
    "practitioners", "institutions", "maternal-child", "public-health",
    "radiation", "biosafety", "advertising", "life-events",
}  # fmt: skip
"""Themes that have a picture in static/portal/icons.svg."""

_LOOK = {"valid": "good", "not_yet_valid": "wait", "expired": "wait", "suspended": "wait", "superseded": "wait"}


@register.filter
def picture(theme: str) -> str:
    """The name of a theme's picture; `other` for a theme that has none of its own."""
    return theme if theme in PICTURES else "other"


@register.filter
def verdict(found: Verification) -> str:
    """How an answer about a certificate looks: `good`, `wait` (genuine, but not to be used now), `bad`."""
    return _LOOK.get(found.standing.value, "bad") if found.signature_valid else "bad"
