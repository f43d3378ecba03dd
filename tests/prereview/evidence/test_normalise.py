"""Ways of writing that are equal, and ways that are not."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.prereview.evidence import normalise as n

DIGITS = "〇一二三四五六七八九"


def chinese_day(day: date) -> str:
    def small(value: int) -> str:
        tens, ones = divmod(value, 10)
        return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones else "")

    return "".join(DIGITS[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_all_styles_of_a_date_are_one(day: date) -> None:
    styles = [
        day.isoformat(),
        day.strftime("%Y.%m.%d"),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}/{day.month}/{day.day}",
        day.strftime("%Y%m%d"),
        chinese_day(day),
        f"日期：{day.year}．{day.month}．{day.day}",
    ]
    assert [n.parse_dates(style) for style in styles] == [[day]] * len(styles)


@given(st.integers(0, 9999))
def test_numerals(value: int) -> None:
    places = ["", "十", "百", "千"]
    written, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + places[power]
        gap = bool(written) and not digit
    assert n.chinese_number(written or "零") == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("自2020年12月13日至2025年12月12日", date(2020, 12, 13), date(2025, 12, 12)),
        ("2014.04.01-2034.04.01", date(2014, 4, 1), date(2034, 4, 1)),
        ("2014.04.01—长期", date(2014, 4, 1), n.LONG_TERM),
        ("长期", None, n.LONG_TERM),
        ("至2025年7月1日", None, date(2025, 7, 1)),
        ("2025年7月1日起", date(2025, 7, 1), None),
        ("二〇二二年一月八日至二〇二六年一月七日", date(2022, 1, 8), date(2026, 1, 7)),
        ("未填", None, None),
    ],
)
def test_periods(text: str, start: date | None, end: date | None) -> None:
    assert n.parse_range(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["2025年13月1日", "2025年2月30日", "编号20251345", "0816-5004508", "51070319900101123X"]
)
def test_what_is_no_date(text: str) -> None:
    assert n.parse_dates(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("绵阳青竹医院（附属）", "绵阳青竹医院(附属)"),
        ("ＡＢＣ　１２３", "ABC123"),
        ("綿陽市衛生健康局", "綿陽市卫生健康局"),
        ("川卫实验批〔2024〕29号", "川卫实验批[2024]29号"),
        ("9:00—21:00", "9：00－21：00"),
    ],
)
def test_equal_names(one: str, other: str) -> None:
    assert n.same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("绵阳青竹医院", "绵阳松竹医院"), ("第一医院", "第二医院"), ("青竹医院", "青竹医院有限公司")]
)
def test_different_names(one: str, other: str) -> None:
    assert not n.same_name(one, other)


def test_minority_name_dots() -> None:
    assert (
        len(
            {
                n.fold_person(name)
                for name in ("阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽.买买提")
            }
        )
        == 1
    )
    assert n.same_person("阿依古丽·买买提", "阿依古丽买买提")
    assert not n.same_person("阿依古丽·买买提", "阿依努尔·买买提")


def test_addresses_may_leave_out_the_province() -> None:
    assert n.same_address("四川省绵阳市涪城区临园路７２号", "绵阳市涪城区临园路72号")
    assert n.same_address("广西壮族自治区南宁市青秀区民族大道1号", "南宁市青秀区民族大道1号")
    assert not n.same_address("四川省绵阳市涪城区临园路72号", "四川省绵阳市涪城区临园路72号附3号")


def test_lists() -> None:
    items = ("内科", "外科(门诊、急诊)", "X线诊断专业")
    for text in (
        "内科；外科（门诊、急诊）；X线诊断专业。",
        "内科、外科(门诊、急诊)、X线诊断专业",
        "内科 / 外科(门诊、急诊) / X线诊断专业",
    ):
        assert n.fold_list(n.split_list(text)) == n.fold_list(items)
        assert len(n.split_list(text)) == 3
    assert n.fold_list(["内科", "外科"]) == n.fold_list(("外科 ", "内科"))
    assert n.split_list("") == ()


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert n.fold(n.fold(text)) == n.fold(text)


def test_slips_of_recognition_in_dates() -> None:
    assert n.parse_dates("2O25年1l月3日") == [date(2025, 11, 3)]
    assert n.parse_dates("二二五年十月九日") == [date(2025, 10, 9)]
    assert n.parse_dates("2025-(8-03") == [date(2025, 8, 3)]


@pytest.mark.parametrize("text", ["二二五年八月三日", "20 5年3月日", "二〇二五年三月一", "2025年08月03日"])
def test_a_damaged_day_is_still_seen_as_a_day(text: str) -> None:
    assert n.date_like(text)


@pytest.mark.parametrize(
    "text", ["年检合格", "月月红大药房", "七日内有效", "三年级一班二零零八年毕业生", "百年康复医院", "日月年华医院"]
)
def test_words_are_no_damaged_day(text: str) -> None:
    assert not n.date_like(text)


def test_a_row_of_signs_is_no_number() -> None:
    assert n.parse_number("一" * 400) is None
    assert n.parse_number("〇" * 5000) is None


def test_many_days_are_read_in_good_time() -> None:
    started = process_time()
    assert len(n.parse_dates("2025-01-01 " * 20_000)) == 20_000
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "number"), [("187²", 187), ("187 m²", 187), ("12³", 12), ("2²", 2), ("约1,250㎡", 1250)]
)
def test_the_power_of_a_unit_is_no_digit(text: str, number: float) -> None:
    assert n.parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("□男女", "女"),
        ("□男 女", "女"),
        ("男□女", "男"),
        ("□是 否", "否"),
        ("☑男 □女", "男"),
        ("□临床 口腔", "□临床 口腔"),
    ],
)
def test_a_box_lost_in_reading_was_the_ticked_one(text: str, said: str) -> None:
    assert n.ticked(text) == said


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("□影视　□广播　□报纸　■户外　□网络", ("户外",)),
        ("□影视 □广播 网络 □期刊", ("网络",)),
        ("影视、广播", ("影视", "广播")),
        ("□影视 □广播", ()),
    ],
)
def test_items_whose_boxes_are_empty_are_left_out(text: str, items: tuple[str, ...]) -> None:
    assert n.split_list(text) == items


def test_a_point_in_the_midst_of_a_day() -> None:
    assert n.parse_date("2025-08-1.2") == date(2025, 8, 12)
    assert n.parse_date("2025/1·1/1") == date(2025, 11, 1)


def test_a_period_whose_end_goes_on_in_another_row_has_none_yet() -> None:
    assert n.parse_range("自二〇二三年三月二十九日至二〇二七年十二") == (date(2023, 3, 29), None)
    assert n.parse_range("至二〇二七年十二月一日") == (None, date(2027, 12, 1))
