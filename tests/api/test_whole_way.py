"""One application through the API alone: draft, answers, check, submit, case, verification."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.builders import county as build
from tests.builders.county import County
from tests.builders.nurses import MATTER, NEW_HOSPITAL, nurse_with_certificate
from tongban.api import actions as api
from tongban.api.scopes import Scope
from tongban.base import clock
from tongban.base.actor import SYSTEM
from tongban.base.rows import User
from tongban.core.roles import Role

ANSWERS = {"mobile": "13800000001", "institution_name": NEW_HOSPITAL, "start_on": "2026-03-09"}


class Caller:
    """A client with its token; answers are parsed JSON."""

    def __init__(self, user: User, *scopes: Scope, now: Any) -> None:
        _, token = api.open_client(
            f"client {user.pk}", user, scopes, expires_on=date(2030, 1, 1), actor=SYSTEM, now=now
        )
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        answer = self.client.generic(
            method, f"/api/v1{path}", "" if body is None else json.dumps(body),
            content_type="application/json", headers=headers,
        )  # fmt: skip
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def county(db: None) -> Any:
    build.publish_national()
    with clock.rehearse(build.SPRING):
        yield build.county([MATTER])


@pytest.fixture
def nurse(county: County) -> Caller:
    person, _ = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    return Caller(User.objects.get(person=person), Scope.DRAFTS_WRITE, Scope.CASES_READ, now=county.now)


def begin(caller: Caller, county: County) -> str:
    body = {"matter": MATTER, "variant": "change", "authority": county.authority.pk}
    status, draft = caller.call("POST", "/drafts", body)
    assert status == 201, draft
    return str(draft["id"])


def test_from_draft_to_verified_certificate(county: County, nurse: Caller) -> None:
    draft = begin(nurse, county)
    status, saved = nurse.call("PATCH", f"/drafts/{draft}", {"answers": ANSWERS})
    assert status == 200
    assert saved["answers"]["applicant_name"] == "王小梅"
    status, checked = nurse.call("GET", f"/drafts/{draft}/check")
    assert (status, checked["outcome"], checked["problems"]) == (200, "approved_automatically", [])
    status, done = nurse.call("POST", f"/drafts/{draft}/submit", **{"Idempotency-Key": "k1"})
    assert status == 201, done
    assert done["case"]["state"] == "issued"
    status, timeline = nurse.call("GET", f"/cases/{done['case']['number']}/timeline")
    assert [entry["kind"] for entry in timeline] == ["case.received", "case.granted_automatically", "case.issued"]


def test_the_same_key_gives_the_same_answer(county: County, nurse: Caller) -> None:
    draft = begin(nurse, county)
    nurse.call("PATCH", f"/drafts/{draft}", {"answers": ANSWERS})
    first = nurse.call("POST", f"/drafts/{draft}/submit", **{"Idempotency-Key": "k1"})
    assert nurse.call("POST", f"/drafts/{draft}/submit", **{"Idempotency-Key": "k1"}) == first
    other = begin(nurse, county)
    status, problem = nurse.call("POST", f"/drafts/{other}/submit", **{"Idempotency-Key": "k1"})
    assert (status, problem["code"]) == (422, "idempotency_key_reused")


def test_an_incomplete_application_says_everything_at_once(county: County, nurse: Caller) -> None:
    draft = begin(nurse, county)
    nurse.call("PATCH", f"/drafts/{draft}", {"answers": {"institution_name": "", "mobile": "12"}})
    status, problem = nurse.call("POST", f"/drafts/{draft}/submit", **{"Idempotency-Key": "k1"})
    assert (status, problem["code"]) == (422, "application_incomplete")
    assert {item["at"] for item in problem["problems"]} >= {"field:institution_name", "field:mobile"}


def test_tokens_and_scopes(county: County, nurse: Caller) -> None:
    assert Client().get("/api/v1/cases").status_code == 401
    assert Client(headers={"Authorization": "Bearer nonsense"}).get("/api/v1/cases").status_code == 401
    status, problem = nurse.call("POST", "/cases/51010720260302000001A/actions/accept", {})
    assert (status, problem["code"]) == (403, "scope_missing")


def test_a_case_of_others_does_not_exist(county: County, nurse: Caller) -> None:
    draft = begin(nurse, county)
    nurse.call("PATCH", f"/drafts/{draft}", {"answers": ANSWERS})
    _, done = nurse.call("POST", f"/drafts/{draft}/submit", **{"Idempotency-Key": "k1"})
    person, _ = build.applicant("李四", serial=128, now=county.now)
    stranger = Caller(User.objects.get(person=person), Scope.CASES_READ, Scope.DRAFTS_WRITE, now=county.now)
    assert stranger.call("GET", f"/cases/{done['case']['number']}")[0] == 404
    assert stranger.call("GET", f"/drafts/{draft}")[0] == 404


def test_staff_act_through_the_api(county: County) -> None:
    person, _ = nurse_with_certificate(county, confirmed_at=None)
    applicant = Caller(User.objects.get(person=person), Scope.DRAFTS_WRITE, Scope.CASES_READ, now=county.now)
    draft = begin(applicant, county)
    applicant.call("PATCH", f"/drafts/{draft}", {"answers": ANSWERS})
    _, done = applicant.call("POST", f"/drafts/{draft}/submit", **{"Idempotency-Key": "k1"})
    number, seen = done["case"]["number"], done["case"]["sequence"]
    clerk = Caller(county.officers[Role.CLERK], Scope.CASES_READ, Scope.CASES_ACT, now=county.now)
    assert [row["number"] for row in clerk.call("GET", "/cases")[1]] == [number]
    status, case = clerk.call("POST", f"/cases/{number}/actions/accept", {"seen": seen})
    assert (status, case["state"]) == (200, "accepted")
    status, problem = clerk.call("POST", f"/cases/{number}/actions/accept", {"seen": seen})
    assert (status, problem["code"]) == (409, "case_moved")
    status, problem = clerk.call("POST", f"/cases/{number}/actions/accept", {})
    assert (status, problem["code"]) == (409, "out_of_order")
    assert clerk.call("POST", f"/cases/{number}/actions/explode", {})[0] == 404


@pytest.mark.parametrize("body", [{"answers": {"mobile": "a\x00b"}}, {"answers": {"mobile": {"deep": 1}}},
                                  {"answers": {"unknown": "x"}}, {"answers": {"mobile": "1" * 5000}}, {}, [], {"x": 1}])  # fmt: skip
def test_bad_answers_are_refused_in_words(county: County, nurse: Caller, body: Any) -> None:
    draft = begin(nurse, county)
    status, problem = nurse.call("PATCH", f"/drafts/{draft}", body)
    assert status == 422
    assert problem["detail"]


def test_openapi_is_served(db: None) -> None:
    found = Client().get("/api/v1/openapi.json")
    assert found.status_code == 200
    assert "/api/v1/drafts/{draft_id}/submit" in found.json()["paths"]
