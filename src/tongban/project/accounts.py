"""How people get an account: officers are made by an administrator; applicants may sign up where that is allowed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes the sign-up page unless TONGBAN_SIGNUP is set; provinces sign people in by their identity platform."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether a stranger may make an applicant's account for themselves."""
        return bool(settings.TONGBAN_SIGNUP)
