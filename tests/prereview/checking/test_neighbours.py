"""What a page's layout joins or parts is no difference: a value with its neighbour, a value whose end stands below."""

from __future__ import annotations

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan, seal
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.evidence.model import Fact
from tongban.prereview.reading.model import Box

PLACE, BELOW = Box(10, 10, 400, 40), Box(10, 60, 400, 90)


def found(compare: str, expected: str, *facts: Fact, lines: tuple[str, ...] = (), text: str = "") -> list[Finding]:
    given = plan(
        fields={"x": {"label": "某项", "type": "text"}},
        materials={"licence": {"label": "执照", "facts": {"x": "text", "y": "text"}}},
        checks=[{"id": "x", "kind": "same", "code": "NAME_MISMATCH", "compare": compare, "value": "form.x",
                 "papers": ["licence.x"]}],
    )  # fmt: skip
    return findings(given, {"x": expected}, paper("licence", *facts, scanned=True, lines=lines, text=text))


@pytest.mark.parametrize(
    ("compare", "expected", "read", "below"),
    [
        ("code", "鲁卫实验批〔2025〕33号", "鲁卫实验批〔2025〕", "33号"),
        ("code", "甘卫公证字（2022）第62050203530号", "甘卫公证字(2022)第62050203530", "号"),
        ("name", "贵阳市同安医院第二门诊部", "贵阳市同安医院", "第二门诊部"),
    ],
)
def test_the_end_of_a_value_stands_in_the_next_row(compare: str, expected: str, read: str, below: str) -> None:
    assert found(compare, expected, fact("x", read), lines=(f"名称：{read}", below)) == []
    other = found(compare, expected, fact("x", read), lines=(f"名称：{read}", "其他"))
    assert len(other) == 1, "without that row it is cut off, and somebody has to look"


def test_words_of_another_column_in_a_name_are_asked_about() -> None:
    lines = ("注册号：9137060 名称：烟台臻美影剧院管理", "2MA01QB", "有限公司")
    expected, read = "烟台臻美影剧院管理有限公司", "烟台臻美影剧院管理2MA01QB"
    assert [f.severity for f in found("name", expected, fact("x", read, "name"), lines=lines)] == [Severity.ASKS]
    assert [f.severity for f in found("name", expected, fact("x", read, "name"))] == [Severity.BLOCKS]


def test_a_value_with_the_value_of_the_next_label() -> None:
    read = fact("x", "公共卫生类别专业长沙市明德里卫生服务中心", box=PLACE)
    assert found("text", "公共卫生类别专业", read, fact("y", "长沙市明德里卫生服务中心", "name", box=BELOW)) == []
    assert len(found("text", "公共卫生类别专业", read, fact("y", "成都市青羊区医院", "name", box=BELOW))) == 1


def test_a_value_read_twice_at_one_place() -> None:
    long, short = fact("x", "全科医学专业8. 执业证书编", box=PLACE), fact("x", "全科医学专业", box=PLACE)
    assert found("text", "全科医学专业", long, short) == []
    more = fact("x", "全科医学专业、外科专业", box=PLACE)
    assert len(found("text", "全科医学专业", more, fact("x", "全科医学专业", box=BELOW))) == 1, "another place"


def test_the_unit_of_a_stamp_that_is_printed_on_the_paper_gave_it() -> None:
    given = plan(
        fields={"x": {"label": "某项", "type": "text"}},
        materials={"report": {"label": "报告", "facts": {"y": "text"}, "seal": {"of": ["report.y"]}}},
        checks=[],
    )
    client, stamp = fact("y", "岳阳市宏图美容美发店", "name"), seal("湖南博准检测技术有限公司")

    def codes(*lines: str) -> list[str]:
        said = findings(given, {"x": "一"}, paper("report", client, scanned=True, seals=(stamp,), lines=lines))
        return [one.code for one in said]

    assert codes("委托单位：岳阳市宏图美容美发店", "检测机构：湖南博准检测技术有限公司") == []
    assert codes("委托单位：岳阳市宏图美容美发店") == ["SEAL_MISMATCH"]
