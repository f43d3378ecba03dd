"""`tongban client`: the operator gives out a token; it works until it is withdrawn."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client

from tests.builders import county as build
from tests.builders.county import County
from tongban.api.scopes import Scope
from tongban.cli import main as group
from tongban.cli.client import SCOPES
from tongban.core.roles import Role


@pytest.fixture
def county(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("TONGBAN_NOW", build.SPRING.isoformat())
    return build.county([])


def run(*words: str) -> int:
    try:
        return group.run(["client", *words])
    finally:
        connections.close_all()


def test_a_token_works_until_it_is_withdrawn(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    clerk = county.officers[Role.CLERK].username
    capsys.readouterr()
    assert run("add", "小程序", "--as", clerk, "--scope", "cases:read") == 0
    caller = Client(headers={"Authorization": f"Bearer {capsys.readouterr().out.strip()}"})
    assert caller.get("/api/v1/cases").status_code == 200
    assert caller.post("/api/v1/cases/x/actions/accept", "{}", content_type="application/json").status_code == 403
    assert run("revoke", "小程序") == 0
    assert caller.get("/api/v1/cases").status_code == 401


def test_an_unknown_account_is_named(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "小程序", "--as", "nobody-here", "--scope", "cases:read") == 1
    assert "nobody-here" in capsys.readouterr().err


def test_every_scope_can_be_given_out() -> None:
    assert set(SCOPES) == {scope.value for scope in Scope}
