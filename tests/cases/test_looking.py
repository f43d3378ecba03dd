"""Looking at a personal answer leaves a trace without what was seen; the machine's view reads the day of the hand-in."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.builders.county import County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.base.actor import Actor
from tongban.base.eventlog import stream_events
from tongban.cases import actions
from tongban.cases.errors import CaseMoved, CaseNotFound
from tongban.cases.models import Case
from tongban.core.assessment.rules import Standing
from tongban.core.errors import Forbidden, NotFound
from tongban.core.roles import Role


@pytest.fixture
def applied(county: County) -> tuple[Case, Actor]:
    person, actor = nurse_with_certificate(county, confirmed_at="别的医院")
    return actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case, actor


def test_the_event_tells_who_and_which_and_not_what(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    clerk = county.actor(Role.CLERK)
    assert actions.reveal(case.pk, "mobile", actor=clerk, now=county.now) == {"mobile": "13800000001"}
    event = stream_events(case.pk)[-1]
    assert json.loads(event.payload) == {"field": "mobile", "officer": clerk.viewer.user_id}
    assert event.actor_role == "clerk"


def test_all_at_once_for_the_counter(county: County, applied: tuple[Case, Actor]) -> None:
    shown = actions.reveal(applied[0].pk, actions.ALL, actor=county.actor(Role.CLERK), now=county.now)
    assert set(shown) == {"applicant_name", "applicant_citizen_id", "mobile"}


def test_not_for_applicants_nor_for_what_is_not_personal(county: County, applied: tuple[Case, Actor]) -> None:
    case, applicant = applied
    before = len(stream_events(case.pk))
    with pytest.raises(Forbidden):
        actions.reveal(case.pk, "mobile", actor=applicant, now=county.now)
    for key in ("institution_name", "nothing"):
        with pytest.raises(NotFound):
            actions.reveal(case.pk, key, actor=county.actor(Role.CLERK), now=county.now)
    _, stranger = nurse_with_certificate(county, confirmed_at=None, serial=126)
    with pytest.raises(CaseNotFound):
        actions.reveal(case.pk, "mobile", actor=stranger, now=county.now)
    assert len(stream_events(case.pk)) == before


def test_erased_answers_cannot_be_shown(county: County, applied: tuple[Case, Actor]) -> None:
    case, applicant = applied
    actions.withdraw(case.pk, actor=applicant, now=county.now)
    actions.erase_answers(case.pk, "个人信息保护法 47", actor=county.actor(Role.CLERK), now=county.now)
    with pytest.raises(NotFound):
        actions.reveal(case.pk, "mobile", actor=county.actor(Role.CLERK), now=county.now)
    assert actions.assess_case(case, actor=county.actor(Role.CLERK), now=county.now) is None


def test_a_look_does_not_move_a_case_and_a_claim_does(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    seen, clerk = case.head_sequence, county.actor(Role.CLERK)
    actions.reveal(case.pk, "mobile", actor=clerk, now=county.now)
    actions.claim(case.pk, seen=seen, actor=clerk, now=county.now)
    with pytest.raises(CaseMoved):
        actions.accept(case.pk, seen=seen, actor=clerk, now=county.now)
    with pytest.raises(CaseMoved):
        actions.accept(case.pk, seen=999, actor=clerk, now=county.now)  # nobody was ever shown that


def test_the_machines_view_of_a_case(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    found = actions.assess_case(case, actor=county.actor(Role.CLERK), now=county.now + timedelta(days=3))
    assert found is not None
    assert [x.rule.id for x in found.findings if x.standing is Standing.FAILS] == ["institution-confirmed"]
    assert found.statutory is not None
    assert found.statutory.due is not None
    assert found.statutory.due.days[0].date.isoformat() == "2026-03-03"  # counted from the hand-in on 2 March
