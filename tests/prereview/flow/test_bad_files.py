"""Files that are empty, cut short, locked, disguised, endless, black or active: words that help, and nothing lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.builders import salon as build
from tests.builders.salon import Salon
from tests.prereview.reading.test_bad_files import NO_PAGES, bomb_png
from tongban.base.errors import FileRefused
from tongban.base.files import OLE
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


def test_two_kinds_of_paper_in_one_file(shop: Salon, work: Work, tmp_path: Path) -> None:
    report = build.laboratory_report(tmp_path, shop.today)
    document = PdfDocument(report)
    document.import_pages(PdfDocument(build.floor_plan(tmp_path)))
    out = io.BytesIO()
    document.save(out)
    for material, page, other in (
        ("floor_plan", 1, "公共场所卫生检测或评价报告"),
        ("test_report", 2, "地址方位示意图和平面布局图"),
    ):
        found = findings(shop, work, material, out.getvalue(), "两份.pdf")
        mixed = [f for f in found if f.row.code != "SCAN_NOT_READ"]  # of the stamp, where pictures are not looked at
        assert [(f.row.code, f.row.severity, f.row.page) for f in mixed] == [("MATERIAL_MIXED", "asks", page)]
        assert f"另一份看起来是“{other}”" in mixed[0].message.render()


@pytest.mark.parametrize(
    ("content", "name", "why", "remedy"),
    [
        ("locked", "健康证明.docx", "设有密码", "去掉密码"),
        ("old", "健康证明.docx", "旧版 Word", "另存为 DOCX"),
        ("program", "健康证明.docx", "不是可接受的格式", "换成"),
        ("torn word", "健康证明.docx", "不是可接受的格式", "换成"),
        ("huge picture", "健康证明.png", "尺寸过大", "缩小到"),
        ("torn picture", "健康证明.png", "没有传完整或已损坏", "重新拍照或扫描"),
        ("nothing", "健康证明.docx", "0 字节", "确认选对了文件"),
    ],
)
def test_what_can_be_told_at_once_is_refused_at_once(
    shop: Salon, work: Work, content: str, name: str, why: str, remedy: str
) -> None:
    word = build.staff_health(shop.today)
    data = {
        "locked": OLE + "EncryptedPackage".encode("utf-16-le"),
        "old": OLE + b"WordDocument",
        "program": b"MZ\x90\x00" + bytes(200),
        "torn word": word[: len(word) // 2],
        "huge picture": bomb_png(50_000),
        "torn picture": b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        "nothing": b"",
    }[content]
    draft = build.draft(shop)
    with pytest.raises(FileRefused) as refused:
        build.hand_in(shop, draft, "staff_health", data, name)
    assert why in refused.value.render()
    assert remedy in refused.value.render()
    assert draft.materials.count() == 0


def test_a_word_file_that_unpacks_without_end_says_so(shop: Salon, work: Work) -> None:
    found = findings(shop, work, "staff_health", bomb_word(), "健康证明.docx")
    assert [(f.row.code, f.row.severity) for f in found] == [("MATERIAL_UNREADABLE", "blocks")]
    assert "解压后过大" in found[0].message.render()


def test_a_pdf_without_pages_says_so(shop: Salon, work: Work) -> None:
    found = findings(shop, work, "test_report", NO_PAGES, "报告.pdf")
    assert [(f.row.code, f.row.severity) for f in found] == [("MATERIAL_UNREADABLE", "blocks")]
    assert "文件打不开" in found[0].message.render()


def bomb_word() -> bytes:
    """A Word file of 300 kB that would unpack to 300 MB."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(1_000_000))
    return plain.getvalue()


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
