"""Findings to people who read English: what the platform says of papers is English, what the papers say is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.builders import salon as build
from tests.builders.salon import Salon
from tests.harness.english import national_content, untranslated
from tongban.cases.models import Draft
from tongban.core.roles import Role

THEIRS = f"{build.NAME} {build.ADDRESS} {build.BOSS} {build.MANAGER}"
"""Names and the address that the people of the test gave."""


@pytest.fixture
def draft(shop: Salon, work: Callable[[], None], tmp_path: Path) -> Draft:
    """A draft whose plan states another area than the form."""
    made = build.draft(shop, area_sqm="300")
    build.hand_in(shop, made, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    return made


@pytest.mark.parametrize("page", ["materials/", "review/"])
def test_the_applicant(shop: Salon, draft: Draft, page: str) -> None:
    client = Client()
    client.force_login(shop.user)
    assert untranslated(client, f"/my/drafts/{draft.pk}/{page}", national_content(), THEIRS) == []


def test_the_page_of_precision(shop: Salon) -> None:
    client = Client()
    client.force_login(shop.county.officers[Role.CHIEF_REPRESENTATIVE])
    assert untranslated(client, "/work/prereview/", national_content()) == []
