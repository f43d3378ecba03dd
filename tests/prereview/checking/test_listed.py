"""People of the form in a paper's table; values that may stand anywhere; seals that are nearly right."""

from __future__ import annotations

from typing import Any

from tests.prereview.checking.papers import fact, findings, paper, plan, seal
from tongban.prereview.checking.seals import mostly_lost, surely_another
from tongban.prereview.evidence.model import Fact

NUMBER, OTHER = "510107199003071236", "510107198511023317"
PLAN = plan(
    fields={"name": {"label": "护送人员", "type": "person"}, "number": {"label": "身份证号", "type": "citizen_id"}},
    materials={"proof": {"label": "培训证明", "tables": {"people": {"name": "text", "id_no": "text"}}}},
    checks=[
        {
            "id": "people", "kind": "listed", "code": "PERSON_MISMATCH", "table": "proof.people",
            "people": [{"name": "form.name", "number": "form.number"}],
        }
    ],
)  # fmt: skip


def _row(name: str, number: str) -> dict[str, Fact]:
    return {"name": fact("name", name, "person"), "id_no": fact("id_no", number, "id18")}


def _found(*rows: dict[str, Fact], scanned: bool = False, text: str = "") -> list[tuple[str, str, str]]:
    given = paper("proof", scanned=scanned, rows={"people": list(rows)}, text=text)
    found = findings(PLAN, {"name": "卫佳琪", "number": NUMBER}, given)
    return [(each.severity.value, each.field or "", each.read) for each in found]


def test_somebody_listed() -> None:
    assert _found(_row("陈毅", OTHER), _row("卫佳琪", NUMBER)) == []


def test_another_name_beside_the_number() -> None:
    assert _found(_row("卫佳淇", NUMBER)) == [("blocks", "name", "卫佳淇")]


def test_another_number_beside_the_name() -> None:
    assert _found(_row("卫佳琪", OTHER)) == [("blocks", "number", OTHER)]


def test_a_number_that_recognition_damaged_only_asks() -> None:
    assert [each[0] for each in _found(_row("卫佳琪", "510107199003071238"), scanned=True)] == ["asks"]


def test_nobody_of_this_name() -> None:
    assert [each[0] for each in _found(_row("陈毅", OTHER))] == ["blocks"]


def test_a_row_that_was_not_understood() -> None:
    assert _found(_row("陈毅", OTHER), text="学员：陈毅、卫佳琪") == []


def _anywhere(text: str, *facts: Fact, **more: Any) -> list[tuple[str, str]]:
    given = plan(
        fields={"agent": {"label": "菌种", "type": "text"}},
        materials={"consent": {"label": "同意函", "facts": {"agent": "text"}}},
        checks=[
            {
                "id": "agent", "kind": "same", "code": "SCOPE_MISMATCH", "compare": "text", "value": "form.agent",
                "papers": ["consent.agent"], "anywhere": True,
            }
        ],
    )  # fmt: skip
    found = findings(given, {"agent": "汉坦病毒（病毒培养物）"}, paper("consent", *facts, text=text, **more))
    return [(each.code, each.severity.value) for each in found]


LONG = "某某疾病预防控制中心：贵单位来函收悉，经研究同意接收贵单位运送的{}，数量为34份，请按接收地址送达，特此证明。"


def test_a_value_may_stand_anywhere() -> None:
    assert _anywhere(LONG.format("汉坦病毒(病毒培养物)"), fact("agent", "有关菌种")) == []


def test_a_value_that_stands_nowhere_asks() -> None:
    assert _anywhere(LONG.format("登革病毒（病毒培养物）")) == [("SCOPE_MISMATCH", "asks")]
    assert _anywhere("字太少，没有读出来") == []


def test_another_value_blocks() -> None:
    other = "登革病毒（病毒培养物）"
    assert _anywhere(LONG.format(other), fact("agent", other)) == [("SCOPE_MISMATCH", "blocks")]


def test_words_in_brackets_may_be_left_out() -> None:
    assert _anywhere(LONG.format("汉坦病毒"), fact("agent", "汉坦病毒")) == []


def test_a_clearly_read_ring_of_a_sister_authority() -> None:
    assert surely_another(seal("江西省卫生健康委员会", confidence=0.99), "浙江省卫生健康委员会")
    assert not surely_another(seal("江西省卫生健康委员会", confidence=0.9), "浙江省卫生健康委员会")
    assert not surely_another(seal("浙江省卫生健康委员", confidence=0.999), "浙江省卫生健康委员会")
    assert not surely_another(seal("浙江省卫生健康委员会行政审批专用章", confidence=0.999), "浙江省卫生健康委员会")


def test_a_ring_with_its_beginning_lost() -> None:
    assert mostly_lost(seal("自砾原生物安全培训"), "甘肃省砾原生物安全培训中心")
    assert not mostly_lost(seal("九江柏林商务酒店管理"), "甘肃省砾原生物安全培训中心")
