"""`tongban case` and `tongban audit`: the same actions as the pages, on a database of their own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from tests.builders import county as build
from tests.builders.county import County
from tests.builders.nurses import NEW_HOSPITAL, draft_of_change, nurse_with_certificate
from tongban.base import clock
from tongban.cases import actions
from tongban.cases.models import Case
from tongban.cli import main as group

NURSE = "nurse-practice-registration"
NOW = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
HEADED = {
    "number", "matter", "variant", "publication", "region", "channel", "state", "step", "waiting_for", "outcome",
    "automatic", "received_at", "accepted_at", "decided_at", "concluded_at", "closed_at", "next_due", "provisional",
    "card", "limits", "certificate", "head", "events",
}  # fmt: skip


@pytest.fixture
def county(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("TONGBAN_NOW", NOW.isoformat())
    build.publish_national()
    return build.county([NURSE])


@pytest.fixture
def waiting(county: County) -> Case:
    """A change that no rule can decide: the register is silent."""
    person, actor = nurse_with_certificate(county, confirmed_at=None)
    return actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case


@pytest.fixture
def granted(county: County) -> Case:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    return actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case


def spoken(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert group.run(words) == 0
    return json.loads(capsys.readouterr().out)


def test_show_gives_the_contract(granted: Case, capsys: pytest.CaptureFixture[str]) -> None:
    data = spoken(capsys, "case", "show", granted.number, "--json")
    assert set(data) == HEADED
    assert (data["state"], data["automatic"], data["outcome"]) == ("issued", True, "granted")
    assert [event["kind"] for event in data["events"]] == ["case.received", "case.granted_automatically", "case.issued"]
    assert data["head"] == {"sequence": granted.head_sequence, "hash": granted.head_hash}


def test_show_names_nobody(granted: Case, capsys: pytest.CaptureFixture[str]) -> None:
    group.run(["case", "show", granted.number, "--json"])
    group.run(["case", "show", granted.number])
    out = capsys.readouterr().out
    assert granted.applicant_person is not None
    for secret in (granted.applicant_person.name, granted.applicant_person.citizen_id, "13800000001"):
        assert secret not in out


def test_officers_take_a_case_through(waiting: Case, capsys: pytest.CaptureFixture[str]) -> None:
    [task] = [json.loads(line) for line in _lines(capsys, "case", "list", "--as", "clerk", "--json")]
    assert task["number"] == waiting.number
    for words in (
        ["claim", waiting.number, "--as", "clerk"],
        ["accept", waiting.number, "--as", "clerk"],
        ["grant", waiting.number, "--as", "chief_representative", "--opinion", "已核对。"],
        ["deliver", waiting.number, "--as", "clerk", "--way", "post"],
        ["close", waiting.number, "--as", "clerk"],
    ):
        assert group.run(["case", *words]) == 0, (words, capsys.readouterr().err)
    assert Case.objects.get(pk=waiting.pk).state == "closed"


def test_a_notice_needs_all_its_parts(waiting: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert group.run(["case", "ask-correction", waiting.number, "--as", "clerk", "--paper", "照片"]) == 2
    assert "--point" in capsys.readouterr().err
    parts = ["--paper", "照片", "--point", "看不清", "--rule", "护士条例第八条", "--remedy", "请重拍"]
    assert group.run(["case", "ask-correction", waiting.number, "--as", "clerk", *parts]) == 0
    assert Case.objects.get(pk=waiting.pk).state == "correction"


@pytest.mark.parametrize("username", ["u124", "nobody"])
def test_who_holds_no_post_acts_on_nothing(waiting: Case, capsys: pytest.CaptureFixture[str], username: str) -> None:
    assert group.run(["case", "accept", waiting.number, "--as", username]) == 1
    assert username in capsys.readouterr().err
    assert Case.objects.get(pk=waiting.pk).state == "received"


def test_a_step_out_of_order_is_refused(waiting: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert group.run(["case", "grant", waiting.number, "--as", "clerk"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_verify_counts_and_finds_nothing(granted: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert group.run(["audit", "seal", "--day", "2026-03-02"]) == 0
    data = spoken(capsys, "audit", "verify", "--json")
    assert (data["cases"], data["broken"]) == (1, [])
    assert data["events"] > 3


def test_verify_names_what_was_changed(granted: Case, capsys: pytest.CaptureFixture[str]) -> None:
    Case.objects.filter(pk=granted.pk).update(outcome="refused")
    with connections["owner"].cursor() as cursor:  # only the owner of the tables can get past the triggers
        cursor.execute("ALTER TABLE base_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE base_event SET payload = '{}' WHERE kind = 'certificate.issued'")
        cursor.execute("UPDATE certificates_certificate SET state = 'revoked' WHERE state = 'valid'")
    capsys.readouterr()
    assert group.run(["audit", "verify", "--json"]) == 1
    codes = {item["code"] for item in json.loads(capsys.readouterr().out)["broken"]}
    assert {"cache:outcome", "hash", "certificate_state", "certificate_face"} <= codes


def test_today_cannot_be_sealed(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    day = (clock.now() + timedelta(days=1)).date().isoformat()
    assert group.run(["audit", "seal", "--day", day]) == 2


def _lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    assert group.run(words) == 0
    return capsys.readouterr().out.splitlines()
