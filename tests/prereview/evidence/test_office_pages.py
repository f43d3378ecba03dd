"""Pages of an office program, as a file and as a phone photo with a stamp: the same facts come out of both."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.prereview.reading import papers
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.evidence.templates import load_templates
from tongban.prereview.reading.ocr import OcrEngine, make_engine
from tongban.prereview.reading.read import read_file

PAGES = Path(__file__).parents[2] / "builders" / "documents" / "office"
TEMPLATES = load_templates(Path(__file__).parents[3] / "packs" / "national" / "documents")


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    return make_engine("auto", threads=2)


def photo(pdf: bytes) -> bytes:
    """The first page, stamped, lying on a dark table in uneven light, seen at an angle."""
    page = pdfium.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("RGB")
    stamped = papers.put(page, papers.stamp("广元市利州区听松阁宾馆"), 760, round(page.height * 0.36))
    return papers.encoded(papers.photographed(stamped, seed=5), "JPEG", quality=82)


def facts(engine: OcrEngine, name: str, matter: str, material: str, *, as_photo: bool) -> Evidence:
    data = (PAGES / f"{name}.pdf").read_bytes()
    reading = read_file(photo(data), "a.jpg", engine) if as_photo else read_file(data, "a.pdf", engine)
    assert reading.problems == ()
    found = extract(reading, TEMPLATES, matter, material)
    assert not found.wrong_kind
    assert found.missing_parts == ()
    assert bool(found.seals) is as_photo
    return found


def values(found: Evidence, *names: str) -> list[object]:
    return [None if (fact := found.get(name)) is None else fact.normalised for name in names]


@pytest.mark.parametrize("as_photo", [False, True])
def test_ruled_certificate(engine: OcrEngine, as_photo: bool) -> None:
    found = facts(engine, "licence", "medical-ad", "licence_copy", as_photo=as_photo)
    names = ("institution_name", "licence_no", "legal_representative", "principal", "institution_category", "bed_count")
    assert values(found, *names) == [
        "遂宁市安居区磐石骨科医院", "MA6AB3CD851090417A5172", "欧阳若兰", "牟向阳", "骨科医院", 60.0,
    ]  # fmt: skip
    days = ("licence_valid_from", "licence_valid_to", "verification_valid_to", "issue_date")
    assert values(found, *days) == ["2022-06-18", "2027-06-17", "2026-06-17", "2022-06-18"]
    listed = found.get("departments")
    assert listed is not None
    assert isinstance(listed.normalised, tuple)
    assert listed.normalised[:2] == ("内科", "外科")
    assert listed.normalised[-1] == "康复医学科"


@pytest.mark.parametrize("as_photo", [False, True])
def test_form_with_headings_of_groups(engine: OcrEngine, as_photo: bool) -> None:
    found = facts(engine, "application", "public-place", "application_form", as_photo=as_photo)
    names = ("unit_name", "uscc", "legal_representative", "legal_rep_id_no", "business_items", "staff_count")
    assert values(found, *names) == [
        "广元市利州区听松阁宾馆", "92510802MA6ABCDE78", "单于飞", "510802198507154010", "宾馆", 14.0,
    ]  # fmt: skip


@pytest.mark.parametrize("as_photo", [False, True])
def test_table_without_rules(engine: OcrEngine, as_photo: bool) -> None:
    found = facts(engine, "report", "public-place", "test_report", as_photo=as_photo)
    rows = [[fact.value for fact in record.facts] for record in found.table("results")]
    assert rows[1] == ["甲醛", "mg/m³", "≤0.10", "0.13", "不合格"]
    assert rows[4] == ["床上用品大肠菌群", "/25cm²", "不得检出", "未检出", "合格"]
    assert len(rows) == 6
    assert values(found, "unit_name", "report_date") == ["广元市利州区听松阁宾馆", "2025-07-21"]


@pytest.mark.parametrize("as_photo", [False, True])
def test_letter(engine: OcrEngine, as_photo: bool) -> None:
    found = facts(engine, "employment", "physician-reg", "employment_proof", as_photo=as_photo)
    names = ("name", "id_no", "practice_scope", "employment_start", "employment_end", "signoff_date")
    assert values(found, *names) == [
        "古丽娜尔·艾山", "650102199003126785", "儿科专业", "2025-09-01", "2028-08-31", "2025-08-26",
    ]  # fmt: skip
