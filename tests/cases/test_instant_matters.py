"""秒批 in two more matters: a death certificate from the register, a village clinic's check by promise and supervision.

A silent register and a contrary fact both lead to a person: a machine never refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import county as build
from tests.builders import instant, papers
from tests.builders.county import County
from tests.builders.instant import CHECK, CLINIC, DEATH, DECEASED, DECEASED_ID
from tongban.base.actor import SYSTEM, Actor
from tongban.base.eventlog import stream_events
from tongban.base.models import Person
from tongban.cases import actions, auditing
from tongban.cases.models import Case
from tongban.certificates import queries as certificates
from tongban.exchange import actions as exchange

AT_ONCE = ["case.received", "case.granted_automatically", "case.issued"]


@pytest.fixture
def county(db: None) -> County:
    build.publish_national()
    return build.county([DEATH, CHECK])


def kinds(case: Case) -> list[str]:
    return [event.kind for event in stream_events(case.pk)]


def waits_for_a_person(case: Case) -> set[str]:
    """The conditions that were not true, of a case that nobody and nothing has decided."""
    assert (case.state, case.outcome, case.waiting_for, case.automatic) == ("received", "", "clerk", False)
    assert case.certificate is None
    assert kinds(case) == ["case.received", "case.sent_to_a_person"]
    assert case.documents.get(kind="machine_note").content["reasons"]
    return set(json.loads(stream_events(case.pk)[-1].payload)["conditions"])


def test_a_registered_death_is_certified_at_once(county: County) -> None:
    person, actor = instant.relative(county)
    instant.death_on_record(county, person)
    case = actions.submit(instant.draft_of_death(county, person, actor).pk, actor=actor, now=county.now).case
    assert kinds(case) == AT_ONCE
    assert (case.state, case.outcome, case.automatic) == ("issued", "granted", True)
    made = certificates.certificate_of_case(case.pk)
    assert made is not None
    face = {item.label: item.text for item in certificates.full_face(made, now=county.now).items}
    assert (face["死者姓名"], face["死者证件号码"]) == (DECEASED, DECEASED_ID)
    shown = {item.label: item.text for item in certificates.verify(made.token, now=county.now).items}
    assert DECEASED not in shown.values()
    assert auditing.verify_case(Case.objects.get(pk=case.pk), stream_events(case.pk)) == []


def test_a_death_the_register_does_not_know_of_goes_to_a_person(county: County) -> None:
    person, actor = instant.relative(county)
    exchange.receive("deaths", [], source="测试", actor=SYSTEM, now=county.now)
    case = submit_with_paper(county, person, actor)
    assert waits_for_a_person(case) == {"applicant-related"}


def test_a_silent_register_of_deaths_goes_to_a_person(county: County) -> None:
    person, actor = instant.relative(county)
    instant.death_on_record(county, person)
    exchange.close_register("deaths", reason="检修", actor=SYSTEM, now=county.now)
    case = submit_with_paper(county, person, actor)
    assert waits_for_a_person(case) == {"applicant-related"}


@pytest.mark.parametrize(
    ("contrary", "condition"),
    [
        ({"manner": "待查"}, "death-natural"),
        ({"manner": "非正常"}, "death-natural"),
        ({"name": "周德平"}, "death-registered"),
        ({"certificate_issued": True}, "first-certificate"),
    ],
)
def test_a_contrary_entry_of_deaths_goes_to_a_person(county: County, contrary: dict[str, Any], condition: str) -> None:
    person, actor = instant.relative(county)
    instant.death_on_record(county, person, **contrary)
    case = actions.submit(instant.draft_of_death(county, person, actor).pk, actor=actor, now=county.now).case
    assert waits_for_a_person(case) == {condition}


def test_somebody_elses_death_is_no_way_to_learn_of_it(county: County) -> None:
    """Who is not on the record as family gets the same answer whether the number is known or not."""
    person, actor = instant.relative(county)
    other, _ = build.applicant("赵某", 317, now=county.now)
    exchange.receive("deaths", [], source="测试", actor=SYSTEM, now=county.now)
    unknown = actions.check_draft(instant.draft_of_death(county, person, actor), actor=actor, now=county.now)
    instant.death_on_record(county, other)
    known = actions.check_draft(instant.draft_of_death(county, person, actor), actor=actor, now=county.now)
    said = [[outcome.rule.id for outcome in checked.assessment.asking] for checked in (unknown, known)]
    assert said[0] == said[1]
    assert unknown.assessment.papers == known.assessment.papers


def test_a_village_clinic_in_order_is_checked_at_once(county: County) -> None:
    body, actor = instant.village_clinic(county)
    instant.clinic_on_record(county)
    before = certificates.certificates_of(body)[0]
    case = actions.submit(instant.draft_of_check(county, body, actor).pk, actor=actor, now=county.now).case
    assert kinds(case) == AT_ONCE
    assert (case.state, case.outcome, case.automatic) == ("issued", "granted", True)
    after = next(row for row in certificates.certificates_of(body) if row.pk == case.certificate)
    assert certificates.verify(after.token, now=county.now).valid_today
    assert after.check_due_on is not None
    assert before.check_due_on is None or after.check_due_on > before.check_due_on
    trace = case.documents.get(kind="grant").content["trace"]
    assert {"promised", "no-open-rectification", "no-penalty", "no-dishonesty"} <= {row["condition"] for row in trace}


def test_a_silent_supervision_register_goes_to_a_person(county: County) -> None:
    body, actor = instant.village_clinic(county)
    instant.clinic_on_record(county)
    exchange.close_register("supervision", reason="检修", actor=SYSTEM, now=county.now)
    case = actions.submit(instant.draft_of_check(county, body, actor).pk, actor=actor, now=county.now).case
    assert waits_for_a_person(case) == {"no-open-rectification", "no-penalty", "no-dishonesty"}


@pytest.mark.parametrize(
    ("contrary", "condition"),
    [
        ({"open_rectifications": 1}, "no-open-rectification"),
        ({"penalties_in_period": 2}, "no-penalty"),
        ({"dishonest": True}, "no-dishonesty"),
    ],
)
def test_a_contrary_finding_goes_to_a_person(county: County, contrary: dict[str, Any], condition: str) -> None:
    body, actor = instant.village_clinic(county)
    instant.clinic_on_record(county, **contrary)
    case = actions.submit(instant.draft_of_check(county, body, actor).pk, actor=actor, now=county.now).case
    assert waits_for_a_person(case) == {condition}


def test_no_promise_no_instant_check(county: County) -> None:
    body, actor = instant.village_clinic(county)
    instant.clinic_on_record(county)
    draft = instant.draft_of_check(county, body, actor, promise="no")
    case = actions.submit(draft.pk, actor=actor, now=county.now).case
    assert waits_for_a_person(case) == {"promised"}
    assert CLINIC not in "".join(event.payload for event in stream_events(case.pk))


def submit_with_paper(county: County, person: Person, actor: Actor) -> Case:
    """Without the register the family shows a picture of the papers of who died."""
    draft = instant.draft_of_death(county, person, actor)
    actions.upload(draft.pk, "deceased_identity", [papers.picture()], name="身份证.png", actor=actor, now=county.now)
    return actions.submit(draft.pk, actor=actor, now=county.now).case
