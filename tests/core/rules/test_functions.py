"""The functions that law needs: dates, working days, money, names and addresses as papers write them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rules.world import CONTEXT, DECLARED, ask
from tongban.core.calendar.days import CalendarDay, DayKind
from tongban.core.calendar.table import WorkingCalendar
from tongban.core.errors import InvalidInput
from tongban.core.rules.context import RuleContext
from tongban.core.rules.functions import Function, table
from tongban.core.rules.functions_dates import add_months, add_years, years_between
from tongban.core.rules.functions_text import same_address, same_text
from tongban.core.rules.library import DEFAULT_FUNCTIONS
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.types import BOOLEAN, INTEGER, TEXT
from tongban.core.rules.values import Reason

DAYS = st.dates(date(1930, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("date('2026-01-31')", date(2026, 1, 31)),
        ("date('2026年1月31日')", date(2026, 1, 31)),
        ("today()", date(2026, 11, 20)),
        ("days_between(date('2026-02-11'), date('2026-03-17'))", 34),
        ("days_between(date('2026-03-17'), date('2026-02-11'))", -34),
        ("add_days(date('2026-02-27'), 3)", date(2026, 3, 2)),
        ("add_months(date('2026-01-31'), 1)", date(2026, 2, 28)),
        ("add_months(date('2026-03-31'), -1)", date(2026, 2, 28)),
        ("add_months(date('2025-11-30'), 3)", date(2026, 2, 28)),
        ("add_years(date('2024-02-29'), 1)", date(2025, 2, 28)),
        ("add_years(date('2024-02-29'), 4)", date(2028, 2, 29)),
        ("years_between(date('2024-02-29'), date('2025-02-28'))", 1),
        ("years_between(date('2020-06-01'), date('2025-05-31'))", 4),
        ("years_between(date('2025-05-31'), date('2020-06-01'))", -4),
        ("age_on(date('2008-11-20'), today())", 18),
        ("age_on(date('2008-11-21'), today())", 17),
        ("year_of(today())", 2026),
        ("is_workday(date('2026-10-01'))", False),
        # Monday 28 September 2026 is day 0; 1 to 7 October are off.
        ("add_working_days(date('2026-09-28'), 3)", date(2026, 10, 8)),
        ("add_working_days(date('2026-10-08'), -1)", date(2026, 9, 30)),
        ("add_working_days(date('2026-10-01'), 0)", date(2026, 10, 1)),
        ("working_days_between(date('2026-09-28'), date('2026-10-08'))", 3),
        ("working_days_between(date('2026-10-08'), date('2026-09-28'))", -3),
        ("money('12.50') * 2", Decimal("25.00")),
        ("sum([1, 2, 3])", 6),
        ("sum([0.1, 0.2])", Decimal("0.3")),
        ("min([date('2026-01-02'), date('2026-01-01')])", date(2026, 1, 1)),
        ("max([1, 2.5])", Decimal("2.5")),
        ("size('新办')", 2),
        ("'张三'.size()", 2),
        ("one_of('新办', ['新办', '变更'])", True),
        ("subset_of(['内科'], ['内科', '外科'])", True),
        ("subset_of(['骨科'], ['内科', '外科'])", False),
        ("subset_of([], ['内科'])", True),
        ("starts_with('PDY123', 'PDY')", True),
        ("'惠民诊所'.ends_with('诊所')", True),
        ("'市第一医院'.contains('医院')", True),
        ("'13812345678'.matches('^1[0-9]{10}$')", True),
        ("'x13812345678'.matches('^1[0-9]{10}$')", False),
        ("'张三·买买提'.matches(r'^[\\p{Han}·]{2,25}$')", True),
    ],
)
def test_examples(source: str, wanted: object) -> None:
    got = ask(source).value
    assert got == wanted
    assert type(got) is type(wanted)


@given(DAYS, st.integers(-1200, 1200))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@given(DAYS, DAYS)
def test_full_years_are_the_most_that_fit(one: date, other: date) -> None:
    start, end = sorted((one, other))
    years = years_between(start, end)
    assert add_years(start, years) <= end < add_years(start, years + 1)


@settings(deadline=None)  # the first rule builds the parser
@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(1, 60))
def test_the_nth_working_day_is_n_working_days_away(start: date, days: int) -> None:
    values = {"submitted_on": start, "form.bed_count": days}
    end = ask("add_working_days(submitted_on, form.bed_count)", values).value
    assert CONTEXT.calendar.is_workday(end)
    values["certificates.nurse_practice.valid_to"] = end
    assert ask("working_days_between(submitted_on, certificates.nurse_practice.valid_to)", values).value == days


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉・买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉．买买提"),
        ("惠民诊所（城东）", "惠民诊所(城东)"),
        ("惠民诊所【城东】", "惠民诊所 ( 城东 )"),
        ("国卫办〔2024〕12号", "国卫办[2024]12号"),
        ("ＰＤＹ１２３", "pdy123"),
        ("张　三", "张三"),
        ("一—二", "一-二"),
    ],
)
def test_the_same_name_written_otherwise(left: str, right: str) -> None:
    assert same_text(left, right)
    assert same_text(right, left)


@pytest.mark.parametrize(("left", "right"), [("张三", "张三丰"), ("李四", "李肆"), ("冼星海", "洗星海"), ("", "张三")])
def test_another_name_stays_another(left: str, right: str) -> None:
    assert not same_text(left, right)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("江苏省南京市鼓楼区汉口路22号", "南京市鼓楼区汉口路22号", True),
        ("江苏省南京市鼓楼区汉口路22号", "鼓楼区汉口路22号", True),
        ("江苏南京市鼓楼区汉口路22号", "江苏省南京市鼓楼区汉口路22号", True),
        ("江苏南京市鼓楼区汉口路22号", "浙江省南京市鼓楼区汉口路22号", False),
        ("青海省海南藏族自治州共和县1号", "海南藏族自治州共和县1号", True),
        ("吉林省吉林市船营区1号", "吉林市船营区1号", True),
        ("江苏省", "江苏省南京市", False),
        ("广西壮族自治区桂林市秀峰区中山路1号", "桂林市秀峰区中山路1号", True),
        ("北京市朝阳区建国路１号", "朝阳区建国路1号", True),
        ("黑龙江省大兴安岭地区漠河市振兴街3号", "漠河市振兴街3号", True),
        ("鼓楼区汉口路22号", "汉口路22号", False),
        ("江苏省南京市鼓楼区汉口路22号", "江苏省南京市玄武区汉口路22号", False),
        ("江苏省南京市鼓楼区汉口路22号", "2号", False),
        ("江苏省南京市", "", False),
    ],
)
def test_addresses(left: str, right: str, same: bool) -> None:
    assert same_address(left, right) is same
    assert same_address(right, left) is same


def test_the_calendar_of_the_core_will_do() -> None:
    calendar = WorkingCalendar([CalendarDay(date(2026, 10, 1), False, DayKind.HOLIDAY, "国庆节")], {2026})
    rule = compile_rule("working_days_between(date('2026-09-30'), submitted_on) == 1", DECLARED)
    context = RuleContext(today=date(2026, 11, 20), calendar=calendar)
    assert rule.evaluate({"submitted_on": "2026-10-02"}, context=context).holds is True
    outside = compile_rule("is_workday(submitted_on)", DECLARED).evaluate(
        {"submitted_on": "0890-10-02"}, context=context
    )
    assert outside.causes[0].reason is Reason.UNDEFINED


def test_a_pattern_cannot_run_away() -> None:
    assert ask("form.kind.matches('^(a+)+$')", form__kind="a" * 19_000 + "b").holds is False


def _shout(text: str) -> bool:
    if text == "bad":
        raise InvalidInput(what=text, why=text)
    return text == "loud"


EXTRA = table([Function("loud", (TEXT,), BOOLEAN, _shout, "测试", "loud(form.kind)")])


def test_rooms_bring_functions_of_their_own() -> None:
    rule = compile_rule("loud(form.kind)", DECLARED, functions={**DEFAULT_FUNCTIONS, **EXTRA})
    assert rule.evaluate({"form.kind": "loud"}, context=CONTEXT).holds is True
    assert rule.evaluate({}, context=CONTEXT).causes[0].name == "form.kind"
    refused = rule.evaluate({"form.kind": "bad"}, context=CONTEXT)
    assert refused.causes[0].reason is Reason.UNDEFINED
    assert "bad" not in refused.causes[0].message.render()


def test_a_function_that_answers_with_the_wrong_type_is_unknown() -> None:
    broken = table([Function("half", (INTEGER,), INTEGER, lambda number: number / 2, "测试", "half(3)")])
    rule = compile_rule("half(form.bed_count) > 1", DECLARED, functions=broken)
    assert rule.evaluate({"form.bed_count": 3}, context=CONTEXT).causes[0].reason is Reason.WRONG_TYPE


def test_a_table_takes_each_name_once() -> None:
    function = EXTRA["loud"]
    with pytest.raises(ValueError, match="taken"):
        table([function, function])
