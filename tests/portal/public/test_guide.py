"""The guide page shows what the content says, marks what is unsure, and computes an example."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.builders import packs
from tests.builders.county import SPRING, County
from tongban.base.actor import SYSTEM
from tongban.catalogue import actions as catalogue
from tongban.catalogue import queries

MARK = "以当地公布为准"


def page(client: Client, path: str = "/matters/pool-permit/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).split("<footer")[0]


def publish(**changes: Any) -> None:
    catalogue.publish(packs.pack([packs.matter_data(**changes)]), actor=SYSTEM, now=SPRING)


def test_everything_a_person_needs_stands_there(client: Client, sample: str) -> None:
    said = page(client)
    for expected in (
        "开办游泳场所之前办理。",
        "池水检测合格。",
        "池水检测报告",
        "可以先受理、后补交",
        "不收费",
        "卫生许可证，有效期4年",
        "经许可方可营业，4年有效。",
        "救生员也要体检吗？",
        "自受理之日起7个工作日内",
        'role="img"',
        'href="/apply/pool-permit/?variant=first"',
    ):
        assert expected in said


def test_a_variant_shows_its_own_papers_only(client: Client, sample: str) -> None:
    first, change = page(client), page(client, "/matters/pool-permit/?variant=change")
    assert "池水检测报告" in first
    assert "原卫生许可证" not in first
    assert "池水检测报告" not in change
    assert "免于提交" in change
    assert "名下有有效的电子证照“公共场所卫生许可证”的，免交" in change


def test_the_example_is_computed_day_by_day(client: Client, sample: str) -> None:
    """Seven working days after Monday, 2 March 2026: the 11th, with one weekend between."""
    said = page(client)
    assert "若今天（3月2日）受理，最晚" in said
    assert "2026年3月11日 周三" in said
    assert said.count('<li class="counts">') == 7
    assert said.count('<li class="rests">') == 2


def test_a_limit_nobody_knows_is_marked_and_not_computed(client: Client, db: None) -> None:
    data = packs.matter_data()
    for limit in ("statutory", "promised"):
        data["variants"]["first"]["limits"][limit][0].update(amount=None, confidence="unsure")
    publish(variants=data["variants"])
    said = page(client)
    assert "最晚" not in said.split('id="clock"')[1].split("</section>")[0]
    assert said.split('class="burden"')[1].split("</div>")[0].count(MARK) == 1


@pytest.mark.parametrize(
    ("changes", "section"),
    [
        ({"fee": {"charged": True, "confidence": "unsure"}}, "result"),
        ({"conditions": [{"says": "池水检测合格。", "confidence": "unsure"}]}, "conditions"),
        ({"competent_department": {"value": "县级卫生健康部门", "confidence": "unsure"}}, "about"),
        ({"faq": [{"question": "要体检吗？", "answer": "要。", "confidence": "unsure"}]}, "faq"),
    ],
)
def test_what_is_unsure_is_marked_where_it_stands(
    client: Client, db: None, changes: dict[str, Any], section: str
) -> None:
    def marks(said: str) -> int:
        return said.split(f'id="{section}"')[1].split("</section>")[0].count(MARK)

    publish()
    before = marks(page(client))
    publish(**changes, version="2")
    assert marks(page(client)) == before + 1


def test_the_former_version_and_what_changed_are_told(client: Client, sample: str) -> None:
    assert "相比" not in page(client)
    data = packs.matter_data()
    data["variants"]["first"]["limits"]["promised"][0]["amount"] = 3
    publish(variants=data["variants"], version="2", effective={"from": str((SPRING - timedelta(days=1)).date())})
    said = page(client)
    assert "第 2 版" in said
    assert "和第 1 版相比" in said
    assert "承诺时限 7个工作日 → 3个工作日" in said
    assert "减负" in said


def test_text_of_a_pack_is_never_markup(client: Client, db: None) -> None:
    publish(summary="<img src=x onerror=alert(1)>")
    answer = client.get("/matters/pool-permit/").content.decode()
    assert "<img src=x" not in answer


def test_the_way_in_words_is_there_for_the_elderly(client: Client, sample: str) -> None:
    client.cookies.load({"elder_view": "1"})
    said = page(client)
    assert 'class="elder"' in said
    assert "用文字看流程" not in said
    assert "flow-words" in said


def test_every_matter_of_the_national_pack_opens_in_every_variant(client: Client, county: County) -> None:
    found = [(card.matter, key) for card in queries.matters(SPRING.date()) for key in card.variants]
    assert len(found) >= 10
    for matter, variant in found:
        said = page(client, f"/matters/{matter}/?variant={variant}")
        assert f'href="/apply/{matter}/?variant={variant}"' in said
        assert "Message(" not in said
