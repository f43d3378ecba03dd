"""Generated requests, right and wrong, against the description: never a 500, always the described shape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.builders import county as build
from tests.builders.nurses import MATTER, NEW_HOSPITAL, nurse_with_certificate
from tongban.api import actions as api
from tongban.api.scopes import Scope
from tongban.base.actor import SYSTEM
from tongban.base.rows import User
from tongban.core.roles import Role

application = WSGIHandler()
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The test's transaction lives on one connection; a real request would close it when it ends."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def bearer(db: None) -> str:
    """A token that may do everything, so that requests get past the door."""
    build.publish_national()
    place = build.county([MATTER])
    nurse_with_certificate(place, confirmed_at=NEW_HOSPITAL)
    user: User = place.officers[Role.CLERK]
    _, token = api.open_client("fuzz", user, list(Scope), expires_on=date(2035, 1, 1), actor=SYSTEM, now=place.now)
    return token


@schema.parametrize()
@hypothesis.settings(max_examples=12, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_no_generated_request_breaks_it(case: schemathesis.Case, bearer: str) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {bearer}"})
    assert answer.status_code < 500, answer.text[:500]
    if (
        answer.status_code >= 400 and answer.status_code != 405
    ):  # which methods there are, the framework says by a header
        assert answer.headers["content-type"][0].startswith("application/problem+json")
        assert answer.json()["detail"]
