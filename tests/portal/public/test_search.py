"""Search by words, pinyin and initials; why something was found; what is nearest when nothing was."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders.county import County


def words(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("asked", ["护士执业", "hushi", "hszy", "护士zhiye"])
def test_a_nurse_finds_her_registration(client: Client, county: County, asked: str) -> None:
    page = words(client, f"/matters/?q={asked}")
    assert "/matters/nurse-practice-registration/" in page
    assert "<mark>护士" in page


def test_it_says_why_and_leads_to_the_variant_that_is_meant(client: Client, county: County) -> None:
    page = words(client, "/matters/?q=变更执业地点")
    assert "办理情形“变更执业地点”" in page
    assert "/matters/nurse-practice-registration/?variant=change" in page
    assert "<mark>变更执业地点</mark>" in page


def test_what_is_not_there_gets_the_nearest_and_a_way_out(client: Client, county: County) -> None:
    page = words(client, "/matters/?q=护士执业注策")
    assert "没有找到对得上的事项" in page
    assert "您是不是要找" in page
    assert "/matters/nurse-practice-registration/" in page


def test_suggestions_are_a_part_and_not_a_page(client: Client, county: County) -> None:
    part = words(client, "/suggestions/?q=hushi")
    assert "/matters/nurse-practice-registration/" in part
    assert "<html" not in part
    assert words(client, "/suggestions/?q=").strip() == ""


def test_too_long_a_question_says_how_long_it_may_be(client: Client, county: County) -> None:
    answer = client.get("/matters/", {"q": "护" * 61})
    assert answer.status_code == 422
    assert "最多60字" in answer.content.decode()


def test_a_theme_and_a_level_narrow_the_list(client: Client, county: County) -> None:
    assert "/matters/nurse-practice-registration/" in words(client, "/matters/?theme=practitioners&level=4")
    assert "/matters/nurse-practice-registration/" not in words(client, "/matters/?theme=practitioners&level=6")
    assert "/matters/nurse-practice-registration/" not in words(client, "/matters/?theme=public-health")
    everything = words(client, "/matters/")
    assert words(client, "/matters/?theme=none&level=9").count("matter-card") == everything.count("matter-card")
