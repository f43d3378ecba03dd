"""Progress by number and code: what a stranger sees, what a wrong pair is told, and how guessing is slowed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.builders.county import SPRING, County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.cases import actions
from tongban.cases.models import Case
from tongban.core.identifiers import build_case_number
from tongban.core.roles import Role
from tongban.portal.public.throttle import TRIES

WRONG = "AAAAAAAA"


@pytest.fixture
def waiting(county: County) -> tuple[Case, str]:
    """A case at the counter, and its query code."""
    person, actor = nurse_with_certificate(county, confirmed_at="别的医院")
    done = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now)
    assert done.query_code is not None
    return done.case, done.query_code


def ask(client: Client, number: str, code: str, address: str = "203.0.113.5") -> Any:
    return client.post("/progress/", {"number": number, "code": code}, REMOTE_ADDR=address)


def test_number_and_code_show_the_public_way(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    said = ask(client, case.number, code).content.decode()
    assert case.number in said
    assert "办理经过" in said
    assert "受理或一次告知补正" in said
    assert "逐日说明" in said
    assert "王小梅" not in said
    assert code not in said


def test_small_letters_and_spaces_do_no_harm(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    assert ask(client, f" {case.number.lower()} ", f"{code[:4].lower()} {code[4:]}").status_code == 200


def test_what_only_the_office_does_stays_inside(client: Client, county: County, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    actions.claim(case.pk, actor=county.actor(Role.CLERK), now=county.now)
    timeline = ask(client, case.number, code).content.decode().split('class="timeline"')[1].split("</ol>")[0]
    assert "收到申请材料" in timeline
    assert "领取了办理任务" not in timeline


def test_a_wrong_pair_does_not_tell_which_was_wrong(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    unknown = build_case_number("510107", SPRING.date(), 999_999)
    answers = [ask(client, case.number, WRONG), ask(client, unknown, code)]
    said = [answer.content.decode().split("error-summary")[1].split("</div>")[0] for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert said[0] == said[1]
    assert "编号和查询码对不上" in said[0]


def test_a_number_that_cannot_be_is_told_before_it_counts(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    broken = case.number[:-2] + ("1" if case.number[-2] != "1" else "2") + case.number[-1]
    for _ in range(TRIES + 2):
        answer = ask(client, broken, code)
        assert answer.status_code == 422
    assert "最后一位是校验码" in answer.content.decode()


def test_after_ten_wrong_codes_even_the_right_one_waits(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    for _ in range(TRIES):
        assert ask(client, case.number, WRONG).status_code == 404
    stopped = ask(client, case.number, code)
    assert stopped.status_code == 429
    assert "15分钟后再试" in stopped.content.decode()
    assert ask(client, case.number, code, address="203.0.113.99").status_code == 200, "others are not locked out"


def test_right_answers_use_no_tries_up(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    assert {ask(client, case.number, code).status_code for _ in range(TRIES + 5)} == {200}


def test_a_code_in_the_address_is_not_looked_at(client: Client, waiting: tuple[Case, str]) -> None:
    case, code = waiting
    said = client.get("/progress/", {"number": case.number, "code": code}).content.decode()
    assert "办理经过" not in said
    assert 'method="post" action="/progress/"' in said
