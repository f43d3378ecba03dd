"""`tongban worker`: does the background jobs until it is told to stop."""

from __future__ import annotations

import click

from tongban.cli import ground

GRACE_SECONDS = 60  # how long a running job may still take after SIGTERM
STALLED_SECONDS = 60  # a worker that gave no sign of life for so long counts as dead


@click.command()
@click.option("--concurrency", default=1, show_default=True, type=click.IntRange(1, 32), help="Jobs at a time.")
@click.option("--queue", "queues", multiple=True, help="Only these queues; all when left out. Repeatable.")
@click.option("--once", is_flag=True, help="Do what waits now and end.")
def worker(concurrency: int, queues: tuple[str, ...], once: bool) -> None:
    """Do background jobs until SIGTERM or Ctrl-C; a running job is finished first."""
    ground.set_up()
    ground.require_prepared()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]  # Django connector
        running.run_worker(
            queues=list(queues) or None,
            concurrency=concurrency,
            wait=not once,
            shutdown_graceful_timeout=GRACE_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
        )


if __name__ == "__main__":
    worker(prog_name="tongban worker")
