"""Art. 32: five working days without a notice, and the application counts as accepted since the day it came in."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders.county import County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.base.eventlog import stream_events
from tongban.cases import actions, queries
from tongban.cases.models import Case
from tongban.core.roles import Role

# Received Monday 2026-03-02; the fifth working day is Monday 03-09, silence is complete on Tuesday 03-10.
LAST_DAY = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


def received(county: County) -> Case:
    person, actor = nurse_with_certificate(county, confirmed_at=None)
    return actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case


def test_on_the_fifth_day_nothing_is_settled(county: County) -> None:
    case = received(county)
    assert case.next_due == LAST_DAY.date()
    assert actions.settle_due(now=LAST_DAY) == 0
    assert Case.objects.get(pk=case.pk).state == "received"


def test_the_job_writes_the_acceptance_with_the_day_of_receipt(county: County) -> None:
    case = received(county)
    assert actions.settle_due(now=DAY_AFTER) == 1
    found, event = Case.objects.get(pk=case.pk), stream_events(case.pk)[-1]
    assert (found.state, found.accepted_at) == ("accepted", county.now)
    assert (event.kind, event.effective_at, event.actor_kind) == ("case.deemed_accepted", county.now, "system")
    assert event.recorded_at > event.effective_at
    assert actions.settle_due(now=DAY_AFTER) == 0


def test_a_page_shows_it_even_if_no_job_ran(county: County) -> None:
    case = received(county)
    viewer = county.actor(Role.CLERK).viewer
    shown = queries.access_case(case.pk, viewer=viewer, now=DAY_AFTER)
    assert shown.state.state == "accepted"
    assert shown.timeline[-1].kind == "case.deemed_accepted"
    assert Case.objects.get(pk=case.pk).state == "received"


def test_the_next_action_settles_first(county: County) -> None:
    case = received(county)
    actions.grant(case.pk, actor=county.actor(Role.CHIEF_REPRESENTATIVE), now=DAY_AFTER)
    kinds = [event.kind for event in stream_events(case.pk)]
    assert kinds == ["case.received", "case.sent_to_a_person", "case.deemed_accepted", "case.granted", "case.issued"]
