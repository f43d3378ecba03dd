"""The ground of all journeys: a live site on a database of its own, and a browser that obeys our policy."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page


@pytest.mark.journey
def test_a_person_signs_in_on_a_live_site(site: str, page: Page) -> None:
    get_user_model().objects.create_user(username="officer", password="right-horse-battery")
    refused: list[str] = []
    page.on(
        "console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", "officer")
    page.fill("input[name=password]", "right-horse-battery")
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{site}/accounts/password/change/")
    assert page.locator("input[name=oldpassword]").count() == 1
    assert refused == []
