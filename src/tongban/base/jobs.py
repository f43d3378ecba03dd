"""Background jobs: Procrastinate on our own database, so that a job is written in the transaction that wants it.

A room's `jobs.py` is found by itself; it declares tasks on `app` from here. Arguments are ids only: they are stored
in clear and shown by tools. OCR and other heavy libraries are imported inside the task, never at the top.
"""

from __future__ import annotations

import json
import logging

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from tongban.base import writes

logger = logging.getLogger(__name__)

QUEUE_UPKEEP = "upkeep"
HEARTBEAT_LOST_SECONDS = 60  # a worker beats every 10 s
MOST_LIVES = 5  # a job that kills its worker is given up after so many
KEEP_FINISHED_HOURS = 7 * 24

# What an ordinary task says for `retry=`: five more tries, after 2, 4, 8, 16, 32 seconds.
PATIENT = RetryStrategy(max_attempts=5, exponential_wait=2)


_DEFER = """
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW(%s, %s, 0, NULL, NULL, %s::jsonb, NULL)::procrastinate_job_to_defer_v1
])
"""


def defer(task: str, *, queue: str, **ids: str) -> None:
    """Ask for a job together with the other writes of the action, as `app.configure_task(task).defer` does alone."""
    writes.run(_DEFER, [queue, task, json.dumps(ids)], table="procrastinate_jobs", apart=True)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE_UPKEEP, queueing_lock="take_up_stalled", pass_context=True, name="base.take_up_stalled")
async def take_up_stalled(context: JobContext, timestamp: int) -> int:
    """Put the jobs of dead workers back into the queue; returns how many.

    A job that was running when its worker died may run twice: every task must bear that.
    """
    manager = context.app.job_manager
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=HEARTBEAT_LOST_SECONDS))
    for job in stalled:
        if job.attempts < MOST_LIVES:
            await manager.retry_job(job)
            logger.warning("job %s (%s) of a dead worker is taken up again", job.id, job.task_name)
        else:
            await manager.finish_job(job, Status.FAILED, delete_job=False)
            logger.error("job %s (%s) took %s workers with it; given up", job.id, job.task_name, job.attempts)
    return len(stalled)


@app.periodic(cron="17 3 * * *")
@app.task(queue=QUEUE_UPKEEP, queueing_lock="prune_finished", pass_context=True, name="base.prune_finished")
async def prune_finished(context: JobContext, timestamp: int) -> None:
    """Delete jobs that ended well more than a week ago. Failed ones stay until somebody has looked."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_HOURS)
