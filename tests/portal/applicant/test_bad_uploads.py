"""A file that cannot be used is refused with what to do; those that are there stay, and so does what was typed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from tests.builders import papers
from tests.portal.applicant.conftest import Nurse
from tongban.base.models import StoredFile
from tongban.cases.actions.drafts import MAX_FILES
from tongban.cases.models import Draft, DraftMaterial

HX = {"HX-Request": "true"}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of some kilobytes that would be 40 gigapixels when opened."""
    head = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 2, 0, 0, 0)
    picture = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + picture


def office(*, macros: bool) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        if macros:
            archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


BAD = {
    "空文件.pdf": (b"", "空的"),
    "程序.pdf": (b"MZ\x90\x00" + b"\0" * 200, "改文件名不会改变内容"),
    "脚本.jpg": (b"#!/bin/sh\nrm -rf /\n", "改文件名不会改变内容"),
    "网页.png": (b"<html><script>alert(1)</script></html>", "改文件名不会改变内容"),
    "半张.png": (papers.picture(size=(400, 400))[:150], "没有传完整或已损坏"),
    "半张.jpg": (papers.picture("JPEG", size=(400, 400))[:60], "没有传完整或已损坏"),
    "炸弹.png": (bomb(), "图片"),
    "带宏.docx": (office(macros=True), "带有宏"),
}


def upload(nurse: Nurse, draft: Draft, *files: tuple[str, bytes], htmx: bool = True, **extra: str) -> HttpResponse:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    address = reverse("draft_upload", args=[draft.pk, "identity_card"])
    return nurse.client.post(address, {"file": sent, **extra}, headers=HX if htmx else {})


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_the_remedy_and_the_good_one_stays(nurse: Nurse, draft: Draft, name: str) -> None:
    data, why = BAD[name]
    kept = StoredFile.objects.count()
    sent = upload(nurse, draft, (name, data))
    page = sent.content.decode()
    assert sent.status_code == 422
    assert name in page
    assert why in page
    assert "重新上传，其他已填内容都还在" in page
    assert "身份证.png" in page
    assert (draft.materials.count(), StoredFile.objects.count()) == (1, kept)


@pytest.mark.parametrize("name", BAD)
def test_the_same_without_script(nurse: Nurse, draft: Draft, name: str) -> None:
    data, why = BAD[name]
    sent = upload(nurse, draft, (name, data), htmx=False)
    assert sent["Location"] == reverse("draft_materials", args=[draft.pk])
    page = nurse.client.get(sent["Location"]).content.decode()
    assert why in page
    assert "身份证.png" in page


def test_of_several_files_the_good_ones_are_taken(nurse: Nurse, draft: Draft) -> None:
    sent = upload(nurse, draft, ("好.png", papers.picture()), ("坏.png", b"MZ"), ("好.pdf", papers.pdf()))
    assert sent.status_code == 422
    assert list(draft.materials.order_by("pk").values_list("name", flat=True)) == ["身份证.png", "好.png", "好.pdf"]


@pytest.mark.parametrize("name", ["../../etc/passwd.png", "a\x00b.png", "<img src=x onerror=alert(1)>.png", "名" * 80])
def test_a_strange_name_does_no_harm(nurse: Nurse, draft: Draft, name: str) -> None:
    sent = upload(nurse, draft, (name, papers.picture()))
    assert sent.status_code in (200, 422)
    assert "<img src=x" not in sent.content.decode()
    assert all("/" not in row.name for row in draft.materials.all())


def test_the_twenty_first_file_is_one_too_many(nurse: Nurse, draft: Draft) -> None:
    first = draft.materials.get()
    DraftMaterial.objects.bulk_create(
        DraftMaterial(
            draft=draft, material=first.material, file=first.file, name=f"{number}.png", uploaded_at=first.uploaded_at
        )
        for number in range(MAX_FILES - 1)
    )
    sent = upload(nurse, draft, ("21.png", papers.picture()))
    assert sent.status_code == 422
    assert "最多 20 个文件，请把多页合并成一个 PDF" in sent.content.decode()
    assert draft.materials.count() == MAX_FILES


