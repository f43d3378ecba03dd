"""What everybody may do without an account, in a real browser: find, read, verify, follow; on a phone first."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.builders import county as build
from tests.builders.certificates import nurse_certificate
from tests.builders.nurses import MATTER, draft_of_change, nurse_with_certificate
from tests.journeys.pages import check_page
from tongban.base import clock
from tongban.cases import actions as cases

pytestmark = pytest.mark.journey
PHONE, LAPTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
PAGES = {
    "home": "/",
    "matters": "/matters/",
    "search": "/matters/?q=hushi",
    "search-nothing": "/matters/?q=护士执业注策",
    "guide": f"/matters/{MATTER}/",
    "guide-change": f"/matters/{MATTER}/?variant=change",
    "verify": "/verify/",
    "verify-unknown": "/verify/?identifier=1.2.156.3005.2.1",
    "progress": "/progress/",
    "login": "/accounts/login/",
    "password-reset": "/accounts/password/reset/",
    "not-found": "/no/such/page/",
}
LOW = """smallest => [...document.querySelectorAll(
    'main .button, main input:not([type=hidden]), main summary, main .variants a, main .theme, main .filter-row a')]
    .filter(e => e.offsetParent && e.getBoundingClientRect().height < smallest - 0.5).map(e => e.outerHTML.slice(0, 90))"""
WECHAT = (
    "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0 XWEB/5317 "
    "Mobile Safari/537.36 MicroMessenger/8.0.30 WeChat/arm64"
)


@pytest.fixture
def published(site: str) -> str:
    """The site with the national pack, published today."""
    build.publish_national(now=clock.now())
    return site


@pytest.fixture
def refused(page: Page) -> list[str]:
    """What the browser refused to load or run, and every error of a script."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if "Content Security" in message.text else None)
    return found


def test_a_nurse_finds_the_guide_and_starts(published: str, page: Page, refused: list[str]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(published)
    page.get_by_role("searchbox").press_sequentially("hushi", delay=30)
    suggestion = page.locator("#suggestions").get_by_role("link", name="护士执业注册")
    expect(suggestion).to_be_visible()
    check_page(page, "public-suggestions")
    page.get_by_role("button", name="搜索").click()
    expect(page.locator("mark").first).to_have_text("护士")
    page.get_by_role("link", name="护士执业注册").first.click()
    page.get_by_role("navigation", name="办理情形").get_by_role("link", name="变更执业地点").click()
    expect(page.get_by_role("heading", name="变更执业地点")).to_be_visible()
    page.get_by_text("为什么是这一天：逐日说明").click()
    expect(page.locator(".days li").first).to_be_visible()
    check_page(page, "public-guide-open")
    page.get_by_role("link", name="开始办理", exact=True).click()
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/apply/nurse-practice-registration/"))
    check_page(page, "public-login")
    assert refused == []


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("view", ["plain", "elder", "english"])
def test_every_page_in_every_view(published: str, page: Page, view: str, screen: ViewportSize) -> None:
    cookies = {"elder": ("elder_view", "1"), "english": (settings.LANGUAGE_COOKIE_NAME, "en")}
    if view in cookies:
        name, value = cookies[view]
        page.context.add_cookies([{"name": name, "value": value, "url": published}])
    page.set_viewport_size(screen)
    for name, path in PAGES.items():
        page.goto(published + path)
        check_page(page, f"public-{name}-{view}-{screen['width']}")
        assert page.evaluate(LOW, 60 if view == "elder" else 44) == [], name
    if view == "elder":
        size, height = page.evaluate(
            "(s => [parseFloat(s.fontSize), parseFloat(s.lineHeight)])(getComputedStyle(document.body))"
        )
        assert size >= 18
        assert height / size >= 1.3


def test_twice_as_large_nothing_runs_off(published: str, page: Page) -> None:
    """200 % of a laptop is a screen of 640; and letters alone may be doubled too."""
    page.set_viewport_size({"width": 640, "height": 400})
    for name, path in PAGES.items():
        page.goto(published + path)
        check_page(page, f"public-{name}-zoomed")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, f"{name} with doubled letters"


def test_without_scripts_everything_is_still_there(published: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto(published)
    page.fill("input[name=q]", "hszy")
    page.press("input[name=q]", "Enter")
    page.get_by_role("link", name="护士执业注册").first.click()
    page.get_by_role("link", name="变更执业地点").click()
    expect(page.get_by_role("link", name="开始办理：变更执业地点")).to_be_visible()
    context.close()


def test_in_wechat_a_scanned_certificate_opens(site: str, browser: Browser) -> None:
    row = nurse_certificate(now=clock.now())
    context = browser.new_context(user_agent=WECHAT, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}/verify/{row.token}")
    expect(page.get_by_role("heading", level=1)).to_have_text("有效")
    expect(page.get_by_text("张**").first).to_be_visible()
    check_page(page, "public-certificate")
    assert refused == []
    assert page.locator("[target=_blank]").count() == 0
    context.close()


def test_progress_by_number_and_code(published: str, page: Page) -> None:
    now = clock.now()
    county = build.county([MATTER], now=now)
    person, actor = nurse_with_certificate(county, confirmed_at="别的医院")
    done = cases.submit(draft_of_change(county, person, actor).pk, actor=actor, now=now)
    assert done.query_code is not None
    page.set_viewport_size(PHONE)
    page.goto(published)
    page.get_by_label("办件编号").fill(done.case.number)
    page.get_by_label("查询码").fill("00000000")
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_role("alert")).to_contain_text("编号和查询码对不上")
    check_page(page, "public-progress-wrong")
    page.get_by_label("查询码").fill(done.query_code.lower())
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_role("heading", name="办理经过")).to_be_visible()
    assert done.query_code not in page.url
    check_page(page, "public-progress-case")
