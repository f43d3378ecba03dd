"""A wrong scan, the box on its page, mended, handed in; an officer judges; the figures of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.builders import county as build
from tests.builders import salon
from tests.builders.salon import MATTER, Salon
from tests.journeys.pages import PICTURES, check_page, give_password, sign_in
from tests.prereview.flow.conftest import use_engine
from tongban.base import clock
from tongban.cases.models import Case, Draft
from tongban.cases.queries import answers_of
from tongban.core.roles import Role
from tongban.prereview import queries

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def work(site: str, settings: Settings) -> Iterator[Callable[[], None]]:
    """The worker with real text recognition: the papers here are scans."""
    yield from use_engine(settings, "auto")


@pytest.fixture
def shop(work: Callable[[], None]) -> Salon:
    now = clock.now()
    build.publish_national(now=now)
    made = salon.salon(build.county([MATTER], now=now))
    give_password(made.user)
    for role in (Role.CLERK, Role.SECTION_HEAD):
        give_password(made.county.officers[role])
    return made


def upload(page: Page, material: str, name: str, data: bytes, kind: str = "image/jpeg") -> None:
    page.locator(f"#file-{material}").set_input_files({"name": name, "mimeType": kind, "buffer": data})
    expect(page.locator(f"#material-{material}").get_by_text(name)).to_be_visible()


def see_the_place(page: Page) -> None:
    """The page's picture is there, and the enlarged piece shows what was read: print within the box, none far from it."""
    picture = page.locator(".found-picture img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 300", arg=picture.element_handle())
    box = page.locator("a.mark-blocks rect").first.bounding_box()
    around = picture.bounding_box()
    assert box
    assert around
    for start, length in (("x", "width"), ("y", "height")):
        assert around[start] <= box[start]
        assert box[start] + box[length] <= around[start] + around[length] + 1
    dark = page.evaluate(DARK_IN_BOX)
    assert dark["inside"] > 0.04, dark
    assert dark["below"] < 0.01, dark
    lens = page.locator(".finding .found-lens").first
    expect(lens).to_be_visible()
    assert (lens.bounding_box() or {}).get("width", 0) > 200
    page.evaluate("window.scrollTo(0, 0)")


DARK_IN_BOX = """async () => {
  const image = document.querySelector(".found-picture img"), rect = document.querySelector("a.mark-blocks rect");
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0);
  const view = document.querySelector(".found-picture svg").viewBox.baseVal, k = image.naturalWidth / view.width;
  const [x, y, w, h] = ["x", "y", "width", "height"].map(name => rect[name].baseVal.value * k);
  const share = (x, y, w, h) => { const d = pen.getImageData(x, y, w, h).data; let n = 0;
    for (let i = 0; i < d.length; i += 4) n += d[i] < 110; return n / (d.length / 4); };
  return {inside: share(x, y, w, h), below: share(x, image.naturalHeight - h - 4, w, h)};
}"""
"""How much of what lies in the box is print, and of as large a piece at the empty foot of the page."""


def test_a_wrong_scan_is_seen_mended_and_handed_in(
    site: str, shop: Salon, work: Callable[[], None], page: Page, tmp_path: Path
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    draft = salon.draft(shop)
    salon.hand_in_the_rest(shop, draft, tmp_path)
    work()
    sign_in(page, site, shop.user)
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/my/drafts/{draft.pk}/materials/")
    check_page(page, "prereview-before")

    wrong = salon.as_file(salon.licence_scan(salon.OTHER_NAME, shop.body.uscc))
    upload(page, "business_licence", "执照.jpg", wrong)
    expect(page.get_by_text("正在读取和核对材料")).to_be_visible()
    work()
    finding = page.locator(".finding", has_text=salon.OTHER_NAME)
    expect(finding).to_be_visible(timeout=15_000)
    expect(finding).to_contain_text(salon.NAME)
    mark = page.locator("a.mark-blocks").first
    expect(mark).to_be_visible()
    see_the_place(page)
    check_page(page, "prereview-found-phone")
    mark.focus()
    page.keyboard.press("Enter")
    expect(finding).to_be_focused()

    page.set_viewport_size(DESK)
    check_page(page, "prereview-found")
    page.get_by_role("button", name="长辈版").click()
    see_the_place(page)
    check_page(page, "prereview-found-elder")
    page.set_viewport_size(PHONE)
    check_page(page, "prereview-found-elder-phone")
    page.get_by_role("button", name="普通版").click()
    page.set_viewport_size(DESK)
    page.goto(f"{site}/my/drafts/{draft.pk}/review/")
    page.get_by_role("button", name="确认提交").click()
    expect(page.locator(".error-summary")).to_contain_text(salon.OTHER_NAME)
    check_page(page, "prereview-refused")

    page.goto(f"{site}/my/drafts/{draft.pk}/materials/")
    page.locator("#material-business_licence").get_by_role("button", name="删除").click()
    upload(page, "business_licence", "执照2.jpg", salon.as_file(salon.licence_scan(salon.NAME, shop.body.uscc)))
    work()
    expect(page.get_by_text("已改正")).to_be_visible(timeout=15_000)
    expect(page.locator(".mark-blocks")).to_have_count(0)
    check_page(page, "prereview-mended")
    page.get_by_role("link", name="下一步，核对提交").click()
    check_page(page, "prereview-ready")
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_text("提交成功")).to_be_visible()
    assert Case.objects.get().prereview_package is not None
    assert refused == [] or PICTURES  # taking pictures adds a style of its own


