"""A salon's draft on a database that really commits, and a worker whose readers need no text recognition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from tests.builders import county as build
from tests.builders import salon as build_salon
from tests.builders.salon import Salon
from tests.harness.jobs import work_off_jobs
from tongban.base import clock
from tongban.prereview import jobs


def use_engine(settings: Settings, engine: str) -> Iterator[Callable[[], None]]:
    """The worker of a test, which reads with this engine; its readers end with the test."""
    settings.TONGBAN_READERS = {"size": 1, "threads": 2, "engine": engine}
    jobs.close_readers()
    yield work_off_jobs
    jobs.close_readers()


@pytest.fixture
def work(fresh_db: str, settings: Settings) -> Iterator[Callable[[], None]]:
    """Do all jobs that wait, reading text only."""
    yield from use_engine(settings, "text_only")


@pytest.fixture
def shop(work: Any) -> Iterator[Salon]:
    """The salon in a county where it is spring."""
    build.publish_national()
    with clock.rehearse(build.SPRING):
        yield build_salon.salon(build.county([build_salon.MATTER]))
