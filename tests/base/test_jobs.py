"""The queue lives in our transactions."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.harness.jobs import work_off_jobs
from tongban.base.jobs import prune_finished, take_up_stalled


class Undo(Exception):
    pass


def test_a_job_of_a_rolled_back_transaction_is_gone(fresh_db: str) -> None:
    with pytest.raises(Undo):
        _defer_and_break_off()
    assert ProcrastinateJob.objects.count() == 0


@transaction.atomic
def _defer_and_break_off() -> None:
    take_up_stalled.defer(timestamp=0)
    assert ProcrastinateJob.objects.count() == 1
    raise Undo


def test_a_job_of_a_committed_transaction_is_done_by_the_worker(fresh_db: str) -> None:
    with transaction.atomic():
        number = prune_finished.defer(timestamp=0)
    work_off_jobs()
    assert ProcrastinateJob.objects.get(id=number).status == "succeeded"


def test_jobs_of_a_dead_worker_are_taken_up_again(fresh_db: str) -> None:
    number = prune_finished.defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, number])
    take_up_stalled.defer(timestamp=0)
    work_off_jobs()
    work_off_jobs()
    assert ProcrastinateJob.objects.get(id=number).status == "succeeded"


def test_old_finished_jobs_are_pruned_and_young_ones_kept(fresh_db: str) -> None:
    old = prune_finished.defer(timestamp=0)
    work_off_jobs()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '8 days' WHERE job_id = %s", [old])
    young = prune_finished.defer(timestamp=0)
    work_off_jobs()
    assert set(ProcrastinateJob.objects.filter(id__in=[old, young]).values_list("id", flat=True)) == {young}
