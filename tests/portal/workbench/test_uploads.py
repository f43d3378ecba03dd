"""What applicants upload reaches a browser of staff as pictures that we drew, as text, or as a sealed-off download."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.builders.papers import BROKEN_PDF, SCRIPT_PDF, pdf, picture
from tongban.cases.models import Case, HandedMaterial

HandIn = Callable[..., Case]


def uploaded(case: Case) -> HandedMaterial:
    return HandedMaterial.objects.get(revision__case=case, file__isnull=False)


def address(name: str, case: Case, *more: int) -> str:
    return reverse(name, args=[case.pk, uploaded(case).pk, *more])


@pytest.mark.parametrize(
    ("paper", "name", "pages"),
    [(pdf(3), "三页.pdf", 3), (SCRIPT_PDF, "hostile.pdf", 1), (picture(), "a.png", 1), (picture("JPEG"), "a.jpg", 1)],
)
def test_pages_are_drawn_as_pictures(clerk: Client, renewing: HandIn, paper: bytes, name: str, pages: int) -> None:
    case = renewing(paper, name)
    shown = clerk.get(address("work_file", case)).content.decode()
    assert shown.count('class="sheet"') == pages
    answer = clerk.get(address("work_file_page", case, pages))
    drawn = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(BytesIO(drawn)).format == "PNG"
    assert b"JavaScript" not in drawn
    for beyond in (0, pages + 1, 10**12):
        assert clerk.get(address("work_file_page", case, beyond)).status_code == 404


def test_a_page_is_drawn_once(clerk: Client, renewing: HandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    from tongban.portal.workbench import pictures

    case = renewing(pdf(2), "两页.pdf")
    first = b"".join(clerk.get(address("work_file_page", case, 2)).streaming_content)
    monkeypatch.setattr(pictures, "_run", lambda *_arguments: pytest.fail("drawn again"))
    assert b"".join(clerk.get(address("work_file_page", case, 2)).streaming_content) == first


def test_a_broken_file_is_said_to_be_one(clerk: Client, renewing: HandIn) -> None:
    case = renewing(BROKEN_PDF, "broken.pdf")
    answer = clerk.get(address("work_file", case))
    assert answer.status_code == 200
    assert "文件已损坏" in answer.content.decode()
    assert clerk.get(address("work_file_page", case, 1)).status_code == 404


def test_the_download_is_the_file_and_nothing_a_browser_runs(clerk: Client, renewing: HandIn) -> None:
    case = renewing(SCRIPT_PDF, 'a"; filename=evil.html\r\n.pdf'.replace("\r\n", ""))
    answer = clerk.get(address("work_file_download", case))
    assert b"".join(answer.streaming_content) == SCRIPT_PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_the_case_page_names_the_paper_and_not_the_file(clerk: Client, renewing: HandIn) -> None:
    case = renewing(pdf(), "王小梅体检.pdf")
    page = clerk.get(reverse("work_case", args=[case.pk])).content.decode()
    assert "健康体检证明" in page
    assert address("work_file", case) in page
    assert "王小梅" not in page
