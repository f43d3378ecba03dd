"""How people get an account: officers are made by an administrator; applicants may sign up where that is allowed."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongban.base import clock, crypto, queries
from tongban.core.clock import civil_day


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes the sign-up page unless TONGBAN_SIGNUP is set; provinces sign people in by their identity platform."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或密码不对。请检查大小写和输入法，再试一次。"),
        "incorrect_password": _("密码不对。请检查大小写和输入法，再试一次。"),
        "enter_current_password": _("现在的密码不对。请重新输入；想不起来，请到窗口或找系统管理员重设。"),
        "too_many_login_attempts": _(
            "试的次数太多，为了保护账号，请稍后（5分钟）再登录；急用请拨打 12345 或到窗口办理。"
        ),
    }

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


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The second factor: its secrets are stored encrypted, and its sentences name the remedy."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不对或已过期。请等验证器换一个新的6位数，再输入一次。"),
    }

    def encrypt(self, text: str) -> str:
        """As it is stored: a copy of the database alone lets nobody sign in."""
        return base64.b64encode(crypto.encrypt_text(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises Undecipherable."""
        return crypto.decrypt_text(base64.b64decode(encrypted_text))
