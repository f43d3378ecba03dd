"""Files that are empty, cut short, locked, disguised, endless, black or active: words that help, and nothing lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from pytest_django import Settings

from tests.builders import county as build_county
from tests.builders import salon as build
from tests.builders.salon import Salon
from tests.prereview.flow.conftest import use_engine
from tongban.base import clock
from tongban.base.errors import FileRefused
from tongban.cases import actions as cases
from tongban.prereview import queries
from tongban.prereview.models import StoredReading
from tongban.prereview.queries import FindingView

Work = Callable[[], None]


def findings(shop: Salon, work: Work, material: str, data: bytes, name: str) -> list[FindingView]:
    """What is said of one file handed in for a material."""
    draft = build.draft(shop)
    build.hand_in(shop, draft, material, data, name)
    work()
    review = queries.review_of(draft.pk)
    assert review is not None
    assert not review.running
    assert not review.failed
    assert draft.materials.count() == 1
    return [finding for finding in review.standing if finding.row.material == material]


def test_an_empty_file_is_refused_and_earlier_ones_stay(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    build.hand_in(shop, draft, "hygiene_system", build.hygiene_system(), "制度.txt")
    with pytest.raises(FileRefused) as refused:
        build.hand_in(shop, draft, "hygiene_system", b"", "空.txt")
    assert "0 字节" in refused.value.render()
    assert draft.materials.count() == 1


def test_a_file_cut_short_says_so(shop: Salon, work: Work, tmp_path: Path) -> None:
    data = build.laboratory_report(tmp_path, shop.today)[:700]
    found = findings(shop, work, "test_report", data, "报告.pdf")
    assert [(f.row.code, f.row.severity) for f in found] == [("MATERIAL_UNREADABLE", "blocks")]
    assert "没有传完整或已经损坏" in found[0].message.render()


def test_a_locked_file_asks_for_one_without_password(shop: Salon, work: Work, tmp_path: Path) -> None:
    found = findings(shop, work, "test_report", locked(build.laboratory_report(tmp_path, shop.today)), "报告.pdf")
    assert [f.row.code for f in found] == ["MATERIAL_UNREADABLE"]
    assert "密码" in found[0].message.render()


def test_five_hundred_pages_are_too_many(shop: Salon, work: Work) -> None:
    document = PdfDocument.new()
    for _ in range(500):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    found = findings(shop, work, "test_report", out.getvalue(), "报告.pdf")
    assert [f.row.code for f in found] == ["MATERIAL_UNREADABLE"]
    assert "500" in found[0].message.render()


def test_a_wrong_ending_is_read_all_the_same(shop: Salon, work: Work) -> None:
    found = findings(shop, work, "hygiene_system", build.hygiene_system(), "制度.pdf")
    assert [(f.row.code, f.row.severity) for f in found] == [("READING_NOTE", "hints")]
    assert "已按实际内容读取" in found[0].message.render()


def test_a_document_with_macros_is_refused_with_what_to_do(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    with pytest.raises(FileRefused) as refused:
        build.hand_in(shop, draft, "staff_health", with_macros(build.staff_health(shop.today)), "健康证明.docx")
    assert "带有宏" in refused.value.render()
    assert "另存为不带宏的 DOCX" in refused.value.render()


def test_a_scan_without_text_recognition_goes_to_a_person(shop: Salon, work: Work) -> None:
    scan = build.as_file(build.licence_scan(build.NAME, shop.body.uscc))
    found = findings(shop, work, "business_licence", scan, "执照.jpg")
    assert [(f.row.code, f.row.severity) for f in found] == [("SCAN_NOT_READ", "hints")]
    assert "暂不能识别，由工作人员审看" in found[0].message.render()


def test_what_this_machine_could_not_read_is_tried_again_later_not_at_every_look(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    scan = build.as_file(build.licence_scan(build.NAME, shop.body.uscc))
    build.hand_in(shop, draft, "business_licence", scan, "执照.jpg")
    work()
    read_at = StoredReading.objects.get().read_at
    cases.prereview_again(draft, actor=shop.actor, now=read_at)  # the first look on another day than the upload
    work()
    cases.prereview_again(draft, actor=shop.actor, now=read_at + timedelta(minutes=1))
    assert not queries.review_of(draft.pk).running  # type: ignore[union-attr]
    cases.prereview_again(draft, actor=shop.actor, now=read_at + timedelta(hours=1))
    assert queries.review_of(draft.pk).running  # type: ignore[union-attr]


def test_a_missing_seal_is_not_claimed_where_seals_are_not_seen(shop: Salon, work: Work) -> None:
    found = findings(shop, work, "staff_health", build.staff_health(shop.today, stamped=True), "健康证明.docx")
    assert {(f.row.code, f.row.severity) for f in found} == {("SCAN_NOT_READ", "hints")}


@pytest.mark.slow
def test_a_black_page_and_a_cat_with_text_recognition(fresh_db: str, settings: Settings) -> None:
    build_county.publish_national()
    with clock.rehearse(build_county.SPRING):
        shop = build.salon(build_county.county([build.MATTER]))
        for work in use_engine(settings, "auto"):
            black = build.as_file(Image.new("RGB", (1240, 1754), (4, 4, 4)))
            found = findings(shop, work, "business_licence", black, "执照.jpg")
            assert [(f.row.code, f.row.severity) for f in found] == [("MATERIAL_UNREADABLE", "blocks")]
            assert "黑" in found[0].message.render()
            scan = build.as_file(build.licence_scan(build.OTHER_NAME, shop.body.uscc))
            found = findings(shop, work, "business_licence", scan, "执照.jpg")
            wrong = next(f for f in found if f.row.code == "NAME_MISMATCH")
            assert wrong.read == build.OTHER_NAME
            assert wrong.row.box is not None
            assert 0.5 < wrong.row.confidence < 1


def with_macros(data: bytes) -> bytes:
    """The Word file with a project of macros in it."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The PDF behind a password."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(data)))
    writer.encrypt(owner_pass="geheim", user_pass="geheim")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
