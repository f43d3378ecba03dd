"""秒批: from submission to decided in one transaction, or to a person; never refused by a machine."""

from __future__ import annotations

import json

from tests.builders.county import County
from tests.builders.nurses import NEW_HOSPITAL, draft_of_change, nurse_with_certificate
from tongban.base.eventlog import stream_events
from tongban.cases import actions
from tongban.cases.models import Case, Document
from tongban.certificates import queries as certificates


def test_a_change_whose_rules_all_hold_is_granted_at_once(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    draft = draft_of_change(county, person, actor)
    case = actions.submit(draft.pk, actor=actor, now=county.now).case
    assert [event.kind for event in stream_events(case.pk)] == [
        "case.received",
        "case.granted_automatically",
        "case.issued",
    ]
    assert (case.state, case.outcome, case.automatic) == ("issued", "granted", True)
    made = certificates.certificate_of_case(case.pk)
    assert made is not None
    assert made.version == 2
    facts = certificates.facts_for_rules(person, county.now.date(), now=county.now)["nurse_practice"]
    assert facts["institution_name"] == NEW_HOSPITAL
    assert certificates.verify(made.token, now=county.now).valid_today


def test_the_decision_keeps_its_trace(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    trace = Document.objects.get(case=case, kind="grant").content["trace"]
    assert {item["condition"] for item in trace} >= {"holder-known", "certificate-in-force", "register-clean"}
    assert all(item["explained"] for item in trace)


def test_an_unconfirmed_change_goes_to_a_person(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at="别的医院")
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    assert (case.state, case.waiting_for, case.automatic) == ("received", "clerk", False)
    told = json.loads(stream_events(case.pk)[-1].payload)
    assert "new-institution-confirmed" in told["conditions"]


def test_a_silent_registry_is_unknown_and_goes_to_a_person(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=None)
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    assert case.state == "received"
    assert case.outcome == ""


def test_a_double_click_gives_one_case(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    draft = draft_of_change(county, person, actor)
    first = actions.submit(draft.pk, actor=actor, now=county.now)
    second = actions.submit(draft.pk, actor=actor, now=county.now)
    assert first.case.pk == second.case.pk
    assert Case.objects.count() == 1
    assert first.query_code
    assert second.query_code is None


def test_events_carry_no_personal_data(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    written = "".join(event.payload for event in stream_events(case.pk))
    for secret in (person.name, person.citizen_id, person.mobile, NEW_HOSPITAL):
        assert secret not in written


def test_the_case_number_has_its_check_character(county: County) -> None:
    from tongban.core.identifiers import check_case_number

    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    assert check_case_number(case.number).valid
    assert case.number.startswith("51010720260302")
