"""Pictures that are black, upside down, of something else or of two papers at once, read by real text recognition."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from pytest_django import Settings

from tests.builders import salon as build
from tests.builders.photographs import cat
from tests.builders.salon import Salon
from tests.prereview.flow.conftest import use_engine
from tongban.cases import actions as cases
from tongban.prereview import queries
from tongban.prereview.queries import FindingView, Review

pytestmark = pytest.mark.slow
Work = Callable[[], None]


@pytest.fixture
def work(fresh_db: str, settings: Settings) -> Iterator[Work]:
    """The worker with real text recognition."""
    yield from use_engine(settings, "auto")


def handed_in(shop: Salon, work: Work, picture: Image.Image, material: str = "business_licence") -> Review:
    """What is said of a picture handed in for a material."""
    draft = build.draft(shop)
    build.hand_in(shop, draft, material, build.as_file(picture), "照片.jpg")
    work()
    review = queries.review_of(draft.pk)
    assert review is not None
    assert not review.running
    assert not review.failed
    return review


def said(review: Review) -> list[tuple[str, str]]:
    return [(finding.row.code, finding.row.severity) for finding in review.standing]


def stacked(upper: Image.Image, lower: Image.Image, gap: int = 120) -> Image.Image:
    """Two papers one above the other on the glass of a scanner."""
    size = (max(upper.width, lower.width) + 80, upper.height + lower.height + 3 * gap)
    glass = Image.new("RGB", size, (250, 250, 250))
    glass.paste(upper, (40, gap))
    glass.paste(lower, (40, upper.height + 2 * gap))
    return glass


def test_a_black_page(shop: Salon, work: Work) -> None:
    review = handed_in(shop, work, Image.new("RGB", (1240, 1754), (4, 4, 4)))
    assert said(review) == [("MATERIAL_UNREADABLE", "blocks")]
    message = review.standing[0].message.render()
    assert "黑" in message
    assert "光线充足处重新拍摄或扫描" in message


def test_a_cat(shop: Salon, work: Work) -> None:
    review = handed_in(shop, work, cat())
    assert said(review) == [("MATERIAL_UNREADABLE", "blocks")]
    assert "没有认出文字。请确认上传的是材料本身" in review.standing[0].message.render()


def test_upside_down_is_simply_read_and_shown_upright(shop: Salon, work: Work) -> None:
    scan = build.licence_scan(build.OTHER_NAME, shop.body.uscc).rotate(180)
    review = handed_in(shop, work, scan)
    (finding,) = [f for f in review.standing if f.row.code == "NAME_MISMATCH"]
    assert finding.read == build.OTHER_NAME
    assert 0.5 < finding.row.confidence < 1
    left, top, right, bottom = finding.row.box
    page = queries.pages_of(review, [(finding.row.sha256, 1)])[finding.row.sha256, 1]
    assert page.page.rotation == 180
    assert (left + right) / 2 < page.page.width / 2  # near the left upper corner, where the name stands upright
    assert (top + bottom) / 2 < page.page.height / 2


@pytest.mark.parametrize("wanted", ["business_licence", "legal_rep_id"])
def test_two_papers_on_one_picture(shop: Salon, work: Work, wanted: str) -> None:
    picture = stacked(build.licence_scan(build.NAME, shop.body.uscc), build.id_scan())
    review = handed_in(shop, work, picture, wanted)
    assert said(review) == [("MATERIAL_MIXED", "asks")]
    (finding,) = review.standing
    other = {"business_licence": "居民身份证", "legal_rep_id": "营业执照"}[wanted]
    assert f"另一份看起来是“{other}”" in finding.message.render()
    assert "另存成一个文件" in finding.remedy.render()
    left, top, right, bottom = finding.row.box
    height = queries.pages_of(review, [(finding.row.sha256, 1)])[finding.row.sha256, 1].page.height
    middle = (top + bottom) / 2 / height
    assert (middle > 0.55) is (wanted == "business_licence")
    assert left < right


def test_two_papers_ask_and_do_not_keep_the_application_back(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    both = stacked(build.licence_scan(build.NAME, shop.body.uscc), build.id_scan())
    build.hand_in(shop, draft, "business_licence", build.as_file(both), "两份.jpg")
    work()
    checked = cases.check_draft(draft, actor=shop.actor, now=shop.county.now)
    assert "MATERIAL_MIXED" not in {problem.code for problem in checked.problems}
    offered: list[FindingView] = [f for f in checked.review.standing if f.row.code == "MATERIAL_MIXED"]  # type: ignore[union-attr]
    assert len(offered) == 1
