"""Fixtures for every test. `db` rolls back; `fresh_db` is a database of its own, for what must really commit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from tests.harness import databases
from tongban.base.database.home import Home
from tongban.base.database.roles import start_embedded

pytest_plugins = ["tests.harness.browser"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse pytest-django's own way of committing: it empties tables, which the serving role may not."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = set(getattr(item, "fixturenames", ()))
        if names & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: use the fixtures fresh_db or site instead")


@pytest.fixture(scope="session")
def home() -> Home:
    """The data folder of the tests."""
    return Home(settings.HOME.path)


@pytest.fixture(scope="session")
def template_database(home: Home, django_db_blocker: DjangoDbBlocker) -> str:
    """Name of the migrated template; starts the server when it does not run."""
    with django_db_blocker.unblock():
        start_embedded(home, durable=False)
        return databases.ensure_template(home)


@pytest.fixture(scope="session")
def django_db_setup(home: Home, template_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replaces pytest-django's: one clone of the template for this process."""
    name = databases.name_for_process()
    with django_db_blocker.unblock(), databases.cloned(home, template_database, name, back_to="postgres"):
        django_db_blocker.block()
        yield
        django_db_blocker.restore()


@pytest.fixture
def fresh_db(
    home: Home, template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database for this test alone, in which commits are real: jobs, threads, live pages, locks."""
    name = databases.name_for_process("_fresh")
    with (
        django_db_blocker.unblock(),
        databases.cloned(home, template_database, name, back_to=databases.name_for_process()),
    ):
        yield name
