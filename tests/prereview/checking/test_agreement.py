"""Form and papers must agree; ways of writing are equal, slips of recognition never block."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan, seal
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.reading.model import Box


def _found(compare: str, form: Any, read: str, *, kind: str = "text", type_: str = "text", **more: Any) -> list[Any]:
    given = plan(
        fields={"x": {"label": "某项", "type": type_}},
        materials={"licence": {"label": "执照", "facts": {"x": "text"}}},
        checks=[
            {
                "id": "x",
                "kind": "same",
                "code": "NAME_MISMATCH",
                "compare": compare,
                "value": "form.x",
                "papers": ["licence.x"],
            }
        ],
    )
    confidence = more.pop("confidence", 1.0)
    box = more.pop("box", Box(10, 10, 200, 40))
    return findings(given, {"x": form}, paper("licence", fact("x", read, kind, confidence=confidence, box=box), **more))


@pytest.mark.parametrize(
    ("compare", "form", "read", "kind"),
    [
        ("name", "成都（武侯）康愈医院", "成都(武侯)康愈医院", "name"),
        ("person", "阿依·古丽", "阿依•古丽", "person"),
        ("address", "四川省成都市武侯区八一大街12号", "成都市武侯区八一大街12号", "address"),
        ("code", "91510107ma6abcde1x", "91510107MA6ABCDE1X", "code"),
        ("number", 34, "34张", "number"),
        ("date", "2025-03-01", "二〇二五年三月一日", "date"),
        ("list", ["内科", "外科"], "外科、内科", "list"),
        ("text", "男", "男 民族汉", "text"),
        ("code", "川卫批〔2024〕29号", "批准书川卫批〔2024〕29号", "code"),
        ("address", "四川省成都市武侯区八一大街12号", "成都市武侯区八一大街12号。样本到达后登记。", "address"),
        ("name", "成都康愈医院", "成都康愈医院（盖章）", "name"),
    ],
)
def test_equal(compare: str, form: Any, read: str, kind: str) -> None:
    assert _found(compare, form, read, kind=kind) == []


@pytest.mark.parametrize(
    ("compare", "form", "read", "kind"),
    [
        ("name", "成都海棠医院", "成都润棠医院", "name"),
        ("person", "程思红", "程思佳", "person"),
        ("address", "成都市武侯区八一大街12号", "成都市武侯区八一大街12号附3号", "address"),
        ("code", "WX2025-1064", "WX2025-1044", "code"),
        ("number", 34, "43张", "number"),
        ("date", "2025-03-01", "2025年3月2日", "date"),
        ("list", ["内科", "外科"], "外科", "list"),
    ],
)
@pytest.mark.parametrize("scanned", [False, True])
def test_different_blocks(compare: str, form: Any, read: str, kind: str, scanned: bool) -> None:
    found = _found(compare, form, read, kind=kind, scanned=scanned)
    if scanned and compare == "list":  # a shorter list may be a piece of the longer one
        assert found == []
        return
    assert [(f.code, f.severity) for f in found] == [("NAME_MISMATCH", Severity.BLOCKS)]
    assert found[0].read
    assert found[0].material == "licence"
    assert found[0].field == "x"
    assert found[0].box == (10, 10, 200, 40)


@pytest.mark.parametrize(
    ("compare", "form", "read"),
    [
        ("name", "南宁水木年华有限公司", "南宁水木年华有限公司场所类别住宿场所有限公司"),
        ("name", "南宁水木年华有限公司青秀分公司", "水木年华有限公司青秀分公司"),
        ("person", "康钧", "兹证康钧"),
        ("address", "成都市武侯区八一大街12号附3号", "成都市武侯区八一大街12号"),
        ("text", "执业医师", "执业医师202253110320106199803067778"),
    ],
)
@pytest.mark.parametrize("scanned", [False, True])
def test_what_holds_the_value_or_a_part_of_it_asks(compare: str, form: str, read: str, scanned: bool) -> None:
    assert all(f.severity is Severity.ASKS for f in _found(compare, form, read, kind=compare, scanned=scanned))


def test_look_alike_characters_on_a_scan_only_ask() -> None:
    assert [f.severity for f in _found("name", "成都己未医院", "成都已未医院", kind="name", scanned=True)] == [
        Severity.ASKS
    ]
    assert [f.severity for f in _found("name", "成都己未医院", "成都已未医院", kind="name")] == [Severity.BLOCKS]


@pytest.mark.parametrize(
    ("compare", "form", "read"),
    [
        ("name", "西安雁塔长乐医院", "塔"),
        ("name", "长沙仁泰骨科医院", "2024.1028"),
        ("person", "胡玲志", "13849111494"),
        ("address", "四川省德阳市旌阳区解放路843号4栋4层", "号4栋4层"),
        ("code", "12510603693889593L", "二号"),
    ],
)
def test_piece_or_neighbour_on_a_scan_says_nothing(compare: str, form: str, read: str) -> None:
    assert _found(compare, form, read, scanned=True) == []


def test_words_damaged_by_the_stamp_are_read_from_the_stamp() -> None:
    stamped = {"seals": (seal("眉山泰康源骨科医院", box=Box(0, 0, 150, 150)),), "scanned": True}
    assert _found("name", "眉山泰康源骨科医院", "眉山泰康潺骨科医阮", kind="name", **stamped) == []


def test_damaged_words_under_an_unread_stamp_only_ask() -> None:
    stamped = {"seals": (seal("", confidence=0.0, box=Box(0, 0, 150, 150)),), "scanned": True}
    found = _found("name", "眉山泰康源骨科医院", "眉山泰康潺骨科医阮", kind="name", **stamped)
    assert [f.severity for f in found] == [Severity.ASKS]


def test_nothing_stated_nothing_said() -> None:
    given = plan(
        checks=[
            {
                "id": "x",
                "kind": "same",
                "code": "NAME_MISMATCH",
                "compare": "name",
                "value": "form.unit",
                "papers": ["licence.unit"],
            }
        ]
    )
    assert findings(given, {"unit": "成都海棠医院"}, paper("licence")) == []


def test_within_names_what_is_outside() -> None:
    given = plan(
        fields={"items": {"label": "科目", "type": "text_list"}},
        materials={"licence": {"label": "许可证", "facts": {"items": "text_list"}}},
        checks=[{"id": "x", "kind": "within", "code": "SCOPE_MISMATCH", "items": "form.items", "of": "licence.items"}],
    )
    held = paper("licence", fact("items", "口腔科；口腔种植专业；麻醉科", "list"))
    assert findings(given, {"items": ["口腔科；口腔种植专业"]}, held) == []
    (finding,) = findings(given, {"items": ["口腔科", "精神科"]}, held)
    assert "精神科" in finding.message.render()
    assert "口腔科" not in finding.message.render().split("不在")[0]


@pytest.mark.parametrize(
    ("item", "scope", "severity"),
    [
        ("书店经营", "图书批发；礼仪服务", "blocks"),
        ("宾馆住宿服务", "住宿；餐饮", "asks"),
        ("住宿", "许可项目：住宿。", None),
    ],
)
def test_an_item_in_other_words_in_a_text_asks(item: str, scope: str, severity: str | None) -> None:
    """What has a telling word in common with the scope may be meant by it; what has none is outside."""
    given = plan(
        fields={"items": {"label": "项目", "type": "text"}},
        materials={"licence": {"label": "执照", "facts": {"scope": "text"}}},
        checks=[
            {"id": "x", "kind": "within", "code": "SCOPE_MISMATCH", "items": "form.items", "of": "licence.scope",
             "loose": True}
        ],
    )  # fmt: skip
    found = findings(given, {"items": item}, paper("licence", fact("scope", scope)))
    assert [each.severity.value for each in found] == ([severity] if severity else [])


def test_characters_lost_at_the_edge_of_a_scan_only_ask() -> None:
    whole, cut = "江西省云城市南山区松柏街438号", "江西省云城市山区松柏街438号"
    assert [x.severity for x in _found("address", whole, cut, kind="address", scanned=True)] == [Severity.ASKS]
    assert [x.severity for x in _found("address", whole, cut, kind="address")] == [Severity.BLOCKS]


def test_a_stamp_that_says_the_same_as_the_words_under_it_confirms_them() -> None:
    over = Box(0, 0, 150, 150)
    found = _found(
        "name", "成都润棠医院", "成都海棠医院", kind="name", scanned=True, seals=(seal("成都海棠医院", box=over),)
    )
    assert [x.severity for x in found] == [Severity.BLOCKS]
    damaged = _found(
        "name", "成都润棠医院", "成都润学医院", kind="name", scanned=True, seals=(seal("成都润棠医院", box=over),)
    )
    assert damaged == []


def test_an_address_without_its_beginning_only_asks() -> None:
    found = _found("address", "陕西省西安市雁塔区桂花巷32号8栋", "答区桂花巷32号8栋", kind="address", scanned=True)
    assert [finding.severity for finding in found] == [Severity.ASKS]


@pytest.mark.parametrize(("word", "severity"), [("私人", Severity.ASKS), ("3号附", Severity.BLOCKS)])
def test_a_word_of_the_next_column_in_an_address_only_asks(word: str, severity: Severity) -> None:
    checks = [{"id": "place", "kind": "same", "code": "ADDRESS_MISMATCH", "compare": "address", "value": "form.unit",
               "papers": ["licence.place"]}]  # fmt: skip
    materials = {"licence": {"label": "执照", "required": "false", "facts": {"place": "text"}}}
    read = fact("place", f"佛山市禅城区仙桃路597号1-{word}9层", "address")
    (found,) = findings(
        plan(checks=checks, materials=materials),
        {"unit": "佛山市禅城区仙桃路597号1-9层"},
        paper("licence", read, scanned=True),
    )
    assert found.severity is severity


def test_another_name_counts_where_the_check_is_strict() -> None:
    """An advertisement under a second name, though the first stands in the heading of its form."""

    def found(**more: Any) -> list[Finding]:
        check = {"id": "n", "kind": "same", "code": "NAME_MISMATCH", "compare": "name", "value": "form.unit",
                 "severity": "asks", "papers": ["licence.unit"], **more}  # fmt: skip
        text = "申请机构遵义市红花岗区红十字会康复医院机构名称遵义新世纪医养中心"
        named = paper("licence", fact("unit", "遵义新世纪医养中心", "name"), scanned=True, text=text)
        return findings(plan(checks=[check]), {"unit": "遵义市红花岗区红十字会康复医院"}, named)

    assert found() == []
    assert [(f.severity, f.read) for f in found(strict=True)] == [(Severity.ASKS, "遵义新世纪医养中心")]


def _of_licence(*others: Any, scanned: bool = False) -> list[Finding]:
    given = plan(
        fields={"boss": {"label": "法定代表人", "type": "person"}},
        materials={"licence": {"label": "执照", "facts": {"boss": "text", "principal": "text"}}},
        checks=[{"id": "boss", "kind": "same", "code": "PERSON_MISMATCH", "compare": "person", "value": "form.boss",
                 "papers": ["licence.boss"]}],
    )  # fmt: skip
    said = [fact("boss", "周红霞", "person"), fact("principal", "贾丹", "person"), *others]
    text = "法定代表人：周红霞\n主要负责人：贾丹"
    return findings(given, {"boss": "贾丹"}, paper("licence", *said, text=text, scanned=scanned))


def test_a_person_who_stands_on_the_paper_as_another_is_no_excuse() -> None:
    assert [found.code for found in _of_licence()] == ["PERSON_MISMATCH"]


def test_an_address_cut_off_with_a_slip_only_asks() -> None:
    whole = "江苏省扬州市邗江区凤凰大道55号1栋101室"
    cut = _found("address", whole, "江苏省扬州市邢邗江区凤凰大道55号1栋", kind="address", scanned=True)
    assert [finding.severity for finding in cut] == [Severity.ASKS]
    other = _found("address", whole, "江苏省扬州市邢邗江区凤凰大道58号1栋", kind="address", scanned=True)
    assert [finding.severity for finding in other] == [Severity.BLOCKS]


def test_a_list_in_a_sentence_that_goes_on() -> None:
    assert _found("list", ["书店经营"], "书店经营。场所经营面积254平方米，服务人员12人") == []
    assert len(_found("list", ["书店经营"], "旅馆住宿。场所经营面积254平方米，服务人员12人")) == 1


def test_a_stamp_that_fits_the_words_under_it_better_than_the_value_is_asked_about() -> None:
    over = Box(100, 10, 300, 210)
    found = _found(
        "name", "合肥市蜀山区中医医院", "合肥市蜀山区中西医结合医院", kind="name", scanned=True,
        seals=(seal("台肥市蜀山区中西医结合医院", box=over, confidence=0.94),),
    )  # fmt: skip
    assert [one.severity for one in found] == [Severity.ASKS]
