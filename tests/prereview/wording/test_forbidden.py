"""What the law forbids, in other words than the patterns were written for, and the article each falls under."""

from __future__ import annotations

import pytest

from tests.prereview.wording.conftest import Review
from tongban.prereview.wording.segment import AdLine

FORBIDDEN = [
    ("七年顽疾三针见好，专看颈肩腰腿痛", "technique"),
    ("采用韩式无痕技术祛除疤痕", "technique"),
    ("近视人群轻松摘镜", "technique"),
    ("一次诊疗终身无忧", "guarantee"),
    ("从此不再复发，扔掉拐杖", "guarantee"),
    ("不见好转不收费", "guarantee"),
    ("治愈率高达百分之九十八", "efficacy"),
    ("累计康复三万例", "efficacy"),
    ("十人九人满意", "efficacy"),
    ("祖师托梦得来的秘方", "superstition"),
    ("择吉日手术，改运旺财", "superstition"),
    ("大医院看不好的来这里", "belittle"),
    ("别去别家花冤枉钱", "belittle"),
    ("王教授每周二亲诊", "endorsement"),
    ("荣获全省示范医院称号", "endorsement"),
    ("患者张女士讲述康复经历", "endorsement"),
    ("军区总医院老专家坐诊", "military"),
    ("全省首家、顶级口碑", "absolute"),
    ("体检套餐八折优惠", "other-than-eight"),
    ("免费接送，交通便利", "other-than-eight"),
    ("关爱健康，从这里开始", "other-than-eight"),
    ("医保定点，扫码关注公众号", "other-than-eight"),
    ("心与心的距离，由我们来丈量", "other-than-eight"),
]


@pytest.mark.parametrize(("line", "group"), FORBIDDEN)
def test_is_found(review: Review, line: str, group: str) -> None:
    found = review(line)
    assert found
    assert any(issue.sure for issue in found)
    forbidden = any(issue.group.code == "AD_FORBIDDEN_CONTENT" for issue in found)
    assert forbidden == (group != "other-than-eight")


def test_an_address_behind_a_claim_does_not_hide_it(review: Review) -> None:
    assert review("无痛治疗四川省成都市武侯区八一大街12号附3号")


def test_a_long_list_does_not_hide_a_claim(review: Review) -> None:
    assert review("皮肤科、皮肤病专业、性传播疾病专业、医学检验科、中医科、X线诊断、无痛")


@pytest.mark.parametrize(
    "line",
    [
        "联系电话：028-85551234（治愈率98%）",
        "接诊时间：24小时，专家坐诊",
        "机构类别：三级甲等皮肤病医院",
        "诊疗科目：皮肤科（微创治疗）、中医科",
        "地址：四川省成都市武侯区八一大街12号附3号（地铁2号线直达）",
        "床位数：96张，环境舒适",
        "机构名称：成都康愈皮肤病医院，全国最好的皮肤病医院",
    ],
)
def test_is_found_behind_an_allowed_kind(review: Review, line: str) -> None:
    assert any(issue.sure for issue in review(line))


def test_claim_in_a_scene(review: Review) -> None:
    assert review(AdLine("患者康复后竖起大拇指称赞疗效好", scene=True))


def test_subtitle_and_voice_are_one_finding(review: Review) -> None:
    assert len(review("药到病除", "药到病除")) == 1


def test_badly_read_line_only_asks(review: Review) -> None:
    assert [issue.sure for issue in review(AdLine("包治百病", confidence=0.3))] == [False]
