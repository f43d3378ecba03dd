"""A case that people decide: received, corrected, accepted, reviewed step by step, granted, delivered, archived."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.builders.county import County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.base.actor import Actor
from tongban.base.eventlog import stream_events
from tongban.cases import actions, auditing, queries
from tongban.cases.errors import AlreadyCorrected, CaseMoved, CaseNotFound, HeldByAnother, ReasonsIncomplete
from tongban.cases.models import Case
from tongban.core.lifecycle import OutOfOrder, WrongRole
from tongban.core.roles import Role

REASON = {
    "paper": "执业机构",
    "point": "机构尚未在机构端确认聘用",
    "rule": "护士条例第九条",
    "remedy": "请新单位在机构端确认后重新提交",
}


@pytest.fixture
def applied(county: County) -> tuple[Case, Actor]:
    """A change that no rule could approve: it waits for the counter."""
    person, actor = nurse_with_certificate(county, confirmed_at="别的医院")
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    return case, actor


def later(county: County, days: int) -> datetime:
    return county.now + timedelta(days=days)


def test_from_hand_in_to_archive(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    clerk, chief = county.actor(Role.CLERK), county.actor(Role.CHIEF_REPRESENTATIVE)
    actions.claim(case.pk, actor=clerk, now=later(county, 1))
    accepted = actions.accept(case.pk, actor=clerk, now=later(county, 1))
    assert (accepted.state, accepted.step, accepted.waiting_for) == ("accepted", "handle", "chief_representative")
    granted = actions.grant(case.pk, "核对无误", actor=chief, now=later(county, 2))
    assert (granted.state, granted.outcome, granted.automatic) == ("issued", "granted", False)
    actions.deliver(case.pk, "counter", actor=clerk, now=later(county, 3))
    closed = actions.close(case.pk, actor=clerk, now=later(county, 3))
    assert closed.state == "closed"
    assert auditing.verify_case(Case.objects.get(pk=case.pk), stream_events(case.pk)) == []


def test_one_correction_notice_then_a_decision(county: County, applied: tuple[Case, Actor]) -> None:
    case, applicant = applied
    clerk = county.actor(Role.CLERK)
    asked = actions.ask_correction(case.pk, [REASON], actor=clerk, now=later(county, 1))
    assert (asked.state, asked.waiting_for, asked.next_due) == ("correction", "applicant", None)
    draft = actions.begin_correction(case.pk, actor=applicant, now=later(county, 2))
    actions.submit(draft.pk, actor=applicant, now=later(county, 2))
    with pytest.raises(AlreadyCorrected):
        actions.ask_correction(case.pk, [REASON], actor=clerk, now=later(county, 3))
    assert Case.objects.get(pk=case.pk).revisions.count() == 2


def test_every_part_of_a_reason_is_required(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    clerk = county.actor(Role.CLERK)
    for part in REASON:
        with pytest.raises(ReasonsIncomplete):
            actions.ask_correction(case.pk, [{**REASON, part: " "}], actor=clerk, now=county.now)
    with pytest.raises(ReasonsIncomplete):
        actions.not_accept(case.pk, [], actor=clerk, now=county.now)


def test_a_refusal_names_reasons_and_remedies(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    actions.accept(case.pk, actor=county.actor(Role.CLERK), now=county.now)
    refused = actions.refuse(case.pk, [REASON], actor=county.actor(Role.CHIEF_REPRESENTATIVE), now=later(county, 2))
    paper = refused.documents.get(kind="refusal")
    assert refused.outcome == "refused"
    assert paper.content["reasons"] == [REASON]
    assert len(paper.content["remedies"]) == 2


def test_an_action_out_of_order_says_what_is_possible(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    with pytest.raises(OutOfOrder, match="受理"):
        actions.grant(case.pk, actor=county.actor(Role.CHIEF_REPRESENTATIVE), now=county.now)


def test_the_wrong_post_may_not_act(county: County, applied: tuple[Case, Actor]) -> None:
    case, applicant = applied
    with pytest.raises(WrongRole):
        actions.accept(case.pk, actor=county.actor(Role.REVIEWER), now=county.now)
    with pytest.raises(WrongRole):
        actions.accept(case.pk, actor=applicant, now=county.now)


def test_a_stranger_does_not_know_of_the_case(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    _, stranger = nurse_with_certificate(county, confirmed_at=None, serial=126)
    with pytest.raises(CaseNotFound):
        queries.access_case(case.pk, viewer=stranger.viewer, now=county.now)
    with pytest.raises(CaseNotFound):
        actions.withdraw(case.pk, actor=stranger, now=county.now)


def test_a_page_that_is_behind_changes_nothing(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    clerk, seen = county.actor(Role.CLERK), case.head_sequence
    actions.claim(case.pk, seen=seen, actor=clerk, now=county.now)
    with pytest.raises(CaseMoved):
        actions.accept(case.pk, seen=seen, actor=clerk, now=county.now)


def test_a_claimed_case_is_its_holders(county: County, applied: tuple[Case, Actor]) -> None:
    case, _ = applied
    actions.claim(case.pk, actor=county.actor(Role.CHIEF_REPRESENTATIVE), now=county.now)
    with pytest.raises(HeldByAnother):
        actions.accept(case.pk, actor=county.actor(Role.CLERK), now=county.now)


def test_the_applicant_may_withdraw_before_the_decision(county: County, applied: tuple[Case, Actor]) -> None:
    case, applicant = applied
    gone = actions.withdraw(case.pk, actor=applicant, now=county.now)
    assert (gone.state, gone.outcome) == ("withdrawn", "withdrawn")
    with pytest.raises(OutOfOrder):
        actions.withdraw(case.pk, actor=applicant, now=county.now)


def test_answers_can_be_erased_and_the_history_stays(county: County, applied: tuple[Case, Actor]) -> None:
    case, applicant = applied
    with pytest.raises(CaseMoved):
        actions.erase_answers(
            case.pk, "个人信息保护法 47", actor=county.actor(Role.CHIEF_REPRESENTATIVE), now=county.now
        )
    actions.withdraw(case.pk, actor=applicant, now=county.now)
    actions.erase_answers(case.pk, "个人信息保护法 47", actor=county.actor(Role.CHIEF_REPRESENTATIVE), now=county.now)
    found = Case.objects.get(pk=case.pk)
    assert queries.answers(found) is None
    assert auditing.verify_case(found, stream_events(case.pk)) == []
