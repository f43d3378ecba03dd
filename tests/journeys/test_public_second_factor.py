"""An officer sets up the second factor in a browser and signs in with it; every page of it is accessible."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.builders import county as build
from tests.journeys.pages import PASSWORD, check_page, give_password, sign_in
from tongban.base import actions as base
from tongban.base import clock
from tongban.base.actor import SYSTEM
from tongban.base.rows import User
from tongban.core.roles import Role

pytestmark = pytest.mark.journey


@pytest.fixture
def officer(site: str) -> User:
    now = clock.now()
    user = base.open_account(username="li", password=None, actor=SYSTEM, now=now)
    bureau = build.county([], now=now).authority
    base.give_post(user, role=Role.REVIEWER, authority=bureau, since=date(2020, 1, 1), actor=SYSTEM, now=now)
    return give_password(user)


def code_now(secret: str) -> str:
    """The six digits of the middle one of the windows that are accepted: the present one."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def test_a_second_factor_from_set_up_to_sign_in(site: str, officer: User, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, site, officer)
    page.goto(f"{site}/accounts/2fa/")
    check_page(page, "second-factor-off")
    page.get_by_role("link", name="开启").click()
    check_page(page, "second-factor-confirm")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    expect(page.locator("img.totp")).to_be_visible()
    check_page(page, "second-factor-set-up")
    secret = page.locator("main code").inner_text()
    page.locator("input[name=code]").fill("000000")
    page.get_by_role("button", name="开启").click()
    expect(page.get_by_role("alert")).to_contain_text("验证码不对或已过期")
    check_page(page, "second-factor-wrong")
    page.locator("input[name=code]").fill(code_now(secret))
    page.get_by_role("button", name="开启").click()
    expect(page.locator(".codes li")).to_have_count(10)
    check_page(page, "second-factor-codes")
    backup = page.locator(".codes li").first.inner_text()
    page.goto(f"{site}/accounts/2fa/")
    check_page(page, "second-factor-on")
    page.get_by_role("button", name="退出").click()
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", officer.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.get_by_role("heading", name="两步验证")).to_be_visible()
    check_page(page, "second-factor-asked")
    page.locator("input[name=code]").fill(backup)
    page.locator("main").get_by_role("button", name="登录").click()
    page.wait_for_url("**/work/**")
