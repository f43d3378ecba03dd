"""Two officers act on one case at the same moment: one wins, the other gets a clear answer, the chain stays whole."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connections

from tests.builders import county as build
from tests.builders.nurses import MATTER, draft_of_change, nurse_with_certificate
from tongban.base.eventlog import stream_events
from tongban.cases import actions, auditing
from tongban.cases.models import Case
from tongban.core.errors import TongbanError
from tongban.core.roles import Role


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; 'done' or the code of the error, in order of the acts."""
    barrier, results = Barrier(len(acts)), [""] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
            results[index] = "done"
        except TongbanError as error:
            results[index] = error.code
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_winner_and_one_clear_answer(fresh_db: str) -> None:
    build.publish_national()
    county = build.county([MATTER])
    person, applicant = nurse_with_certificate(county, confirmed_at=None)
    case = actions.submit(draft_of_change(county, person, applicant).pk, actor=applicant, now=county.now).case
    clerk, chief, seen = county.actor(Role.CLERK), county.actor(Role.CHIEF_REPRESENTATIVE), case.head_sequence
    results = at_once(
        lambda: actions.accept(case.pk, seen=seen, actor=clerk, now=county.now),
        lambda: actions.accept(case.pk, seen=seen, actor=chief, now=county.now),
        lambda: actions.withdraw(case.pk, seen=seen, actor=applicant, now=county.now),
    )
    assert sorted(results) == ["case_moved", "case_moved", "done"]
    found = Case.objects.get(pk=case.pk)
    assert found.head_sequence == seen + 1
    assert auditing.verify_case(found, stream_events(case.pk)) == []


def test_two_clicks_at_once_make_one_case(fresh_db: str) -> None:
    build.publish_national()
    county = build.county([MATTER])
    person, applicant = nurse_with_certificate(county, confirmed_at=None)
    draft = draft_of_change(county, person, applicant)
    results = at_once(*[lambda: actions.submit(draft.pk, actor=applicant, now=county.now)] * 3)
    assert results == ["done"] * 3
    assert Case.objects.count() == 1
