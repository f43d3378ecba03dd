"""The list: most urgent first, colours in words, narrowed, page by page; and the search box."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act, signed_in
from tests.builders.county import SPRING, County, citizen_id
from tests.builders.nurses import MATTER, draft_of_change, nurse_with_certificate
from tongban.base import clock
from tongban.cases import actions
from tongban.cases.models import Case
from tongban.core.roles import Role
from tongban.portal.workbench import tasks


def numbers(page: str) -> list[str]:
    """The case numbers on a page, in order."""
    return re.findall(r'<code class="small">([0-9A-Z]{21})</code>', page)


def listed(client: Client, **narrowed: str) -> str:
    return client.get(reverse("worklist"), narrowed).content.decode()


@pytest.fixture
def three(here: County) -> list[Case]:
    """Three cases, handed in on three days running, the oldest first."""
    cases = []
    for day, serial in enumerate((124, 126, 128)):
        at = here.now + timedelta(days=day)
        moment = County(here.authority, here.officers, at)
        person, actor = nurse_with_certificate(moment, confirmed_at="别的医院", serial=serial)
        draft = draft_of_change(moment, person, actor)
        cases.append(actions.submit(draft.pk, actor=actor, now=at).case)
    return cases


def test_the_most_urgent_first(clerk: Client, three: list[Case]) -> None:
    assert numbers(listed(clerk, list="pool")) == [case.number for case in three]


@pytest.mark.parametrize(
    ("days", "words", "colours"),
    [
        (3, ["正常 还剩 4 天", "正常 还剩 3 天", "黄牌 还剩 2 天"], {"yellow_card": 1, "clear": 2, "red_card": 0}),
        (9, ["黄牌 还剩 0 天", "红牌 超期 1 天", "红牌 超期 2 天"], {"yellow_card": 1, "clear": 0, "red_card": 2}),
    ],
)
def test_colours_in_words_and_as_a_filter(
    clerk: Client, three: list[Case], days: int, words: list[str], colours: dict[str, int]
) -> None:
    with clock.rehearse(SPRING + timedelta(days=days)):
        page = listed(clerk, list="pool")
        assert set(re.findall(r"(?:正常|黄牌|红牌) \S+ \d+ 天", page)) == set(words)
        for card, expected in colours.items():
            assert len(numbers(listed(clerk, list="pool", card=card))) == expected, card


def test_the_filter_and_the_words_agree(clerk: Client, three: list[Case]) -> None:
    """Whatever the day: a row is in the list of the colour it is shown with, and in no other."""
    for days in range(14):
        with clock.rehearse(SPRING + timedelta(days=days)):
            for card, word in (("red_card", "红牌 "), ("yellow_card", "黄牌 "), ("clear", "正常 ")):
                page = listed(clerk, list="pool", card=card)
                assert len(re.findall(word + r"\S+ \d+ 天", page)) == len(numbers(page)), (days, card)
            pages = [numbers(listed(clerk, list="pool", card=card)) for card in ("red_card", "yellow_card", "clear")]
            assert sorted(number for page in pages for number in page) == sorted(case.number for case in three)


def test_page_by_page_without_gap_or_double(clerk: Client, three: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PAGE", 2)
    first = listed(clerk, list="pool")
    following = re.search(r'href="(\?[^"]+)" rel="next"', first)
    assert following is not None
    second = clerk.get(reverse("worklist") + following[1].replace("&amp;", "&")).content.decode()
    assert numbers(first) + numbers(second) == [case.number for case in three]
    assert 'rel="next"' not in second


def test_a_claimed_case_moves_from_the_pool_to_its_holder(clerk: Client, three: list[Case]) -> None:
    act(clerk, three[1], "claim")
    assert numbers(listed(clerk, list="mine")) == [three[1].number]
    assert three[1].number not in listed(clerk, list="pool")
    assert numbers(listed(clerk, list="all")) == [case.number for case in three]
    assert numbers(listed(clerk)) == [three[1].number]  # one's own first, when there are any
    act(clerk, three[1], "release")
    assert numbers(listed(clerk, list="mine")) == []


def test_only_what_waits_for_my_post_here(
    as_officer: Callable[[Role], Client], elsewhere: County, clerk: Client, three: list[Case]
) -> None:
    assert numbers(listed(as_officer(Role.REVIEWER), list="pool")) == []
    assert len(numbers(listed(as_officer(Role.CHIEF_REPRESENTATIVE), list="pool"))) == 3
    assert numbers(listed(signed_in(elsewhere.officers[Role.CLERK]), list="pool")) == []
    assert numbers(listed(clerk, list="pool", matter="other-matter")) == []
    assert len(numbers(listed(clerk, list="pool", matter=MATTER))) == 3


def test_search_by_number_or_its_beginning(clerk: Client, three: list[Case]) -> None:
    for text, expected in ((three[0].number, 1), (three[0].number[:14], 1), (f" {three[0].number.lower()} ", 1)):
        answer = clerk.post(reverse("work_search"), {"text": text})
        assert len(numbers(answer.content.decode())) == expected
    assert len(numbers(clerk.post(reverse("work_search"), {"text": "510107202603"}).content.decode())) == 3


def test_search_by_identity_number_which_stays_out_of_the_page(clerk: Client, three: list[Case]) -> None:
    answer = clerk.post(reverse("work_search"), {"text": citizen_id(126).lower()})
    page = answer.content.decode()
    assert numbers(page) == [three[1].number]
    assert citizen_id(126) not in page
    assert numbers(clerk.post(reverse("work_search"), {"text": citizen_id(500)}).content.decode()) == []


def test_search_ends_at_the_border_of_the_authority(elsewhere: County, three: list[Case]) -> None:
    stranger = signed_in(elsewhere.officers[Role.CHIEF_REPRESENTATIVE])
    for text in (three[0].number, citizen_id(124)):
        assert numbers(stranger.post(reverse("work_search"), {"text": text}).content.decode()) == []
