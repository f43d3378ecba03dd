"""Versions, suspensions and ends: each step from the states it may be taken in, with its event and its article."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.builders.certificates import (
    APPLICANT,
    CLERK,
    HEAD_OF_SECTION,
    NOW,
    NURSE,
    authority,
    clinic_certificate,
    nurse,
    nurse_certificate,
)
from tongban.base.audit import verify_stream
from tongban.base.eventlog import head_of, stream_events
from tongban.certificates import actions, queries
from tongban.certificates.errors import CertificateNotFound, NotInForce
from tongban.certificates.models import Certificate
from tongban.certificates.states import LIFECYCLE, Standing, State
from tongban.core.lifecycle import OutOfOrder, WrongRole

pytestmark = pytest.mark.django_db
MOVED = {"form": {"institution_name": "双流区人民医院"}}
Step = Callable[[uuid.UUID], object]


def _ending(name: str) -> Step:
    act = getattr(actions, name)
    return lambda pk: act(pk, decision="锦卫决〔2026〕7号", actor=HEAD_OF_SECTION, now=NOW)


STEPS: dict[str, Step] = {
    **{name: _ending(name) for name in ("suspend", "resume", "rescind", "revoke", "forfeit", "cancel")},
    "amend": lambda pk: actions.amend(pk, NURSE, authority(), sources=MOVED, actor=CLERK, now=NOW),
    "renew": lambda pk: actions.renew(pk, NURSE, authority(), actor=CLERK, now=NOW),
    "reissue": lambda pk: actions.reissue(pk, NURSE, authority(), actor=CLERK, now=NOW),
}
WAY_TO = {
    State.VALID: (),
    State.SUSPENDED: ("suspend",),
    State.RESCINDED: ("rescind",),
    State.REVOKED: ("revoke",),
    State.FORFEITED: ("forfeit",),
    State.CANCELLED: ("cancel",),
    State.SUPERSEDED: ("amend",),
}


def _in_state(state: State) -> Certificate:
    row = nurse_certificate()
    for step in WAY_TO[state]:
        STEPS[step](row.pk)
    return Certificate.objects.get(pk=row.pk)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", list(STEPS))
def test_every_step_from_every_state(name: str, state: State) -> None:
    row, transition = _in_state(state), LIFECYCLE[name]
    before = len(stream_events(row.pk))
    if state.value not in transition.sources:
        with pytest.raises(OutOfOrder), transaction.atomic():
            STEPS[name](row.pk)
        assert Certificate.objects.get(pk=row.pk).state == state.value
        assert len(stream_events(row.pk)) == before
        return
    STEPS[name](row.pk)
    after = Certificate.objects.get(pk=row.pk)
    events = stream_events(row.pk)
    assert after.state == transition.target
    assert (events[-1].kind, events[-1].article) == (transition.event, transition.article)
    assert verify_stream(events) == []
    assert after.head == head_of(row.pk)


@pytest.mark.parametrize("name", list(STEPS))
def test_an_applicant_takes_none_of_these_steps(name: str) -> None:
    row = nurse_certificate()
    with pytest.raises(WrongRole):
        LIFECYCLE.check(sorted(LIFECYCLE[name].sources)[0], name, {APPLICANT.role.value})
    with pytest.raises(WrongRole):
        actions.cancel(row.pk, actor=APPLICANT, now=NOW)


def test_a_change_makes_the_next_version() -> None:
    old = nurse_certificate()
    new = actions.amend(old.pk, NURSE, authority(), sources=MOVED, origin=uuid.UUID(int=9), actor=CLERK, now=NOW)
    assert (new.number, new.serial, new.version) == (old.number, old.serial, 2)
    assert (new.valid_from, new.valid_to) == (old.valid_from, old.valid_to)
    assert ".002." in new.identifier
    face = queries.full_face(new, now=NOW)
    assert face.value("institution_name") == "双流区人民医院"
    assert face.value("name") == "张晓梅"
    answer = queries.verify(old.token, now=NOW)
    assert (answer.standing, answer.superseded_by) == (Standing.SUPERSEDED, new.identifier)
    assert queries.verify(new.token, now=NOW).valid_today


def test_only_one_of_two_changes_wins() -> None:
    old = nurse_certificate()
    actions.amend(old.pk, NURSE, authority(), sources=MOVED, actor=CLERK, now=NOW)
    with pytest.raises(OutOfOrder):
        actions.amend(old.pk, NURSE, authority(), sources=MOVED, actor=CLERK, now=NOW)


def test_a_renewal_joins_the_old_term() -> None:
    old = nurse_certificate()
    new = actions.renew(old.pk, NURSE, authority(), actor=CLERK, now=NOW + timedelta(days=1800))
    assert (new.valid_from, new.valid_to) == (date(2031, 2, 4), date(2036, 3, 1))


def test_an_expired_certificate_is_renewed_but_not_changed() -> None:
    old, late = nurse_certificate(), NOW + timedelta(days=1900)
    assert queries.verify(old.token, now=late).standing is Standing.EXPIRED
    with pytest.raises(NotInForce), transaction.atomic():
        actions.amend(old.pk, NURSE, authority(), sources=MOVED, actor=CLERK, now=late)
    assert actions.renew(old.pk, NURSE, authority(), actor=CLERK, now=late).valid_from == date(2031, 5, 15)


def test_a_suspension_says_until_when_and_the_ground_is_the_article() -> None:
    row = clinic_certificate()
    actions.suspend(
        row.pk,
        decision="锦卫罚〔2026〕3号",
        ground="医师法 55",
        until=date(2026, 9, 2),
        actor=HEAD_OF_SECTION,
        now=NOW,
    )
    answer = queries.verify(row.token, now=NOW)
    assert (answer.standing, answer.suspended_until) == (Standing.SUSPENDED, date(2026, 9, 2))
    assert stream_events(row.pk)[-1].article == "医师法 55"


def test_a_check_is_written_down_and_leaves_the_state() -> None:
    row = clinic_certificate()
    actions.record_periodic_check(
        row.pk, outcome="passed", next_due=date(2027, 3, 2), ground="医疗机构管理条例 22", actor=CLERK, now=NOW
    )
    after = Certificate.objects.get(pk=row.pk)
    assert (after.state, after.checked_on, after.check_due_on) == ("valid", date(2026, 3, 2), date(2027, 3, 2))
    assert stream_events(row.pk)[-1].kind == "certificate.checked"


def test_what_ended_is_not_checked_any_more() -> None:
    row = clinic_certificate()
    actions.cancel(row.pk, actor=CLERK, now=NOW)
    with pytest.raises(NotInForce):
        actions.record_periodic_check(row.pk, outcome="passed", next_due=None, ground="x", actor=CLERK, now=NOW)


def test_an_unknown_certificate_is_said_so() -> None:
    with pytest.raises(CertificateNotFound):
        actions.cancel(uuid.uuid4(), actor=CLERK, now=NOW)


def test_the_newest_version_is_the_holders() -> None:
    old = nurse_certificate()
    new = actions.reissue(old.pk, NURSE, authority(), actor=CLERK, now=NOW)
    assert queries.certificates_of(nurse()) == [new]
