"""/healthz and `tongban doctor` tell the truth about this database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from tongban.base import clock, diagnosis, health
from tongban.base.jobs import prune_finished


def test_a_well_installation_answers_200(fresh_db: str, client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() | {"disk_free": 1} == {
        "status": "ok",
        "problems": [],
        "database": True,
        "queue_age": None,
        "disk_free": 1,
    }


def test_a_waiting_job_shows_its_age(fresh_db: str, client: Client) -> None:
    number = prune_finished.defer(timestamp=0)
    with connection.cursor() as cursor:
        query = "UPDATE procrastinate_events SET at = at - interval '20 minutes' WHERE job_id = %s"
        cursor.execute(query, [number])
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["problems"] == ["queue_late"]
    assert 1200 <= answer.json()["queue_age"] < 1230


def test_without_a_database_it_answers_503(fresh_db: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connections["default"].close()
    monkeypatch.setitem(connections["default"].settings_dict, "PASSWORD", "wrong")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["database_unreachable"]


def test_a_full_disk_answers_503(fresh_db: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "DISK_LOW_BYTES", 10**18)
    assert client.get("/healthz").status_code == 503


def verdicts() -> dict[str, str]:
    return {result.name: result.verdict for result in diagnosis.examine(now=clock.now())}


def test_the_doctor_finds_the_embedded_server_sound_but_for_what_tests_switch_off(fresh_db: str) -> None:
    wrong = {name: verdict for name, verdict in verdicts().items() if verdict != "ok"}
    assert wrong == {"durability": "problem", "queue": "warning"}


def test_the_doctor_sees_a_missing_trigger_and_loose_rights(fresh_db: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TRIGGER tongban_append_only ON base_event")
        cursor.execute("GRANT DELETE ON base_event TO tongban_app")
    assert verdicts()["triggers"] == "problem"
    assert verdicts()["rights"] == "warning"


def test_the_doctor_sees_a_serving_role_that_owns_the_tables(fresh_db: str, settings: Any) -> None:
    owner = connections["owner"].settings_dict
    connections["default"].close()
    original = dict(connections["default"].settings_dict)
    connections["default"].settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    try:
        assert verdicts()["roles"] == "warning"
    finally:
        connections["default"].close()
        connections["default"].settings_dict.update(original)


def test_the_doctor_sees_a_wrong_clock(fresh_db: str) -> None:
    from datetime import timedelta

    results = {result.name: result for result in diagnosis.examine(now=clock.now() - timedelta(seconds=90))}
    assert results["clock"].verdict == "problem"
    assert "90.0" in results["clock"].render()
