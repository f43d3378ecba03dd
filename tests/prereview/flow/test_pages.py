"""Who may see what of a prereview on the pages, and what the parts say without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.builders import county as build_county
from tests.builders import salon as build
from tests.builders.salon import Salon
from tongban.base import clock
from tongban.base.rows import User
from tongban.cases import actions as cases
from tongban.cases.models import Case, Draft
from tongban.core.roles import Role
from tongban.prereview import actions, queries
from tongban.prereview.models import FindingRow

Work = Callable[[], None]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(shop: Salon, work: Work, tmp_path: Path) -> Draft:
    """A draft whose plan states another area than the form."""
    made = build.draft(shop, area_sqm="300")
    build.hand_in(shop, made, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    return made


@pytest.fixture
def case(shop: Salon, work: Work, draft: Draft, tmp_path: Path) -> Case:
    """The draft handed in with everything else, its finding answered."""
    build.hand_in_the_rest(shop, draft, tmp_path)
    scan = build.as_file(build.licence_scan(build.NAME, shop.body.uscc))
    build.hand_in(shop, draft, "business_licence", scan, "执照.jpg")
    work()
    review = queries.review_of(draft.pk)
    assert review is not None
    for finding in review.blocking:
        actions.override(review.package.pk, finding.row.pk, "二楼另有面积", actor=shop.actor, now=shop.county.now)
    return cases.submit(draft.pk, actor=shop.actor, now=shop.county.now).case


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def officer(shop: Salon, role: Role) -> Client:
    return signed_in(shop.county.officers[role])


def finding() -> FindingRow:
    return FindingRow.objects.get(rule="area")


def test_the_part_is_polled_until_it_is_done(shop: Salon, work: Work, draft: Draft, tmp_path: Path) -> None:
    client = signed_in(shop.user)
    url = f"/my/drafts/{draft.pk}/prereview/"
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path, area=90), "平面图2.pdf")
    running = client.get(url, headers=HTMX).content.decode()
    assert "load delay:1.0s" in running
    assert "load delay:10.0s" in client.get(f"{url}?tries=99", headers=HTMX).content.decode()
    work()
    done = client.get(url, headers=HTMX).content.decode()
    assert "load delay" not in done
    assert 'id="prereview-findings" hx-swap-oob="true"' in done
    assert 'id="prereview-of-floor_plan"' in done
    seen = f"{queries.review_of(draft.pk).package.version}-checked"  # type: ignore[union-attr]
    assert "hx-swap-oob" not in client.get(f"{url}?seen={seen}", headers=HTMX).content.decode()


def test_another_person_sees_nothing_of_it(shop: Salon, draft: Draft) -> None:
    build_county.applicant("别人", 126, now=shop.county.now)
    client = signed_in(User.objects.get(username="u126"))
    row = finding()
    for path in ("", f"pages/{row.sha256}/1/"):
        assert client.get(f"/my/drafts/{draft.pk}/prereview/{path}", headers=HTMX).status_code == 404
    override = f"/my/drafts/{draft.pk}/prereview/findings/{row.pk}/override/"
    assert client.post(override, {"reason": "没有问题"}).status_code == 404
    assert finding().standing == "open"


def test_a_picture_of_a_page_is_a_drawn_picture(shop: Salon, draft: Draft) -> None:
    from io import BytesIO

    from PIL import Image

    row = finding()
    answer = signed_in(shop.user).get(f"/my/drafts/{draft.pk}/prereview/pages/{row.sha256}/1/")
    picture = Image.open(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert picture.format == "JPEG"
    left, top, right, bottom = (round(edge) for edge in row.box)
    dark = picture.convert("L").crop((left, top, right, bottom)).point(lambda v: 255 * (v < 100))
    assert dark.getbbox() is not None  # what the box names is printed there
    other = signed_in(shop.user).get(f"/my/drafts/{draft.pk}/prereview/pages/{'0' * 64}/1/")
    assert other.status_code == 404


def test_an_answer_without_a_reason_keeps_the_page_and_says_so(shop: Salon, draft: Draft) -> None:
    client = signed_in(shop.user)
    url = f"/my/drafts/{draft.pk}/prereview/findings/{finding().pk}/override/"
    refused = client.post(url, {"reason": "好"}, headers=HTMX)
    assert refused.status_code == 422
    assert "请写一句说明" in refused.content.decode()
    assert ">好</textarea>" in refused.content.decode()
    assert client.post(url, {"reason": "二楼另有面积"}, headers=HTMX).status_code == 200
    assert finding().standing == "overridden"


def test_the_review_page_names_what_blocks(shop: Salon, draft: Draft) -> None:
    answer = signed_in(shop.user).post(f"/my/drafts/{draft.pk}/review/")
    assert answer.status_code == 422
    assert "经营面积" in answer.content.decode()


def test_an_officer_sees_the_reason_and_judges(shop: Salon, case: Case) -> None:
    client = officer(shop, Role.CLERK)
    url = f"/work/cases/{case.pk}/prereview/"
    assert f'hx-get="{url}"' in client.get(f"/work/cases/{case.pk}/").content.decode()
    assert "二楼另有面积" in client.get(url, headers=HTMX).content.decode()
    row = finding()
    judged = client.post(f"{url}findings/{row.pk}/", {"verdict": "confirmed"}, headers=HTMX)
    assert 'data-judged="confirmed"' in judged.content.decode()
    assert client.post(f"{url}findings/{row.pk}/", {"verdict": "maybe"}).status_code == 422
    assert finding().verdict == "confirmed"


def test_an_auditor_looks_and_the_applicant_does_not_judge(shop: Salon, case: Case) -> None:
    url = f"/work/cases/{case.pk}/prereview/"
    auditor = officer(shop, Role.AUDITOR)
    assert "data-judge" not in auditor.get(url, headers=HTMX).content.decode().replace("data-judging", "")
    post = f"{url}findings/{finding().pk}/"
    assert auditor.post(post, {"verdict": "confirmed"}).status_code == 404
    assert signed_in(shop.user).post(post, {"verdict": "confirmed"}).status_code == 403
    assert finding().verdict == ""


def test_the_figures_open_for_those_who_answer_for_rules(shop: Salon, case: Case) -> None:
    officer(shop, Role.CLERK).post(
        f"/work/cases/{case.pk}/prereview/findings/{finding().pk}/", {"verdict": "dismissed"}
    )
    assert officer(shop, Role.CLERK).get("/work/prereview/").status_code == 403
    with clock.rehearse(finding().found_at):  # the worker found it by the real clock
        for role in (Role.SECTION_HEAD, Role.AUDITOR):
            page = officer(shop, role).get("/work/prereview/?days=365").content.decode()
            assert "经营面积（㎡）：编号或者数量不一致" in page
            assert "area · NUMBER_MISMATCH" in page
            assert "总准确率 0.0%" in page
    nowhere = officer(shop, Role.SECTION_HEAD).get("/work/prereview/?days=nonsense")
    assert nowhere.status_code == 200


def test_no_denominator_shows_a_dash(shop: Salon, case: Case) -> None:
    with clock.rehearse(finding().found_at):
        page = officer(shop, Role.SECTION_HEAD).get("/work/prereview/?days=365").content.decode()
    assert "经营面积（㎡）：编号或者数量不一致" in page
    assert "总准确率 —" in page


def test_an_unclean_prereview_bars_automatic_approval(shop: Salon, draft: Draft) -> None:
    from tongban.cases.actions.prereviewing import with_prereview
    from tongban.core.assessment.rules import AutoApproval

    review = queries.review_of(draft.pk)
    barred = with_prereview(AutoApproval(True, (), ()), review)
    assert barred is not None
    assert not barred.granted
    assert barred.hindrances
    assert with_prereview(AutoApproval(True, (), ()), None) == AutoApproval(True, (), ())


def test_papers_fill_only_what_is_empty(shop: Salon, work: Work, tmp_path: Path) -> None:
    made = build.draft(shop, area_sqm="", unit_name="自己填的名称")
    build.hand_in(shop, made, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    filled = cases.fill_from_papers(made.pk, actor=shop.actor, now=shop.county.now)
    assert {each.field: each.value for each in filled} == {"area_sqm": "120"}
    made.refresh_from_db()
    assert cases.drafts.answers_of(made)["unit_name"] == "自己填的名称"
    assert made.read_from["area_sqm"] == {"material": "floor_plan", "name": "地址方位示意图和平面布局图", "page": 1}
    page = signed_in(shop.user).get(f"/my/drafts/{made.pk}/").content.decode()
    assert "读自《地址方位示意图和平面布局图》第1页，请核对" in page
    cases.save(made.pk, {"area_sqm": "121"}, actor=shop.actor, now=shop.county.now)
    made.refresh_from_db()
    assert made.read_from == {}
