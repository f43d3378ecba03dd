"""A nurse applies, a clerk asks for correction, she corrects, the clerk accepts, the chief representative grants; the
certificate verifies. On the way every staff page is held against the accessibility rules, wide and narrow."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.builders import county as build
from tests.builders.bureaus import bureau
from tests.builders.nurses import MATTER, draft_of_renewal, nurse_with_certificate
from tests.builders.papers import picture
from tongban.base.models import User
from tongban.cases import actions
from tongban.core.roles import Role

PASSWORD = "right-horse-battery"
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
OVER_THE_EDGE = """() => document.scrollingElement.scrollWidth <= window.innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(x => x.getBoundingClientRect().right > window.innerWidth + 1)
    .map(x => x.outerHTML.slice(0, 80))"""
SHOTS = os.environ.get("TONGBAN_SCREENSHOTS")  # a folder, when somebody wants to look


@pytest.fixture(autouse=True)
def a_day_in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBAN_NOW", "2026-03-03T10:00:00+08:00")


@pytest.fixture
def people(fresh_db: str) -> dict[str, User]:
    """A nurse whose new hospital has not confirmed her, a clerk and a chief representative, all with passwords."""
    build.publish_national()
    here = bureau("武侯区卫生健康局（演示）", 1, [MATTER])
    _person, nurse = nurse_with_certificate(here, confirmed_at="别的医院")
    _other, renewing = nurse_with_certificate(here, confirmed_at=None, serial=126)
    paper = picture("JPEG", (900, 1260))
    actions.submit(draft_of_renewal(here, _other, renewing, paper, "体检.jpg").pk, actor=renewing, now=build.SPRING)
    found = {
        "nurse": User.objects.get(pk=nurse.viewer.user_id),
        "clerk": here.officers[Role.CLERK],
        "chief": here.officers[Role.CHIEF_REPRESENTATIVE],
    }
    for user in found.values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return found


def sign_in(context: BrowserContext, site: str, user: User) -> Page:
    """A fresh browser in which this person is signed in."""
    context.clear_cookies()
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], main button")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def look(page: Page, name: str) -> None:
    """Axe finds nothing and nothing runs over the edge, on a laptop and on a small phone."""
    for size, screen in (("wide", WIDE), ("narrow", NARROW)):
        page.set_viewport_size(screen)  # type: ignore[arg-type]  # a plain dict of the right shape
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{size}.png", full_page=True)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}, {size}: {found.generate_report()}"
        over = page.evaluate(OVER_THE_EDGE)
        assert over == [], f"{name}, {size}: runs over the edge: {over}"
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # as above


def apply_for_change(page: Page, site: str) -> None:
    page.goto(f"{site}/apply/{MATTER}/?variant=change")
    page.get_by_role("button", name="开始填写").click()
    page.fill("[name=institution_name]", "武侯区中医医院")
    page.fill("[name=start_on]", "2026-03-09")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="下一步，核对提交").click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.locator("#notices")).to_contain_text("提交成功")


def ask_for_correction(page: Page, site: str) -> str:
    """Claims the case from the pool and sends the one notice; returns the address of the case."""
    page.goto(f"{site}/work/")
    look(page, "worklist")
    page.locator("tr", has_text="变更执业地点").get_by_role("button", name="领取").click()
    expect(page.locator("#notices")).to_contain_text("已领取")
    assert "5101071990" not in page.content(), "the identity number must be covered"
    look(page, "case-received")
    page.get_by_role("button", name=re.compile("显示身份证号")).click()
    expect(page.locator("#answer-applicant_citizen_id .value")).to_have_text(build.citizen_id(124))
    form = page.locator("#act-ask_correction")
    form.locator("summary").click()
    look(page, "case-asking")
    form.get_by_role("button", name="通知补正").click()
    expect(page.locator(".error-summary")).to_contain_text("依据哪条规定")
    expect(form.locator("[name=point-0]")).not_to_have_value("")
    for row in form.locator(".reason.suggested").all():
        row.locator("input[name^=rule-]").fill("护士条例第九条")
    look(page, "case-refused-form")
    form.get_by_role("button", name="通知补正").click()
    expect(page.locator("#notices")).to_contain_text("已发出一次性补正告知书")
    return page.url


def hand_in_correction(page: Page, site: str) -> None:
    page.goto(f"{site}/my/")
    page.get_by_role("link", name="护士执业注册 · 变更执业地点").click()
    page.get_by_role("button", name="去补正").click()
    page.fill("[name=start_on]", "2026-03-16")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="下一步，核对提交").click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.locator("#notices")).to_contain_text("提交成功")


@pytest.mark.journey
def test_from_application_to_a_verified_certificate(
    site: str, people: dict[str, User], context: BrowserContext
) -> None:
    refused: list[str] = []
    context.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    apply_for_change(sign_in(context, site, people["nurse"]), site)
    case = ask_for_correction(sign_in(context, site, people["clerk"]), site)
    hand_in_correction(sign_in(context, site, people["nurse"]), site)

    clerk = sign_in(context, site, people["clerk"])
    clerk.goto(case)
    expect(clerk.locator("#answer-start_on")).to_contain_text("补正时改过")
    clerk.locator("#act-accept").get_by_role("button", name="受理").click()
    expect(clerk.locator("#notices")).to_contain_text("已受理")

    chief = sign_in(context, site, people["chief"])
    chief.goto(case)
    for point in chief.locator("#act-grant .checklist input").all():
        point.check()
    chief.fill("#grant-opinion", "核对无误，同意变更。")
    look(chief, "case-deciding")
    chief.locator("#act-grant").get_by_role("button", name="准予许可").click()
    expect(chief.locator("#notices")).to_contain_text("证照已生效")
    look(chief, "case-issued")
    chief.get_by_role("link", name=re.compile("审查意见")).click()
    expect(chief.locator("article")).to_contain_text("已核对审查要点第 1、2、3 项")
    look(chief, "paper")
    chief.goto(case)
    with context.expect_page() as opened:
        chief.locator("#certificates a", has_text="护士执业证书").first.click()
    expect(opened.value.locator("main")).to_contain_text("有效")
    assert refused == []


@pytest.mark.journey
def test_papers_as_pictures_and_the_elder_view(site: str, people: dict[str, User], context: BrowserContext) -> None:
    page = sign_in(context, site, people["clerk"])
    page.goto(f"{site}/work/?list=pool")
    page.get_by_role("link", name=re.compile("延续注册")).click()
    with context.expect_page() as opened:
        page.get_by_role("link", name=re.compile("查看第 1 个文件")).click()
    viewer = opened.value
    viewer.wait_for_load_state()
    drawn = viewer.locator(".sheet img")
    expect(drawn).to_have_attribute("alt", "健康体检证明 第 1 页")
    assert drawn.evaluate("image => image.naturalWidth") == 900
    look(viewer, "file")
    with viewer.expect_download() as saved:
        viewer.get_by_role("link", name="下载原文件").click()
    assert saved.value.suggested_filename == "体检.jpg"
    page.get_by_role("button", name="长辈版").click()
    look(page, "case-elder")


@pytest.mark.journey
def test_the_other_staff_pages(site: str, people: dict[str, User], context: BrowserContext) -> None:
    page = sign_in(context, site, people["clerk"])
    page.goto(f"{site}/work/matters/")
    look(page, "procedures")
    page.get_by_role("link", name="护士执业注册", exact=True).click()
    look(page, "procedure")
    page.goto(f"{site}/work/assist/")
    look(page, "assist")
    page.fill("#assist-name", "赵大爷")
    page.fill("#assist-number", build.citizen_id(135))
    page.get_by_role("button", name="下一步，选事项").click()
    expect(page.locator("main")).to_contain_text("赵**")
    look(page, "assist-matter")
    page.get_by_label("补办证书").check()
    page.get_by_role("button", name="开始填写").click()
    expect(page.locator("h1")).to_have_text("填写信息")
    assert build.citizen_id(135) not in page.url
