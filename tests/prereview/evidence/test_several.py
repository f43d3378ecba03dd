"""Two papers in one file: the wanted one is read alone, the other is named; one paper is never taken for two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Box, Line, Origin, Page, Reading, Seal

LICENCE = [
    "营业执照", "统一社会信用代码：92510107MA6C2X114U", "名称：武侯区花开美容美发馆", "类型：个体工商户",
    "法定代表人：周丽华", "住所：四川省成都市武侯区芳草路18号", "成立日期：2021年05月06日", "营业期限：长期",
    "经营范围：生活美容、理发服务", "登记机关：武侯区市场监督管理局",
]  # fmt: skip
FRONT = [
    "姓名 孙大力",
    "性别 男 民族 汉",
    "出生 1990年3月7日",
    "住址 成都市金牛区一环路1号",
    "公民身份号码 510107199003071236",
]
BACK = ["居民身份证", "签发机关 金牛区公安局", "有效期限 2020.01.01-2040.01.01"]
CARD = [*FRONT, *BACK]
APPENDIX = ["附：提交材料清单", "营业执照", "居民身份证", "卫生管理制度"]


def rows(texts: list[str], top: float = 1, x: float = 100) -> list[Line]:
    return [line(text, top + number, x) for number, text in enumerate(texts)]


def page(number: int, lines: list[Line], seals: tuple[Seal, ...] = ()) -> Page:
    return Page(number, 1240, 1754, Origin.OCR, tuple(sorted(lines, key=lambda x: x.box.y0)), (), seals)


def read(*pages: Page) -> Reading:
    return Reading("0" * 64, "hand", "pdf", pages)


def evidence(given: Reading, material: str = "public-place.business_licence") -> Evidence:
    return extract(given, TEMPLATES, *material.split("."))


BELOW = read(page(1, [*rows(LICENCE), *rows(CARD, 16)]))
ABOVE = read(page(1, [*rows(CARD), *rows(LICENCE, 14)]))
BESIDE = read(page(1, [*rows(LICENCE), *rows(CARD, 2, 760)]))
FRONT_ONLY = read(page(1, [*rows(LICENCE), *rows(FRONT, 16)]))
NEXT_PAGE = read(page(1, rows(LICENCE)), page(2, rows(CARD)))
FIRST_PAGE = read(page(1, rows(CARD)), page(2, rows(LICENCE)))
ALL = {"below": BELOW, "above": ABOVE, "beside": BESIDE, "front only": FRONT_ONLY, "next page": NEXT_PAGE,
       "first page": FIRST_PAGE}  # fmt: skip


@pytest.mark.parametrize("given", ALL.values(), ids=ALL)
def test_the_wanted_paper_is_read_alone(given: Reading) -> None:
    found = evidence(given)
    assert [other.kind for other in found.others] == ["identity-card"]
    assert not found.wrong_kind
    assert "孙大力" not in found.text
    assert found.get("unit_name").normalised == "武侯区花开美容美发馆"  # type: ignore[union-attr]
    assert found.get("address").value == "四川省成都市武侯区芳草路18号"  # type: ignore[union-attr]


@pytest.mark.parametrize("given", ALL.values(), ids=ALL)
def test_either_of_them_may_be_the_wanted_one(given: Reading) -> None:
    found = evidence(given, "public-place.legal_rep_id")
    assert [other.kind for other in found.others] == ["business-licence"]
    assert not found.wrong_kind
    assert found.get("name").normalised == "孙大力"  # type: ignore[union-attr]
    assert found.get("address").value == "成都市金牛区一环路1号"  # type: ignore[union-attr]


def test_the_other_paper_is_shown_where_it_stands() -> None:
    (other,) = evidence(BELOW).others
    assert (other.label, other.page) == ("居民身份证", 1)
    for text, inside in (("姓名 孙大力", True), ("营业执照", False)):
        row = next(each for each in BELOW.pages[0].lines if each.text == text)
        assert other.box.holds(*row.box.centre) is inside
    assert [(each.page, each.kind) for each in evidence(FIRST_PAGE).others] == [(1, "identity-card")]


def test_a_stamp_on_the_other_paper_is_not_the_wanted_one_s() -> None:
    stamped = page(1, [*rows(LICENCE), *rows(CARD, 16)], (Seal(Box(700, 800, 900, 1000), "金牛区公安局"),))
    assert evidence(read(stamped)).seals == ()
    assert len(evidence(read(stamped), "public-place.legal_rep_id").seals) == 1


@pytest.mark.parametrize(
    "given",
    [
        read(page(1, rows(LICENCE))),
        read(page(1, [*rows(LICENCE), *rows(APPENDIX, 14)])),
        read(page(1, rows(LICENCE)), page(2, rows(["（续页）", "分支机构：无"]))),
        read(page(1, [*rows(LICENCE[:5]), *rows(LICENCE[5:], 12)])),
    ],
    ids=["alone", "a list that names others", "a second page", "a wide gap"],
)
def test_one_paper_is_one(given: Reading) -> None:
    found = evidence(given)
    assert found.others == ()
    assert found.text == given.text


def test_both_sides_of_a_card_are_one_paper() -> None:
    found = evidence(read(page(1, rows(FRONT)), page(2, rows(BACK))), "public-place.legal_rep_id")
    assert found.others == ()
    assert not found.missing_parts


def test_without_the_wanted_paper_it_stays_the_wrong_one() -> None:
    found = evidence(read(page(1, rows(CARD))))
    assert found.others == ()
    assert found.wrong_kind


def test_a_card_beside_an_authorisation_is_in_its_place() -> None:
    letter = ["授权委托书", "委托单位：成都青竹医院", "法定代表人：周丽华", "兹委托孙大力办理医疗广告审查事宜", "受委托人：孙大力",
              "委托期限：2026年1月1日至2026年12月31日", "委托单位（盖章）：成都青竹医院"]  # fmt: skip
    given = read(page(1, [*rows(letter), *rows(CARD, 16)]))
    assert evidence(given, "medical-ad.authorization").others == ()


def test_typed_text_is_divided_by_pages_only() -> None:
    typed = replace(BELOW.pages[0], origin=Origin.DOCX)
    assert evidence(read(typed)).others == ()


def test_a_certificate_is_not_cut_from_its_own_title() -> None:
    labels = [
        line("姓名", 4),
        line("性别", 4, 750),
        line("出生日期", 6),
        line("公民身份号码", 6, 750),
        line("民族", 8, 750),
    ]
    values = [line("邱婉清", 5), line("女", 5, 750), line("1988.10.14", 7), line("610302198810141243", 7, 750),
              line("类别", 8), line("临床", 9), line("汉", 9, 750), line("证书编码", 10), line("签发时间", 10, 750),
              line("201561110610302198810141243", 11), line("2015.02.27", 11, 750)]  # fmt: skip
    found = evidence(
        read(page(1, [line("医师资格证书", 1, 500), *labels, *values])), "physician-reg.qualification_cert"
    )
    assert found.others == ()
    assert found.get("name") is not None
