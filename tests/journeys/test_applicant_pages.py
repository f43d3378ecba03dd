"""Every page of an applicant on a phone, on a desk, in the elder view and in English: nothing cut off, nothing Axe finds."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.builders import county as build
from tests.builders import instant, papers
from tests.builders.county import County
from tests.builders.nurses import MATTER, draft_of_change, nurse_with_certificate
from tests.harness.jobs import work_off_jobs
from tests.journeys.pages import check_page, give_password, picture, sign_in
from tongban.base import clock
from tongban.base.rows import User
from tongban.cases import actions
from tongban.certificates import queries as certificates
from tongban.core.roles import Role

pytestmark = pytest.mark.journey
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
REASON = {
    "paper": "身份证",
    "point": "照片反光，看不清有效期",
    "rule": "护士条例第九条",
    "remedy": "请在没有反光的地方重新拍照，四角拍全",
}


@pytest.fixture
def county(site: str) -> County:
    now = clock.now()
    build.publish_national(now=now)
    return build.county([MATTER, instant.DEATH, instant.CHECK], now=now)


@pytest.fixture
def addresses(county: County) -> tuple[User, dict[str, str]]:
    """A nurse with one of everything, and where it is shown."""
    person, actor = nurse_with_certificate(county, confirmed_at=None)
    draft = draft_of_change(county, person, actor)
    photo = papers.picture(size=(600, 400))
    actions.upload(draft.pk, "identity_card", [photo], name="身份证.png", actor=actor, now=county.now)
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    actions.ask_correction(case.pk, [REASON], actor=county.actor(Role.CLERK), now=county.now)
    licence = next(row for row in certificates.certificates_of(person) if row.type == "nurse-practice")
    work_off_jobs()
    notice = case.documents.get(kind="correction")
    found = {
        "mine": reverse("my_cases"),
        "messages": reverse("my_messages"),
        "form": reverse("draft_form", args=[draft.pk]),
        "materials": reverse("draft_materials", args=[draft.pk]),
        "review": reverse("draft_review", args=[draft.pk]),
        "case": reverse("my_case", args=[case.pk]),
        "paper": reverse("my_case_paper", args=[case.pk, notice.pk]),
        "certificate": reverse("my_certificate", args=[licence.pk]),
    }
    return give_password(User.objects.get(person=person)), found


@pytest.mark.parametrize("look", ["phone", "desk", "elder", "english"])
def test_every_page_in_every_look(site: str, addresses: tuple[User, dict[str, str]], page: Page, look: str) -> None:
    user, found = addresses
    page.set_viewport_size(DESK if look == "desk" else PHONE)
    sign_in(page, site, user)
    if look == "elder":
        page.get_by_role("button", name="长辈版").click()
    if look == "english":
        page.get_by_role("button", name="English").click()
    for name, address in found.items():
        answer = page.goto(site + address)
        assert answer is not None
        assert answer.ok, name
        for summary in page.locator("main details > summary").all():
            summary.click()
        check_page(page, f"{look}-{name}")


def test_the_certificate_shows_itself_when_it_is_ready(site: str, county: County, page: Page) -> None:
    """The page asks again by itself; the picture and the code have words for who does not see them."""
    person, _ = nurse_with_certificate(county, confirmed_at=None)
    licence = next(row for row in certificates.certificates_of(person) if row.type == "nurse-practice")
    sign_in(page, site, give_password(User.objects.get(person=person)))
    page.goto(site + reverse("my_certificate", args=[licence.pk]))
    expect(page.get_by_text("证照文件正在制作")).to_be_visible()
    work_off_jobs()
    shown = page.get_by_role("img", name="证照的图片")
    expect(shown).to_be_visible(timeout=10_000)
    assert shown.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 500
    expect(page.get_by_role("img", name="证照查验二维码")).to_be_visible()


def test_a_family_gets_the_certificate_of_a_death_at_once(site: str, county: County, page: Page) -> None:
    person, _ = instant.relative(county)
    instant.death_on_record(county, person)
    page.set_viewport_size(PHONE)
    sign_in(page, site, give_password(User.objects.get(person=person)))
    page.goto(f"{site}/apply/{instant.DEATH}/?variant=in_institution")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("逝者的姓名").fill(instant.DECEASED)
    page.get_by_label("逝者的身份证号").fill(instant.DECEASED_ID)
    page.get_by_label("子女").check()
    page.get_by_role("button", name="保存，下一步").click()
    picture(page, "death-materials")
    page.get_by_role("link", name="下一步，核对提交").click()
    expect(page.get_by_text("提交后当场办结")).to_be_visible()
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("heading", name="已办结")).to_be_visible()
    check_page(page, "death-granted")


def test_a_village_clinic_is_checked_at_once(site: str, county: County, page: Page) -> None:
    _, actor = instant.village_clinic(county)
    instant.clinic_on_record(county)
    sign_in(page, site, give_password(User.objects.get(pk=actor.viewer.user_id)))
    page.goto(f"{site}/apply/{instant.CHECK}/?variant=village_clinic_check")
    page.get_by_role("button", name="开始填写").click()
    expect(page.get_by_label("医疗机构名称")).to_have_value(instant.CLINIC)
    page.get_by_label("联系电话").fill("13800000002")
    page.get_by_role("group", name="我承诺").get_by_label("是").check()
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="下一步，核对提交").click()
    picture(page, "clinic-review")
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("heading", name="已办结")).to_be_visible()


def test_without_script_the_whole_way_works(site: str, county: County, browser: object) -> None:
    """As in a web view that blocks our script: forms, files and the hand-in are plain pages."""
    person, _ = nurse_with_certificate(county, confirmed_at=None)
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[attr-defined]  # Browser
    page = context.new_page()
    sign_in(page, site, give_password(User.objects.get(person=person)))
    page.goto(f"{site}/apply/{MATTER}/?variant=change")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("拟执业的医疗卫生机构").fill("武侯区中医医院")
    page.get_by_role("button", name="保存，下一步").click()
    file = {"name": "身份证.png", "mimeType": "image/png", "buffer": papers.picture()}
    page.get_by_text("也可以自己上传").first.click()
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]  # a FilePayload
    page.get_by_role("button", name="上传", exact=True).first.click()
    expect(page.get_by_role("link", name="身份证.png")).to_be_visible()
    page.get_by_role("link", name="下一步，核对提交").click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("heading", name="已收件")).to_be_visible()
    context.close()
