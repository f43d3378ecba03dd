"""Through the real flow, one fact stands on the page once: said by the paper that shows it, or by the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from tests.builders import salon as build
from tests.builders.salon import Salon
from tests.prereview.reading import papers
from tongban.cases import actions as cases
from tongban.cases.models import Draft
from tongban.prereview import queries

ADVERT = "medical-advertisement-review"
Work = Callable[[], None]


def advert(shop: Salon, **changes: Any) -> Draft:
    """A draft for the review of an advertisement, with the answers that matter here."""
    shop.county.authority.matters = [build.MATTER, ADVERT]
    shop.county.authority.save(update_fields=["matters"])
    begun = cases.begin(
        ADVERT, "review", authority_id=shop.county.authority.pk, organisation=shop.body, actor=shop.actor,
        now=shop.county.now,
    )  # fmt: skip
    answers = {"institution_name": build.NAME, "application_date": shop.today.isoformat(), **changes}
    return cases.save(begun.pk, answers, actor=shop.actor, now=shop.county.now)


def licence(tmp: Path, valid_to: str) -> bytes:
    """An institution's licence as a digital PDF."""
    body = (
        "#align(center, text(20pt)[医疗机构执业许可证（副本）])\n"
        f"机构名称：{build.NAME} \\ 登记号：510107001012A1001 \\ 法定代表人：{build.BOSS} \\ 地址：{build.ADDRESS} \\\n"
        f"诊疗科目：内科；外科 \\ 有效期限：自2015年1月1日至{valid_to} \\ 校验记录：校验有效期至2027年1月1日 \\\n"
    )
    return papers.pdf(body, tmp)


def said(shop: Salon, draft: Draft) -> tuple[list[str], set[str]]:
    """The codes of findings about the licence's end, and the rules of the form that are shown besides."""
    checked = cases.check_draft(draft, actor=shop.actor, now=shop.county.now)
    assert checked.review is not None
    rules = {outcome.rule.id for outcome in checked.assessment.findings}
    return [f.row.code for f in checked.review.standing if f.row.field == "licence_valid_to"], rules


def test_an_ended_licence_is_said_by_the_paper_that_shows_it(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = advert(shop, licence_valid_from="2015-01-01", licence_valid_to="2025-12-31")
    assert "licence-valid" in said_before_upload(shop, draft)
    build.hand_in(shop, draft, "licence_copy", licence(tmp_path, "2025年12月31日"), "副本.pdf")
    work()
    codes, rules = said(shop, draft)
    assert codes == ["LICENCE_EXPIRED"]
    assert "licence-valid" not in rules
    client = Client()
    client.force_login(shop.user)
    page = client.get(f"/my/drafts/{draft.pk}/review/").content.decode()
    assert page.count("有效期到2025-12-31为止") == 1
    assert "执业许可证不在有效期内" not in page


def said_before_upload(shop: Salon, draft: Draft) -> set[str]:
    """The rules of the form that fail while no paper is there."""
    checked = cases.check_draft(draft, actor=shop.actor, now=shop.county.now)
    return {outcome.rule.id for outcome in checked.assessment.asking}


def test_an_end_that_only_the_form_states_is_said_by_the_form(shop: Salon, work: Work, tmp_path: Path) -> None:
    draft = advert(shop, licence_valid_from="2015-01-01", licence_valid_to="2025-12-31")
    build.hand_in(shop, draft, "licence_copy", licence(tmp_path, "2027年12月31日"), "副本.pdf")
    work()
    codes, rules = said(shop, draft)
    assert codes == ["NUMBER_MISMATCH"]
    assert "licence-valid" in rules


def test_a_day_to_come_is_said_by_the_form(shop: Salon, work: Work, tmp_path: Path) -> None:
    late = (shop.today + timedelta(days=3)).isoformat()
    draft = build.draft(shop, application_date=late)
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    review = queries.review_of(draft.pk)
    assert review is not None
    assert [f for f in review.standing if f.row.field == "application_date"] == []
    checked = cases.check_draft(draft, actor=shop.actor, now=shop.county.now)
    assert [p.at for p in checked.problems if "今天以后" in p.message.render()] == ["field:application_date"]
