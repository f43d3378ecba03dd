"""Every transition of a case, taken by the real actions; what comes out is what the stream says."""

from __future__ import annotations

import pytest

from tests.builders import walks
from tests.builders.walks import WALKS, Pool
from tongban.base import events
from tongban.base.eventlog import stream_events
from tongban.base.models import Event
from tongban.cases import auditing
from tongban.cases.models import Case
from tongban.cases.states import FILING, LICENCE, SERVICE
from tongban.core.lifecycle import WrongRole
from tongban.core.roles import Role


@pytest.fixture
def pool(db: None) -> Pool:
    return walks.pool()


@pytest.mark.parametrize("name", WALKS)
def test_each_way_ends_where_it_should(pool: Pool, name: str) -> None:
    walk, state, outcome = WALKS[name]
    case = Case.objects.get(pk=walk(pool).pk)
    assert (case.state, case.outcome) == (state, outcome)
    assert auditing.verify_case(case, stream_events(case.pk)) == []


def test_together_they_take_every_transition_and_record_every_kind(pool: Pool) -> None:
    for walk, _, _ in WALKS.values():
        walk(pool)
    recorded = set(Event.objects.filter(stream_kind="case").values_list("kind", flat=True))
    assert recorded == {code for code in events.all_codes() if code.startswith("case.")}
    assert {row.event for table in (LICENCE, SERVICE, FILING) for row in table.transitions} <= recorded


def test_the_special_procedure_does_not_count(pool: Pool) -> None:
    case = pool.applied()
    clerk, reviewer = pool.officer(Role.CLERK), pool.officer(Role.REVIEWER)
    before = walks.actions.accept(case.pk, actor=clerk, now=pool.on(1)).promised_due
    stopped = walks.actions.suspend(case.pk, "inspection", 5, actor=reviewer, now=pool.on(2))
    assert (stopped.state, stopped.promised_due, stopped.next_due) == ("suspended", None, None)
    after = walks.actions.resume(case.pk, actor=reviewer, now=pool.on(8)).promised_due
    assert before is not None
    assert after is not None
    assert after > before


def test_only_a_head_extends(pool: Pool) -> None:
    case = pool.applied()
    walks.actions.accept(case.pk, actor=pool.officer(Role.CLERK), now=pool.on(1))
    with pytest.raises(WrongRole):
        walks.actions.extend(case.pk, 5, "等待复检", actor=pool.officer(Role.REVIEWER), now=pool.on(2))


def test_a_correction_is_one_notice_and_one_answer(pool: Pool) -> None:
    case = walks.corrected_and_refused(pool)
    kinds = [event.kind for event in stream_events(case.pk)]
    assert kinds[:4] == ["case.received", "case.correction_asked", "case.correction_handed_in", "case.accepted"]
