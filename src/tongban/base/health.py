"""Is this installation well: database, queue, disk. For load balancers (`/healthz`) and `tongban doctor`."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

QUEUE_LATE_SECONDS = 600  # a job that waits longer means that no worker runs
DISK_LOW_BYTES = 500 * 1024 * 1024

# Jobs that could run now and that nobody has taken up; retried ones count from their own due time.
_OLDEST_WAITING = """
SELECT extract(epoch FROM now() - min(coalesce(job.scheduled_at, deferred.at)))
FROM procrastinate_jobs job
JOIN procrastinate_events deferred ON deferred.job_id = job.id AND deferred.type = 'deferred'
WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
"""


@dataclass(frozen=True)
class Health:
    """`queue_age` in seconds, None when nothing waits or it cannot be told; `disk_free` in bytes."""

    database: bool
    queue_age: int | None
    disk_free: int

    @property
    def problems(self) -> list[str]:
        """Codes of what is wrong, empty when all is well."""
        wrong = {
            "database_unreachable": not self.database,
            "queue_late": (self.queue_age or 0) > QUEUE_LATE_SECONDS,
            "disk_low": self.disk_free < DISK_LOW_BYTES,
        }
        return [code for code, holds in wrong.items() if holds]


def measure() -> Health:
    """Ask database, queue and disk; never raises."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(_OLDEST_WAITING)
            age = cursor.fetchone()[0]
        database, queue_age = True, None if age is None else max(0, int(age))
    except DatabaseError:
        database, queue_age = False, None
    return Health(database=database, queue_age=queue_age, disk_free=disk_free(Path(settings.TONGBAN_HOME)))


def disk_free(folder: Path) -> int:
    """Bytes free where the folder is, or where it would be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503. A queue that is late does not stop the pages, so it alone is no 503."""
    health = measure()
    fatal = [code for code in health.problems if code != "queue_late"]
    body = {"status": "ok" if not health.problems else "problem", "problems": health.problems, **asdict(health)}
    return JsonResponse(body, status=503 if fatal else 200)
