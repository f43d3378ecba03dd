"""Doing the background jobs inside a test."""

from __future__ import annotations

from threading import Thread

from django.db import connections
from procrastinate.contrib.django import app


def work_off_jobs() -> None:
    """Run the real worker until nothing waits any more. Needs `fresh_db`: jobs have connections of their own."""
    failures: list[BaseException] = []
    thread = Thread(target=_work, args=(failures,))  # of its own, because Playwright's event loop fills this one
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def _work(failures: list[BaseException]) -> None:
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]  # Django's
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    except BaseException as error:
        failures.append(error)
    finally:
        connections.close_all()