def handed_in(shop: Salon, work: Callable[[], None], tmp: Path) -> Case:
    """A case with two findings: one answered by the applicant, one that asks."""
    from tongban.cases import actions as cases
    from tongban.prereview import actions

    draft = salon.draft(shop, area_sqm="300", health_manager="何小敏")
    salon.hand_in_the_rest(shop, draft, tmp)
    salon.hand_in(
        shop, draft, "business_licence", salon.as_file(salon.licence_scan(salon.NAME, shop.body.uscc)), "执照.jpg"
    )
    work()
    review = queries.review_of(draft.pk)
    assert review is not None
    for finding in review.blocking:
        actions.override(
            review.package.pk,
            finding.row.pk,
            "图上只画了一层，二楼另有180平方米",
            actor=shop.actor,
            now=shop.county.now,
        )
    return cases.submit(draft.pk, actor=shop.actor, now=shop.county.now).case


def test_an_officer_judges_with_one_key_each_and_the_figures_follow(
    site: str, shop: Salon, work: Callable[[], None], page: Page, tmp_path: Path
) -> None:
    case = handed_in(shop, work, tmp_path)
    sign_in(page, site, shop.county.officers[Role.CLERK])
    page.set_viewport_size(DESK)
    page.goto(f"{site}/work/cases/{case.pk}/prereview/")
    expect(page.get_by_text("二楼另有180平方米")).to_be_visible()
    check_page(page, "prereview-officer")
    number = page.locator("[data-judging] .finding").count()
    assert number >= 2
    page.locator("[data-judging] .finding").first.focus()
    page.keyboard.press("y")
    expect(page.locator('.finding[data-judged="confirmed"]')).to_have_count(1)
    expect(page.locator("#judged-count")).to_contain_text("1 /")
    page.keyboard.press("n")
    expect(page.locator('.finding[data-judged="dismissed"]')).to_have_count(1)
    check_page(page, "prereview-judged")
    assert queries.review(UUID(str(case.prereview_package))) is not None

    page.context.clear_cookies()
    sign_in(page, site, shop.county.officers[Role.SECTION_HEAD])
    page.goto(f"{site}/work/prereview/")
    expect(page.get_by_text("属实 1 ÷ 已判断 2")).to_be_visible()
    expect(page.get_by_text("50.0%").first).to_be_visible()
    check_page(page, "prereview-precision")
    page.set_viewport_size(PHONE)
    check_page(page, "prereview-precision-phone")


def test_papers_fill_the_form(site: str, shop: Salon, work: Callable[[], None], page: Page) -> None:
    draft = salon.draft(shop, legal_representative="", uscc="")
    salon.hand_in(
        shop, draft, "business_licence", salon.as_file(salon.licence_scan(salon.NAME, shop.body.uscc)), "执照.jpg"
    )
    work()
    sign_in(page, site, shop.user)
    page.goto(f"{site}/my/drafts/{draft.pk}/materials/")
    check_page(page, "prereview-offered")
    page.get_by_role("button", name="用识别的内容填写").click()
    expect(page.get_by_label("法定代表人/负责人", exact=True)).to_have_value(salon.BOSS)
    expect(page.get_by_text("读自《营业执照》第1页").first).to_be_visible()
    check_page(page, "prereview-filled")
    assert Draft.objects.get().read_from["uscc"]["page"] == 1
    page.set_viewport_size(PHONE)
    check_page(page, "prereview-filled-phone")
    number = page.locator("[name=uscc]")
    read = number.input_value()
    number.fill("")  # looked at and found wrong, then right after all: it is one's own from now on
    number.fill(read)
    page.get_by_role("button", name="保存，下一步").click()
    expect(page.get_by_role("heading", name="上传材料")).to_be_visible()
    expect(page.get_by_role("button", name="用识别的内容填写")).to_have_count(0)
    assert answers_of(Draft.objects.get())["legal_representative"] == salon.BOSS