@pytest.mark.parametrize("htmx", [True, False])
def test_too_many_files_at_once(nurse: Nurse, draft: Draft, htmx: bool) -> None:
    sent = upload(nurse, draft, *[(f"{number}.png", papers.picture()) for number in range(21)], htmx=htmx)
    assert sent.status_code == 413
    assert "一次最多上传 20 个文件" in sent.content.decode()
    assert ("<html" in sent.content.decode()) is not htmx


class Endless:
    """A body that is read and thrown away."""

    def read(self, size: int) -> bytes:
        return b"\0" * size

    readline = read


@pytest.mark.parametrize("htmx", [True, False])
def test_two_hundred_megabytes(nurse: Nurse, draft: Draft, htmx: bool) -> None:
    request = {"CONTENT_LENGTH": "200000000", "wsgi.input": Endless()}
    address = reverse("draft_upload", args=[draft.pk, "identity_card"])
    sent = nurse.client.post(address, headers=HX if htmx else {}, **request)
    assert sent.status_code == 413
    assert "每个文件最多 50 MB" in sent.content.decode()
    assert sent.headers.get("HX-Retarget") == ("#notices" if htmx else None)


def test_a_paper_nobody_asked_for(nurse: Nurse, draft: Draft) -> None:
    address = reverse("draft_upload", args=[draft.pk, "no-such-paper"])
    sent = nurse.client.post(address, {"file": SimpleUploadedFile("x.png", papers.picture())}, headers=HX)
    assert sent.status_code == 422
    assert "本情形不需要这份材料" in sent.content.decode()


def test_nothing_chosen(nurse: Nurse, draft: Draft) -> None:
    sent = upload(nurse, draft)
    assert sent.status_code == 422
    assert "还没有选择文件" in sent.content.decode()


def test_text_where_a_file_is_expected(nurse: Nurse, draft: Draft) -> None:
    sent = nurse.client.post(
        reverse("draft_upload", args=[draft.pk, "identity_card"]), {"file": "just text"}, headers=HX
    )
    assert sent.status_code == 422


def test_an_upload_to_what_was_handed_in_meanwhile(nurse: Nurse, draft: Draft) -> None:
    nurse.client.post(reverse("draft_review", args=[draft.pk]))
    sent = upload(nurse, draft, ("晚.png", papers.picture()))
    assert sent.status_code == 422
    assert "可能已经提交" in sent.content.decode()
    assert draft.materials.count() == 1


def test_signed_out_in_the_middle_of_an_upload(nurse: Nurse, draft: Draft) -> None:
    nurse.client.logout()
    part = upload(nurse, draft, ("新.png", papers.picture()))
    assert part.status_code == 401
    assert part["HX-Retarget"] == "#notices"
    assert "请登录后再选一次" in part.content.decode()
    whole = upload(nurse, draft, ("新.png", papers.picture()), htmx=False)
    assert whole["Location"].startswith("/accounts/login/")
    nurse.client.force_login(nurse.user)
    back = nurse.client.get(reverse("draft_upload", args=[draft.pk, "identity_card"]), follow=True)
    assert back.redirect_chain[-1][0] == reverse("draft_materials", args=[draft.pk])
    assert draft.materials.count() == 1


def test_a_file_number_out_of_this_world(nurse: Nurse, draft: Draft) -> None:
    for number in ("0", "9" * 30):
        assert nurse.client.get(f"/my/drafts/{draft.pk}/files/{number}/").status_code == 404
        assert nurse.client.post(f"/my/drafts/{draft.pk}/files/{number}/remove/").status_code == 302


def test_ones_own_upload_comes_back_as_a_download_only(nurse: Nurse, draft: Draft) -> None:
    sent = nurse.client.get(reverse("draft_file", args=[draft.pk, draft.materials.get().pk]))
    assert sent["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent["Content-Security-Policy"]
    assert b"".join(sent.streaming_content) == papers.picture()
