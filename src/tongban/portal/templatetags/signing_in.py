"""What the sign-in page needs besides its form."""

from __future__ import annotations

from django import template
from django.conf import settings

from tongban.portal.public import demo_accounts as demo

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[demo.DemoAccount]:
    """The accounts of a demonstration, if this is one."""
    return demo.accounts()


@register.simple_tag
def may_sign_up() -> bool:
    """Whether strangers may make an account for themselves here."""
    return bool(settings.TONGBAN_SIGNUP)
