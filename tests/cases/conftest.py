"""A published catalogue and a county, rolled back after each test."""

from __future__ import annotations

import pytest

from tests.builders import county as build
from tests.builders.county import County

NURSE = "nurse-practice-registration"


@pytest.fixture
def county(db: None) -> County:
    build.publish_national()
    return build.county([NURSE])
