"""Readers that die, hang or swell in the middle of a file, and a worker that is killed: nothing is lost, the next file
is read, and people hear what to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from pytest_django import Settings

from tests.builders import salon as build
from tests.builders.salon import Salon
from tests.harness.jobs import work_off_jobs
from tests.prereview.reading.test_pool import long_word
from tongban.base.jobs import take_up_stalled
from tongban.cases import actions as cases
from tongban.cases.models import Draft
from tongban.prereview import jobs, queries
from tongban.prereview.models import StoredReading
from tongban.prereview.queries import Review
from tongban.prereview.reading.limits import Limits

Work = Callable[[], None]


def review_of(draft: Draft) -> Review:
    found = queries.review_of(draft.pk)
    assert found is not None
    return found


def said(draft: Draft) -> list[tuple[str, str, str]]:
    return [(f.row.material, f.row.code, f.row.severity) for f in review_of(draft).standing]


def with_readers(settings: Settings, **options: Any) -> None:
    """The worker from now on, with its readers made otherwise."""
    jobs.close_readers()
    settings.TONGBAN_READERS = {"size": 1, "threads": 1, "engine": "text_only", **options}


def idle_reader() -> int:
    """The process that waits for the next file; there is only one."""
    jobs.reader_pool().warm()
    reader = jobs.reader_pool()._idle.queue[0]
    assert reader is not None
    return reader.process.pid


def signalled_while_reading(work: Work, send: signal.Signals) -> int:
    """Do the jobs, and send a signal to the reader once it has been at its file for a moment. Returns the reader."""
    pid = idle_reader()
    timer = threading.Timer(1.0, os.kill, (pid, send))
    timer.start()
    work()
    timer.join()
    return pid


def test_a_reader_killed_in_the_middle_of_a_file_costs_a_second_try(shop: Salon, work: Work) -> None:
    draft = build.draft(shop)
    build.hand_in(shop, draft, "staff_health", long_word(), "名册.docx")
    killed = signalled_while_reading(work, signal.SIGKILL)
    reader = jobs.reader_pool()._idle.queue[0]
    assert reader is not None
    assert reader.process.pid != killed
    assert reader.files == 1  # the same file, once more
    (row,) = StoredReading.objects.all()
    assert "reader_died" not in row.problems
    assert row.pages > 0
    assert not review_of(draft).running


def test_a_reader_that_always_dies_asks_a_person_and_the_next_file_is_read(
    shop: Salon, work: Work, settings: Settings, tmp_path: Path
) -> None:
    with_readers(settings, max_rss=1)  # every reader is larger than this
    draft = build.draft(shop, area_sqm="300")
    build.hand_in(shop, draft, "staff_health", long_word(), "名册.docx")
    work()
    assert said(draft) == [("staff_health", "MATERIAL_UNREADABLE", "asks")]
    message = review_of(draft).standing[0].message.render()
    assert "读取这份文件时程序中断" in message
    assert "重新上传" in message
    assert draft.materials.count() == 1
    with_readers(settings)
    build.hand_in(shop, draft, "floor_plan", build.floor_plan(tmp_path), "平面图.pdf")
    work()
    assert ("floor_plan", "NUMBER_MISMATCH", "blocks") in said(draft)
    later = StoredReading.objects.get(problems__contains=["reader_died"]).read_at + timedelta(hours=1)
    cases.prereview_again(draft, actor=shop.actor, now=later)
    assert review_of(draft).running


def test_a_reader_that_hangs_is_ended_in_time(shop: Salon, work: Work, settings: Settings) -> None:
    with_readers(settings, limits=Limits(seconds_per_page=2.0, seconds_per_file=2.0))
    draft = build.draft(shop)
    build.hand_in(shop, draft, "staff_health", long_word(), "名册.docx")
    began = time.monotonic()
    signalled_while_reading(work, signal.SIGSTOP)
    assert time.monotonic() - began < 60
    assert said(draft) == [("staff_health", "MATERIAL_UNREADABLE", "asks")]
    assert "请减少页数、降低分辨率后重新上传" in review_of(draft).standing[0].message.render()
    build.hand_in(shop, draft, "hygiene_system", build.hygiene_system(), "制度.txt")
    work()
    assert StoredReading.objects.filter(problems=[]).count() == 1


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(max_pages=0), "超过0页的上限"),
        (Limits(max_bytes=1000), "文件过大"),
        (Limits(max_unpacked=1000), "解压后过大"),
    ],
)
def test_a_file_beyond_a_limit_says_which(
    shop: Salon, work: Work, settings: Settings, limits: Limits, words: str
) -> None:
    with_readers(settings, limits=limits)
    draft = build.draft(shop)
    build.hand_in(shop, draft, "staff_health", build.staff_health(shop.today), "名册.docx")
    work()
    assert said(draft) == [("staff_health", "MATERIAL_UNREADABLE", "blocks")]
    assert words in review_of(draft).standing[0].message.render()


WORKER = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.TONGBAN_READERS = {"size": 1, "threads": 1, "engine": "text_only"}
import django
django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as worker:
    worker.run_worker(install_signal_handlers=False)
"""


@pytest.fixture
def other_worker(fresh_db: str) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker of its own, as on a server."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.harness.settings"}
        started.append(subprocess.Popen([sys.executable, "-c", WORKER, fresh_db], env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def until(holds: Callable[[], object], what: str, seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"{what} did not come about in {seconds:.0f} s"
        time.sleep(0.1)


def test_a_worker_killed_in_the_middle_of_a_file_loses_nothing(
    shop: Salon, other_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    draft = build.draft(shop)
    build.hand_in(shop, draft, "staff_health", long_word(), "名册.docx")
    reading = ProcrastinateJob.objects.filter(task_name="prereview.read_file")
    process = other_worker()
    until(lambda: reading.filter(status="doing").exists(), "the job")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert review_of(draft).running
    assert reading.get().status == "doing"  # nobody has told the queue
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    with suppress(AlreadyEnqueued):  # the worker that died asks for it every minute
        take_up_stalled.defer(timestamp=0)
    work_off_jobs()
    work_off_jobs()
    assert reading.get().status == "succeeded"
    assert StoredReading.objects.count() == 1
    assert not review_of(draft).running
    assert draft.materials.count() == 1
