"""Whoever reads English sees Chinese only where it is content: names, laws and sentences of the published pack."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import packs
from tests.harness.english import untranslated

PAGES = (
    "/",
    "/matters/",
    "/matters/?q=hsz",
    "/matters/pool-permit/",
    "/matters/pool-permit/?variant=renewal",
    "/progress/",
    "/verify/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_english(client: Client, sample: str, path: str) -> None:
    assert untranslated(client, path, repr(packs.pack())) == []


def test_a_missing_page_is_told_in_english(client: Client, sample: str) -> None:
    assert untranslated(client, "/no-such-page/", status=404) == []


def test_the_words_of_the_platform_are_seen(client: Client, sample: str) -> None:
    assert "游泳场所卫生许可" in untranslated(client, "/matters/"), "a name is Chinese, so it is found when not allowed"
