"""How people get an account: officers are made by an administrator; applicants may sign up where that is allowed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tongban.base import clock, queries
from tongban.core.clock import civil_day


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes the sign-up page unless TONGBAN_SIGNUP is set; provinces sign people in by their identity platform."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether a stranger may make an applicant's account for themselves."""
        return bool(settings.TONGBAN_SIGNUP)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes who asked for no page: officers to their tasks, applicants to their cases."""
        if queries.viewer(request.user, on=civil_day(clock.now())).is_staff:  # type: ignore[arg-type]  # signed in
            return reverse("worklist")
        if getattr(request.user, "person_id", None) is not None:
            return reverse("my_cases")
        return str(super().get_login_redirect_url(request))
