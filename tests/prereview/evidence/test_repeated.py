"""Records in no table: cards, sentences; and labels whose space recognition lost."""

from __future__ import annotations

from dataclasses import replace

from tests.prereview.evidence.pages import TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Line

FIRST, SECOND = "510107199003071236", "510107198511023317"


def training(*lines: Line) -> Evidence:
    return extract(reading(list(lines)), TEMPLATES, "pathogen-transport", "escort_training")


def rows(found: Evidence) -> list[tuple[object, ...]]:
    return [
        tuple(fact.normalised if fact else None for fact in map(row.get, ("name", "id_no", "valid_to", "result")))
        for row in found.table("escorts")
    ]


def card(row: float, x: float, name: str, number: str, until: str) -> list[Line]:
    return [
        line("姓名", row, x), line(name, row, x + 110),
        line("身份证号", row + 1, x), line(number, row + 1, x + 110),
        line("有效期至", row + 2, x), line(until, row + 2, x + 110),
        line("考核结论", row + 3, x), line("合格", row + 3, x + 110),
    ]  # fmt: skip


EXPECTED = [("冯岩", FIRST, "2026-11-19", "合格"), ("施静怡", SECOND, "2027-02-19", "合格")]
TITLE = line("护送人员生物安全培训证明", 1, 300)


def test_cards_below_each_other() -> None:
    first, second = card(4, 100, "冯岩", FIRST, "2026.11.19"), card(9, 100, "施静怡", SECOND, "2027.02.19")
    assert rows(training(TITLE, *first, *second)) == EXPECTED


def test_cards_side_by_side() -> None:
    first, second = card(4, 100, "冯岩", FIRST, "2026.11.19"), card(4, 650, "施静怡", SECOND, "2027.02.19")
    assert rows(training(TITLE, *first, *second)) == EXPECTED


def test_labels_of_a_card_that_follow_a_value_without_a_gap() -> None:
    given = [
        line(f"姓名：{name}身份证号：{number}", row)
        for row, name, number in ((4, "冯岩", FIRST), (9, "施静怡", SECOND))
    ]
    ends = [line("有效期至：2026.11.19", 5), line("有效期至：2027.02.19", 10)]
    assert [row[0] for row in rows(training(TITLE, *given, *ends))] == ["冯岩", "施静怡"]


def test_labels_in_two_columns_are_no_heading() -> None:
    people = [
        piece
        for row, name, number, until in ((4, "冯岩", FIRST, "2026.11.19"), (8, "施静怡", SECOND, "2027.02.19"))
        for piece in (
            line("姓名", row), line(name, row, 250), line("身份证号", row, 600), line(number, row, 760),
            line("有效期至", row + 1), line(until, row + 1, 250), line("考核结论", row + 1, 600),
            line("合格", row + 1, 760),
        )
    ]  # fmt: skip
    assert rows(training(TITLE, *people)) == EXPECTED


def test_sentences() -> None:
    found = training(
        TITLE,
        line("兹证明下列人员参加本单位组织的培训，考核情况如下：", 3, 150),
        line(f"冯岩，男，身份证号{FIRST}，于2024年11月19日完成培训，考核合格，有效期至2026年11月19日。", 4, 150),
        line(f"施静怡（身份证号码：{SECOND}），于2025年2月19日完成培训，考核不合格，有效期至2027年2月19日。", 5, 150),
    )
    assert rows(found) == [(*EXPECTED[0][:3], "考核合格"), (*EXPECTED[1][:3], "考核不合格")]


def test_the_day_a_certificate_ends_is_not_the_day_of_the_paper() -> None:
    found = training(TITLE, *card(4, 100, "冯岩", FIRST, "2026.11.19"), line("2025年3月1日", 12, 700))
    assert found.get("signoff_date").normalised == "2025-03-01"  # type: ignore[union-attr]
    found = training(TITLE, *card(4, 100, "冯岩", FIRST, "2026.11.19"))
    assert found.get("signoff_date") is None


def test_a_space_that_was_not_read_parts_label_and_value() -> None:
    text = "运输用途疫苗候选株研究"
    steps = [i + (1.3 if i >= 4 else 0) for i in range(len(text))]
    apart = replace(line(text, 4), places=tuple(step / (steps[-1] + 1) for step in steps))
    close = replace(line(text, 4), places=tuple(i / len(text) for i in range(len(text))))
    title = line("高致病性病原微生物运输审批申请表", 1, 300)
    for one, expected in ((apart, "疫苗候选株研究"), (close, None)):
        found = extract(reading([title, one]), TEMPLATES, "pathogen-transport", "application_form")
        fact = found.get("transport_purpose")
        assert (fact.value if fact else None) == expected
