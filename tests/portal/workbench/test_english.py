"""Officers who read English: the platform speaks English; what people and packs say stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.harness.english import national_content, untranslated
from tongban.cases.models import Case
from tongban.core.roles import Role

THEIRS = "武侯区卫生健康局 武侯区中医医院 别的医院 王"
"""Names that the people of the test have or gave."""

PAGES = (
    "/work/",
    "/work/?tasks=mine",
    "/work/cases/{case}/",
    "/work/matters/",
    "/work/matters/nurse-practice-registration/",
    "/work/assist/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [Role.CLERK, Role.CHIEF_REPRESENTATIVE])
def test_a_page_speaks_english(case: Case, as_officer: Callable[[Role], Client], role: Role, path: str) -> None:
    assert untranslated(as_officer(role), path.format(case=case.pk), national_content(), THEIRS) == []
