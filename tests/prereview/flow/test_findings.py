"""From an upload to its findings, and what mending, answering and judging do to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import salon as build
from tests.builders.salon import Salon
from tongban.base.eventlog import stream_events
from tongban.cases import actions as cases
from tongban.cases.errors import NothingReady
from tongban.core.errors import Forbidden
from tongban.core.roles import Role
from tongban.prereview import actions, jobs, queries
from tongban.prereview.errors import FindingMoved, FindingNotFound, ReasonMissing
from tongban.prereview.models import FindingRow, StoredReading
from tongban.prereview.queries import Review

Work = Callable[[], None]


def review_of(draft_id: object) -> Review:
    found = queries.review_of(draft_id)  # type: ignore[arg-type]
    assert found is not None
    return found


def codes(review: Review) -> set[tuple[str, str]]:
    return {(finding.row.material, finding.row.code) for finding in review.standing}


def test_an_upload_is_read_and_its_finding_says_all(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    build.hand_in(shop, draft, "staff_health", build.staff_health(shop.today, people=1), "健康证明.docx")
    assert review_of(draft.pk).running
    work()
    review = review_of(draft.pk)
    assert not review.running
    finding = next(f for f in review.standing if f.row.code == "REQUIREMENT_NOT_MET")
    assert (finding.row.material, finding.row.severity) == ("staff_health", "blocks")
    assert "人数少于" in finding.message.render()
    assert "补齐" in finding.remedy.render()
    assert finding.row.article.startswith("《公共场所卫生管理条例》")
    assert finding.material_name == "从业人员健康合格证明汇总"


def test_a_finding_on_a_page_has_its_box_and_the_page_its_picture(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop)
    data = build.laboratory_report(tmp_path, shop.today, name=build.OTHER_NAME)
    build.hand_in(shop, draft, "test_report", data, "报告.pdf")
    work()
    review = review_of(draft.pk)
    finding = next(f for f in review.standing if f.row.code == "NAME_MISMATCH")
    assert (finding.read, finding.expected) == (build.OTHER_NAME, build.NAME)
    left, top, right, bottom = finding.row.box
    page = queries.pages_of(review, [(finding.row.sha256, finding.row.file_page)])[finding.row.sha256, 1]
    assert 0 < left < right < page.page.width
    assert 0 < top < bottom < page.page.height
    picture = queries.page_picture(review.package.pk, finding.row.sha256, 1)
    assert picture.media_type == "image/jpeg"


def test_the_same_file_is_never_read_twice(shop: Salon, work: Work) -> None:
    data = build.hygiene_system()
    for _ in range(2):
        draft = build.draft(shop)
        build.hand_in(shop, draft, "hygiene_system", data, "制度.txt")
        work()
        assert not review_of(draft.pk).running
    assert StoredReading.objects.count() == 1


def test_replacing_the_paper_mends_the_finding(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop)
    wrong = build.laboratory_report(tmp_path, shop.today, result="0.35")
    build.hand_in(shop, draft, "test_report", wrong, "报告.pdf")
    work()
    assert ("test_report", "REQUIREMENT_NOT_MET") in codes(review_of(draft.pk))
    cases.remove_upload(draft.pk, draft.materials.get().pk, actor=shop.actor, now=shop.county.now)
    build.hand_in(shop, draft, "test_report", build.laboratory_report(tmp_path, shop.today), "报告2.pdf")
    assert ("test_report", "REQUIREMENT_NOT_MET") not in codes(review_of(draft.pk))  # about a file that is gone
    work()
    review = review_of(draft.pk)
    assert ("test_report", "REQUIREMENT_NOT_MET") not in codes(review)
    assert "REQUIREMENT_NOT_MET" in {f.row.code for f in review.mended}


def test_mending_the_form_mends_the_finding(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop, area_sqm="300")
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    assert ("floor_plan", "NUMBER_MISMATCH") in codes(review_of(draft.pk))
    cases.save(draft.pk, {"area_sqm": "120"}, actor=shop.actor, now=shop.county.now)
    assert review_of(draft.pk).running
    work()
    assert codes(review_of(draft.pk)) == set()


def test_a_blocking_finding_keeps_the_application_back_until_it_is_answered(
    shop: Salon, work: Work, tmp_path: Path
) -> None:
    draft = build.draft(shop, area_sqm="300")
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    finding = next(f for f in review_of(draft.pk).blocking)
    with pytest.raises(NothingReady) as refused:
        cases.submit(draft.pk, actor=shop.actor, now=shop.county.now)
    assert ("material:floor_plan", "NUMBER_MISMATCH") in {(p.at, p.code) for p in refused.value.data["problems"]}
    package = review_of(draft.pk).package.pk
    with pytest.raises(ReasonMissing):
        actions.override(package, finding.row.pk, " ", actor=shop.actor, now=shop.county.now)
    for _ in range(2):  # a second click is no error
        actions.override(package, finding.row.pk, "图上另有二楼", actor=shop.actor, now=shop.county.now)
    review = review_of(draft.pk)
    assert review.blocking == ()
    assert not review.clean
    assert review.standing[0].reason == "图上另有二楼"
    checked = cases.check_draft(draft, actor=shop.actor, now=shop.county.now)
    assert "NUMBER_MISMATCH" not in {problem.code for problem in checked.problems}
    work()
    cases.save(draft.pk, {"contact_phone": "13800000002"}, actor=shop.actor, now=shop.county.now)
    work()  # the answer survives another check of the same thing
    assert review_of(draft.pk).standing[0].overridden
    actions.take_back(package, finding.row.pk, actor=shop.actor, now=shop.county.now)
    assert len(review_of(draft.pk).blocking) == 1


def test_an_officer_judges_and_the_rule_is_measured(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop, area_sqm="300")
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    review = review_of(draft.pk)
    row = review.blocking[0].row
    officer = shop.county.actor(Role.REVIEWER)
    with pytest.raises(Forbidden):
        actions.judge(review.package.pk, row.pk, "confirmed", actor=shop.actor, now=shop.county.now)
    actions.judge(review.package.pk, row.pk, "dismissed", actor=officer, now=shop.county.now)
    actions.judge(review.package.pk, row.pk, "confirmed", actor=officer, now=shop.county.now)
    day = timedelta(days=1000)  # the worker's clock is the real one
    found = queries.findings_at([shop.county.authority.pk], since=shop.county.now - day, until=shop.county.now + day)
    rule = next(each for each in queries.precision(found) if each.rule == "area")
    assert (rule.confirmed, rule.dismissed, rule.precision) == (1, 0, 1.0)
    assert all(each.precision is None for each in queries.precision(found) if each.rule != "area")
    with pytest.raises(FindingNotFound):
        actions.judge(review.package.pk, row.pk + 999, "confirmed", actor=officer, now=shop.county.now)


def test_a_mended_finding_is_not_judged(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop, area_sqm="300")
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    cases.save(draft.pk, {"area_sqm": "120"}, actor=shop.actor, now=shop.county.now)
    work()
    review = review_of(draft.pk)
    with pytest.raises(FindingMoved):
        actions.judge(
            review.package.pk, review.mended[0].row.pk, "confirmed", actor=shop.county.actor(Role.CLERK),
            now=shop.county.now,
        )  # fmt: skip


def test_nothing_that_a_paper_says_stands_in_clear(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop)
    data = build.laboratory_report(tmp_path, shop.today, name=build.OTHER_NAME)
    build.hand_in(shop, draft, "test_report", data, "报告.pdf")
    work()
    review = review_of(draft.pk)
    written = "".join(event.payload for event in stream_events(review.package.pk))
    rows = "".join(str(vars(row)) for row in (*FindingRow.objects.all(), *StoredReading.objects.all()))
    for secret in (build.OTHER_NAME, build.NAME):
        assert secret not in written
        assert secret not in rows


def test_a_discarded_draft_takes_its_review_and_readings_along(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    build.hand_in(shop, draft, "hygiene_system", build.hygiene_system(), "制度.txt")
    work()
    cases.discard(draft.pk, actor=shop.actor, now=shop.county.now)
    assert queries.review_of(draft.pk) is None
    assert StoredReading.objects.count() == 0


def test_a_job_that_runs_twice_changes_nothing(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = build.draft(shop, area_sqm="300")
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    before = review_of(draft.pk)
    told = len(stream_events(before.package.pk))
    jobs.read_file(before.files[0].sha256)  # as when a worker died between its work and saying so
    jobs.check_package(str(before.package.pk))
    after = review_of(draft.pk)
    assert [f.row.pk for f in after.standing] == [f.row.pk for f in before.standing]
    assert StoredReading.objects.count() == 1
    assert len(stream_events(before.package.pk)) == told
