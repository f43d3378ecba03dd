"""What journeys share: signing in, the rules of accessibility, and pictures for the docs."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tongban.base.rows import User

PASSWORD = "right-horse-battery"  # of people who exist only inside a test
PICTURES = os.environ.get("TONGBAN_PICTURES")


def give_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(page: Page, site: str, user: User) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def check_page(page: Page, name: str) -> None:
    """Axe finds nothing, nothing runs off a narrow screen; keep a picture when TONGBAN_PICTURES names a folder."""
    picture(page, name)
    found = Axe().run(page).response["violations"]
    said = [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]
    assert not said, f"{name}: {said}"
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{name}: {width}px too wide"


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
