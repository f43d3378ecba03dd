"""Applicants who read English: the platform speaks English; what people and packs say stays as it is."""

from __future__ import annotations

import pytest

from tests.harness.english import national_content, untranslated
from tests.portal.applicant.conftest import Nurse
from tongban.cases.models import Case, Draft
from tongban.certificates import queries as certificates

OF_A_DRAFT = ("", "materials/", "review/")
THEIRS = "王小梅 武侯区卫生健康局 武侯区第一人民医院 武侯区中医医院 身份证"
"""Names that the people of the test have or gave."""
ON_THE_FACE = "1990年3月7日"
"""A certificate's face is a signed Chinese text, its dates too."""


@pytest.mark.parametrize("page", OF_A_DRAFT)
def test_filling_in(nurse: Nurse, draft: Draft, page: str) -> None:
    assert untranslated(nurse.client, f"/my/drafts/{draft.pk}/{page}", national_content(), THEIRS) == []


@pytest.mark.parametrize("path", ["/my/", "/my/messages/", "/apply/nurse-practice-registration/"])
def test_what_is_mine(nurse: Nurse, draft: Draft, case: Case, path: str) -> None:
    assert untranslated(nurse.client, path, national_content(), THEIRS) == []


def test_a_case(nurse: Nurse, case: Case) -> None:
    assert untranslated(nurse.client, f"/my/cases/{case.pk}/", national_content(), THEIRS) == []


def test_a_certificate(nurse: Nurse, certificate: certificates.Certificate) -> None:
    path = f"/my/certificates/{certificate.pk}/"
    assert untranslated(nurse.client, path, national_content(), THEIRS, ON_THE_FACE) == []


def test_the_reader_chooses_how_dates_and_laws_are_written(nurse: Nurse, case: Case) -> None:
    path = f"/my/cases/{case.pk}/"
    assert "行政许可法 29" in nurse.client.get(path).content.decode()
    assert untranslated(nurse.client, path, national_content(), THEIRS) == []
    page = nurse.client.get(path).content.decode()
    assert "Administrative Licensing Law art. 29" in page
    assert "2 Mar 2026" in page
