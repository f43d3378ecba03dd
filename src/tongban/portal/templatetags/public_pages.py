"""Small words of the public pages."""

from __future__ import annotations

from django import template

from tongban.catalogue.queries import Cited
from tongban.certificates.queries import Verification
from tongban.portal import shell

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


@register.filter
def article(cited: Cited) -> str:
    """The cited place without the name of its law, for lists that stand under that name."""
    return shell.say(cited.words).removeprefix(f"《{cited.law}》").removeprefix(cited.law).strip()
