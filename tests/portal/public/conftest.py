"""A published sample of content, a still clock, and the three kinds of readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.builders import county as build
from tests.builders import packs
from tests.builders.county import SPRING, County
from tongban.base import actions as base
from tongban.base import clock
from tongban.base.actor import SYSTEM
from tongban.base.models import User
from tongban.catalogue import actions as catalogue
from tongban.core.roles import Role

PASSWORD = "right-horse-battery"  # of people who exist only inside a test


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """Monday, 2 March 2026, ten in the morning in China."""
    with clock.rehearse(SPRING):
        yield


@pytest.fixture
def sample(db: None) -> str:
    """One published matter without anything national; its key."""
    catalogue.publish(packs.pack(), actor=SYSTEM, now=SPRING)
    return "pool-permit"


@pytest.fixture
def county(db: None) -> County:
    build.publish_national()
    return build.county(["nurse-practice-registration"])


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Somebody with a case of their own, and an officer."""
    person = base.register_person(name="王小梅", citizen_id=build.citizen_id(124), actor=SYSTEM, now=SPRING)
    applicant = base.open_account(username="wang", password=PASSWORD, person=person, actor=SYSTEM, now=SPRING)
    officer = base.open_account(username="clerk-li", password=PASSWORD, actor=SYSTEM, now=SPRING)
    authority = build.county([]).authority
    base.give_post(officer, role=Role.CLERK, authority=authority, since=date(2020, 1, 1), actor=SYSTEM, now=SPRING)
    return {"applicant": applicant, "staff": officer}


@pytest.fixture(params=["anonymous", "applicant", "staff"])
def reader(request: pytest.FixtureRequest, client: Client, people: dict[str, User]) -> Client:
    """A browser of each kind of reader."""
    if request.param in people:
        client.force_login(people[request.param])
    return client


@pytest.fixture
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone."""
    settings.TONGBAN_HOME = str(tmp_path)
    return tmp_path
