"""Background work of the cases room."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from tongban.base import audit, clock
from tongban.base.actor import SYSTEM
from tongban.base.jobs import QUEUE_UPKEEP
from tongban.cases import actions
from tongban.core.clock import civil_day


@app.periodic(cron="*/10 * * * *")
@app.task(queue=QUEUE_UPKEEP, queueing_lock="settle_cases", name="cases.settle_cases")
def settle_cases(timestamp: int) -> int:
    """Write down what the law did by itself since the last run."""
    return actions.settle_due(now=clock.now())


@app.periodic(cron="5 16 * * *")  # UTC: five past midnight in Shanghai
@app.task(queue=QUEUE_UPKEEP, queueing_lock="seal_day", name="cases.seal_day")
def seal_day(timestamp: int) -> None:
    """Seal the day that has just ended."""
    now = clock.now()
    audit.seal_day(civil_day(now) - timedelta(days=1), actor=SYSTEM, now=now)
