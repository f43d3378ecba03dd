"""Checks of advertisements beside their wording: departments by any words, second names, categories within a number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from tests.prereview.checking.papers import DAY, fact, findings, paper, plan
from tongban.core.packs.location import packs_root
from tongban.prereview.checking.advertisement import ad_lines
from tongban.prereview.checking.compare import stands_on
from tongban.prereview.checking.engine import Checker
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Paper, Submission
from tongban.prereview.reading.model import Box, Cell, Line, Origin, Page, Seal, Table
from tongban.prereview.wording.lexicon import DepartmentList, WordingPack
from tongban.prereview.wording.review import Reviewer

PLAN: dict[str, Any] = {
    "materials": {
        "licence": {"label": "执照", "required": "false", "facts": {"departments": "text_list"}},
        "script": {"label": "脚本", "required": "false", "facts": {"departments": "text_list"}},
    },
    "checks": [
        {"id": "wording", "kind": "wording", "code": "AD_CONTENT_NOT_ALLOWED", "papers": ["script"],
         "departments": ["licence.departments"], "licence": "licence.departments"},
    ],
}  # fmt: skip


def reviewer() -> Reviewer:
    root = packs_root() / "national" / "wording"
    pack = yaml.safe_load((root / "medical-advertisement.yaml").read_text(encoding="utf-8"))
    listed = yaml.safe_load((root / "departments.yaml").read_text(encoding="utf-8"))
    return Reviewer(WordingPack.model_validate(pack), DepartmentList.model_validate(listed).departments)


def script(*rows: str) -> Paper:
    lines = tuple(Line(text, Box(100, 40 * n, 900, 40 * n + 30), 1.0, Origin.DOCX) for n, text in enumerate(rows, 1))
    made = paper("script", text="\n".join(rows))
    return replace(made, reading=replace(made.reading, pages=(Page(1, 1240, 1754, Origin.DOCX, lines),)))


def check(*papers: Paper) -> list[Finding]:
    submission = Submission("新办", DAY, {"unit": "甲医院"}, {each.key: each for each in papers}, frozenset())
    return Checker(compile_plan(plan(**PLAN)), reviewer()).check(submission)


def test_a_paragraph_runs_over_rows_and_a_stamp_hides() -> None:
    rows = ["宣传内容自左向右，依次说明本院所开设的皮肤科、精神", "科和检验科", "甲乙丙丁戊己庚辛壬癸"]
    lines = tuple(
        Line(text, Box(100, 40 * n, 100 + 30 * len(text), 40 * n + 30), 1.0, Origin.OCR)
        for n, text in enumerate(rows, 1)
    )
    made = paper("script", scanned=True, text="\n".join(rows))
    stamp = Seal(Box(90, 115, 260, 285))
    page = Page(1, 1240, 1754, Origin.OCR, lines, seals=(stamp,))
    first, second, third = ad_lines(replace(made, reading=replace(made.reading, pages=(page,))))
    assert (first.follows, second.follows, third.follows) == (False, True, False)
    assert first.confidence == 1.0
    assert third.confidence < 0.5


LICENCE = paper("licence", fact("departments", "皮肤科；医学检验科", "list"), text="诊疗科目 皮肤科；医学检验科")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("旁白：设有皮肤科、精神科", "SCOPE_MISMATCH"),
        ("旁白：设有皮肤科、医学检验科", None),
        ("画面：精神科门牌", None),
        ("字幕：皮肤科、精神科　配音：诊疗科目见屏幕", "SCOPE_MISMATCH"),
    ],
)
def test_departments_named_in_a_script(row: str, code: str | None) -> None:
    assert [found.code for found in check(LICENCE, script(row))] == ([code] if code else [])


def test_pictures_of_a_script_in_a_table_are_scenes() -> None:
    texts = [["镜号", "时长", "画面内容", "字幕"], ["1", "5秒", "晨光中的医院大门", "皮肤科"]]
    cells = tuple(
        Cell(r, c, 1, 1, text, Box(100 * c, 40 * r, 100 * c + 90, 40 * r + 30))
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    )
    made = paper("script")
    page = Page(1, 1240, 1754, Origin.DOCX, (), (Table(Box(0, 0, 400, 80), 2, 4, cells),))
    lines = ad_lines(replace(made, reading=replace(made.reading, pages=(page,))))
    assert [(each.text, each.scene) for each in lines] == [("晨光中的医院大门", True), ("皮肤科", False)]


def test_an_address_that_goes_on_in_another_row_is_no_other_address() -> None:
    paper_text = "地址佛山市禅城区军民路37所有制私人号附3号"
    assert stands_on(Comparison.ADDRESS, "广东省佛山市禅城区军民路37号附3号", "佛山市禅城区军民路37", paper_text)
    assert not stands_on(
        Comparison.ADDRESS, "佛山市禅城区军民路37号附3号", "佛山市禅城区军民路37", "佛山市禅城区军民路37"
    )


@pytest.mark.parametrize(
    ("category", "severity"),
    [("口腔门诊部", None), ("综合医院", Severity.BLOCKS), ("综合门诊部", Severity.ASKS), ("口腔诊所", Severity.ASKS)],
)
def test_category_in_a_registration_number(category: str, severity: Severity | None) -> None:
    given = plan(
        fields={
            "unit": {"label": "单位名称", "type": "organisation"},
            "no": {"label": "登记号", "type": "institution_code"},
            "category": {"label": "类别", "type": "text"},
        },
        checks=[{"id": "no", "kind": "encoded", "code": "CODE_INCONSISTENT", "of_type": "institution_code",
                 "number": "form.no", "parts": {"category": "form.category"}}],
    )  # fmt: skip
    fields = {"unit": "甲", "no": "18242677332010617D1531", "category": category}
    found = [each for each in findings(given, fields) if each.code == "CODE_INCONSISTENT"]
    assert [each.severity for each in found] == ([severity] if severity else [])


def _boxed(*rows: str, wide: float = 700) -> Paper:
    """An advertisement set in one cell of its form, a row of the cell for each text."""
    lines = tuple(
        Line(text, Box(110, 200 + 40 * n, 110 + min(26.0 * len(text), wide - 20), 230 + 40 * n), 0.99, Origin.OCR)
        for n, text in enumerate(rows)
    )
    box = Box(100, 190, 100 + wide, 220 + 40 * len(rows))
    cell = Cell(0, 0, 1, 1, "".join(rows), box, 0.99)
    page = Page(1, 1240, 1754, Origin.OCR, lines, (Table(box, 1, 1, (cell,)),))
    made = paper("ad_sample", scanned=True)
    return replace(made, reading=replace(made.reading, pages=(page,)))


def test_labelled_rows_of_a_cell_are_rows_of_their_own() -> None:
    rows = [(line.text, line.follows) for line in ad_lines(_boxed("核准诊疗科目：内科、外科、妇产科、儿科、眼科、中医科、皮肤",
                                                                  "科、口腔科", "床位：98张", "门诊时间：8:00至17:30"))]  # fmt: skip
    assert [follows for _, follows in rows] == [False, True, False, False]


def test_a_narrow_cell_is_broken_anywhere() -> None:
    rows = ad_lines(_boxed("联系电话：0835-5003305 广告审", "查证明文号：（川）医广〔〕号", wide=340))
    assert [line.follows for line in rows] == [False, True]
