"""How a paper ends: which day is that of its signing, which name that of its issuer, which place that for a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.evidence.pages import ROW, TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Box, Line


def read(title: str, matter: str, material: str, *lines: Line) -> Evidence:
    return extract(reading([line(title, 1, 400), *lines]), TEMPLATES, matter, material)


def signed_on(evidence: Evidence) -> object:
    fact = evidence.get("signoff_date")
    return None if fact is None else fact.normalised


def test_the_last_day_of_a_list_is_not_that_of_its_signing() -> None:
    rows = [
        piece
        for n, (name, first, last) in enumerate(
            [("潘婷", "2024-01-17", "2025-01-15"), ("史晨", "2024-05-10", "2025-05-09")]
        )
        for piece in (line(name, 4 + n), line(first, 4 + n, 500), line(last, 4 + n, 800))
    ]
    heading = [line("姓名", 3), line("发证日期", 3, 500), line("有效期至", 3, 800)]
    found = read(
        "从业人员健康合格证明汇总", "public-place", "staff_health", *heading, *rows, line("202年11月2", 9, 500)
    )
    assert signed_on(found) is None


@pytest.mark.parametrize(
    ("above", "day", "expected"),
    [
        ("运输结束时间", "2026年6月17日", None),
        ("托运单位（盖章）", "2026年6月1日", "2026-06-01"),
        ("吉林省病原微生物运输培训中心", "2026年6月1日", "2026-06-01"),
        ("本单位承诺所填属实，培训考核合格，有效期内运输。", "2026年6月1日", "2026-06-01"),
    ],
)
def test_the_label_above_a_day(above: str, day: str, expected: str | None) -> None:
    found = read(
        "病原微生物菌（毒）种或样本运输申请表", "pathogen-transport", "application_form", line(above, 6), line(day, 7)
    )
    assert signed_on(found) == expected


def test_the_end_of_a_sentence_is_no_day_of_signing() -> None:
    lines = (
        line("证书编号SAPX20247441，考核合格，有效期至", 4),
        line("2026年6月4日。", 5),
        line("2024年6月7日", 9, 600),
    )
    found = read("护送人员培训证明", "pathogen-transport", "escort_training", *lines)
    assert signed_on(found) == "2024-06-07"


def test_who_asked_for_a_report_is_not_who_issued_it() -> None:
    lines = (
        line("客户名称：", 4), line("芜湖优禾百货商场有限公司", 4, 500), line("采样地点：", 5), line("朝阳街248号", 5, 500),
        line("检测机构（盖章）", 9, 600), line("芜湖普正检测服务有限公司", 10, 600), line("2023-06-18", 11, 600),
    )  # fmt: skip
    found = read("检测报告", "public-place", "test_report", line("采样时间：", 6), line("2023-06-08", 6, 500), *lines)
    units = [fact.value for fact in found.all("signoff_unit")]
    assert units == ["芜湖普正检测服务有限公司"]


@pytest.mark.parametrize(
    "note",
    [
        "填表说明：1.本表须打印，仅法定代表人签名处手写。",
        "法定代表人签名应当由本人手写",
        "法定代表人签字；广告内容不得更改变动",
    ],
)
def test_a_note_about_signatures_is_no_place_for_one(note: str) -> None:
    found = read("医疗广告审查申请表", "medical-ad", "application_form", line(note, 5), line("法定代表人签名：", 8))
    assert [place.box.y0 for place in found.signatures] == [8 * ROW]


def test_a_name_written_large_is_no_watermark() -> None:
    rows = [line(f"经办人手机：1330000036{n}", 3 + n) for n in range(6)]
    name = Line("司马浩", Box(320, 10 * ROW - 30, 490, 10 * ROW + 60), 0.84, rows[0].origin)
    label = replace(line("法定代表人（手签）", 10), box=Box(100, 10 * ROW, 315, 10 * ROW + 36))
    found = read("医疗广告审查申请表", "medical-ad", "application_form", *rows, label, name)
    assert [place.ink.text for place in found.signatures if place.ink] == ["司马浩"]
    marked = replace(name, text="无效章")
    found = read("医疗广告审查申请表", "medical-ad", "application_form", *rows, label, marked)
    assert [place.ink for place in found.signatures] == [None]


@pytest.mark.parametrize(("height", "signed"), [(80, ["蒋俊庆"]), (34, [])])
def test_a_name_in_one_row_with_its_label_is_written_where_the_row_is_tall(height: int, signed: list[str]) -> None:
    rows = [line(f"经办人手机：1330000036{n}", 3 + n) for n in range(6)]
    label = replace(line("法定代表人（手签）：蒋俊庆", 12), box=Box(100, 12 * ROW, 500, 12 * ROW + height))
    found = read("医疗广告审查申请表", "medical-ad", "application_form", *rows, label)
    assert [place.ink.text for place in found.signatures if place.ink] == signed


@pytest.mark.parametrize(
    ("rows", "signed"),
    [
        ((("法定代表人：",),), [False]),
        ((("法定代表人：", "傅哲浩"),), [True]),
        ((("法定代表人：",), ("委托人签名：",)), [False]),
        ((("法定代表人：傅哲浩",),), []),
    ],
)
def test_a_label_alone_at_the_end_asks_for_a_name(rows: tuple[tuple[str, ...], ...], signed: list[bool]) -> None:
    body = (line("兹委托吕玉琪代为递交医疗广告审查申请材料。", 4), line("法定代表人：", 5), line("傅哲浩", 5, 290))
    ends = [
        piece
        for n, row in enumerate(rows)
        for piece in (line(text, 12 + n, 100 + 190 * x) for x, text in enumerate(row))
    ]
    found = read("授权委托书", "medical-ad", "authorization", *body, *ends, line("2025年9月11日", 16, 700))
    assert [place.ink is not None for place in found.signatures] == signed
    assert all(place.box.y0 >= 12 * ROW for place in found.signatures)


def test_days_of_a_list_with_one_day_in_a_row() -> None:
    rows = [
        piece
        for n, (name, day) in enumerate([("韩峰", "2024-9-8"), ("吕秀兰", "2025-5-4"), ("张勇", "2025-5-4")])
        for piece in (line(f"0{n}", 4 + n), line(name, 4 + n, 250), line(day, 4 + n, 450), line("合格", 4 + n, 800))
    ]
    end = line("填报日期：2024/8/13", 9, 700)
    found = read("从业人员健康合格证明汇总", "public-place", "staff_health", *rows, end)
    assert signed_on(found) == "2024-08-13"


@pytest.mark.parametrize(("label", "expected"), [("委托单位：", None), ("发证机关：", "岳阳市宏图美容美发店")])
def test_whom_a_report_was_made_for_did_not_sign_it(label: str, expected: str | None) -> None:
    found = read(
        "卫生检测报告", "public-place", "test_report", line(label, 4), line("岳阳市宏图美容美发店", 4, 400),
        line("签发日期：", 6), line("2025年4月4日", 6, 400),
    )  # fmt: skip
    unit = found.get("signoff_unit")
    assert (unit.value if unit else None) == expected


def test_a_day_with_a_scrap_of_a_stamp_behind_it_ends_the_paper() -> None:
    found = read("卫生检测报告", "public-place", "test_report", line("二〇二五年四月四日章", 9, 600))
    assert signed_on(found) == "2025-04-04"


def test_a_long_name_beside_the_label_of_a_scan_is_a_signature() -> None:
    found = read(
        "医疗广告审查申请表", "medical-ad", "application_form", line("法定代表人（签字）：", 9),
        line("迪力夏提·艾合买提", 9, 380),
    )  # fmt: skip
    assert [place.ink is not None for place in found.signatures] == [True]


COMMITMENT = [
    line("公共场所卫生许可承诺书", 1, 400),
    line("本单位承诺：严格落实卫生管理制度。", 3),
    line("承诺事项如上，特此承诺。", 5),
]


@pytest.mark.parametrize("label", ["法定代表人/负责人：", "负责人（经营者）：", "经营者："])
def test_a_bare_label_at_the_end_of_a_commitment_asks_for_a_name(label: str) -> None:
    blank = extract(reading([*COMMITMENT, line(label, 12)]), TEMPLATES, "public-place", "commitment")
    assert [place.ink for place in blank.signatures] == [None]
    signed = extract(
        reading([*COMMITMENT, line(label, 12), line("樊颖", 12, 420)]), TEMPLATES, "public-place", "commitment"
    )
    assert [place.ink is not None for place in signed.signatures] == [True]


def test_a_label_above_its_value_asks_for_no_name() -> None:
    found = extract(
        reading([*COMMITMENT, line("法定代表人/负责人", 12), line("樊颖", 13)]), TEMPLATES, "public-place", "commitment"
    )
    assert found.signatures == ()
