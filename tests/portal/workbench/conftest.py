"""A bureau, its neighbour, and a case that waits at the counter of the first; the clock stands a day later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from tests.builders import county as build
from tests.builders.browsers import signed_in
from tests.builders.bureaus import bureau
from tests.builders.county import County
from tests.builders.nurses import MATTER, draft_of_change, draft_of_renewal, nurse_with_certificate
from tongban.base import clock
from tongban.base.actor import Actor
from tongban.cases import actions
from tongban.cases.models import Case
from tongban.core.roles import Role


@pytest.fixture
def here(db: None) -> County:
    build.publish_national()
    return bureau("武侯区卫生健康局（演示）", 1, [MATTER])


@pytest.fixture
def elsewhere(here: County) -> County:
    return bureau("锦江区卫生健康局（演示）", 2, [MATTER])


@pytest.fixture(autouse=True)
def a_day_later() -> Iterator[None]:
    """Every page of a test speaks of the day after the hand-in."""
    with clock.rehearse(build.SPRING + timedelta(days=1)):
        yield


@pytest.fixture
def applied(here: County) -> tuple[Case, Actor]:
    """A nurse's change of place that no rule could approve."""
    person, actor = nurse_with_certificate(here, confirmed_at="别的医院")
    return actions.submit(draft_of_change(here, person, actor).pk, actor=actor, now=here.now).case, actor


@pytest.fixture
def case(applied: tuple[Case, Actor]) -> Case:
    return applied[0]


@pytest.fixture
def as_officer(here: County) -> Callable[[Role], Client]:
    """A browser in which the officer of a role is signed in."""

    def sign_in(role: Role) -> Client:
        return signed_in(here.officers[role])

    return sign_in


@pytest.fixture
def clerk(as_officer: Callable[[Role], Client]) -> Client:
    return as_officer(Role.CLERK)


@pytest.fixture
def chief(as_officer: Callable[[Role], Client]) -> Client:
    return as_officer(Role.CHIEF_REPRESENTATIVE)


@pytest.fixture
def renewing(here: County) -> Callable[..., Case]:
    """A renewal with one uploaded paper; it is reviewed in two steps, by a reviewer and a section head."""
    person, actor = nurse_with_certificate(here, confirmed_at=None)

    def hand_in(paper: bytes, name: str = "health.pdf") -> Case:
        draft = draft_of_renewal(here, person, actor, paper, name)
        return actions.submit(draft.pk, actor=actor, now=here.now).case

    return hand_in
