"""A nurse changes her place of work on a phone, and it is done at once; a second one fills in, mends and comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.builders import county as build
from tests.builders.county import County
from tests.builders.nurses import MATTER, NEW_HOSPITAL, nurse_with_certificate
from tests.harness.jobs import work_off_jobs
from tests.journeys.pages import check_page, give_password, sign_in
from tongban.base import clock
from tongban.base.rows import User
from tongban.cases.models import Case, Draft

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def county(site: str) -> County:
    """The county exists today: a live page reads the real clock."""
    now = clock.now()
    build.publish_national(now=now)
    return build.county([MATTER], now=now)


def nurse(county: County, confirmed_at: str | None) -> User:
    person, _ = nurse_with_certificate(county, confirmed_at=confirmed_at)
    return give_password(User.objects.get(person=person))


def start_a_change(page: Page, site: str) -> None:
    page.goto(f"{site}/apply/{MATTER}/")
    check_page(page, "apply-question")
    page.get_by_label("有，证书还在").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label(re.compile("换单位")).check()
    page.get_by_role("button", name="下一步").click()
    check_page(page, "apply-for-whom")
    page.get_by_role("button", name="开始填写").click()


def test_a_change_of_workplace_on_a_phone(site: str, county: County, page: Page) -> None:
    user = nurse(county, NEW_HOSPITAL)
    page.set_viewport_size(PHONE)
    sign_in(page, site, user)
    start_a_change(page, site)
    expect(page.get_by_label("姓名")).to_have_value("王小梅")
    check_page(page, "draft-form")
    page.get_by_label("手机").fill("13800000001")
    page.get_by_label("拟执业的医疗卫生机构").fill(NEW_HOSPITAL)
    page.get_by_role("button", name="保存，下一步").click()
    expect(page.get_by_role("heading", name="上传材料")).to_be_visible()
    check_page(page, "draft-materials")
    page.get_by_role("link", name="下一步，核对提交").click()
    expect(page.get_by_text("提交后当场办结")).to_be_visible()
    check_page(page, "draft-review")
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("heading", name="已办结")).to_be_visible()
    check_page(page, "case-granted")
    page.get_by_role("link", name="查看证照").click()
    expect(page.get_by_text("证照文件正在制作")).to_be_visible()
    work_off_jobs()
    page.reload()
    check_page(page, "certificate")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载证照文件").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="打开公开验证页").click()
    expect(page.get_by_text("有效").first).to_be_visible()
    check_page(page, "verification")
    assert Case.objects.get().state == "closed"


def test_wrong_answers_are_told_at_once_and_kept(site: str, county: County, page: Page) -> None:
    sign_in(page, site, nurse(county, NEW_HOSPITAL))
    start_a_change(page, site)
    page.get_by_label("手机").fill("12345")
    page.get_by_label("手机").blur()
    expect(page.get_by_text("手机号码是1开头的11位数字")).to_be_visible()
    page.get_by_role("button", name="保存，下一步").click()
    expect(page.get_by_role("heading", name=re.compile("处要改"))).to_be_visible()
    check_page(page, "draft-form-wrong")
    expect(page.get_by_label("手机")).to_have_value("12345")


def test_what_was_typed_survives_an_ended_session(site: str, county: County, page: Page) -> None:
    user = nurse(county, NEW_HOSPITAL)
    sign_in(page, site, user)
    start_a_change(page, site)
    page.get_by_label("拟执业的医疗卫生机构").fill(NEW_HOSPITAL)
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("手机").evaluate("input => { input.value = '13911112222' }")  # typed, and no change event yet
    page.get_by_role("button", name="先保存，以后再填").click()
    page.wait_for_url(re.compile("login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", "right-horse-battery")
    page.press("input[name=password]", "Enter")
    expect(page.get_by_text("登录过期前您填写的内容已经恢复")).to_be_visible()
    expect(page.get_by_label("手机")).to_have_value("13911112222")


def test_two_tabs_do_not_overwrite_each_other(site: str, county: County, page: Page) -> None:
    sign_in(page, site, nurse(county, NEW_HOSPITAL))
    start_a_change(page, site)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("手机").fill("13800000001")
    other.get_by_role("button", name="先保存，以后再填").click()
    expect(other.get_by_text("已保存")).to_be_visible()
    page.get_by_label("手机").evaluate("input => { input.value = '13922223333' }")
    page.get_by_role("button", name="先保存，以后再填").click()
    expect(page.get_by_text("已在另一个页面保存过")).to_be_visible()
    expect(page.get_by_label("手机")).to_have_value("13922223333")
    assert Draft.objects.count() == 1


def test_everything_works_without_a_mouse(site: str, county: County, page: Page) -> None:
    sign_in(page, site, nurse(county, NEW_HOSPITAL))
    page.goto(f"{site}/my/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到主要内容")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
