"""Personal answers are covered until an officer asks for one, and who asked stays on record."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act
from tests.builders.county import citizen_id
from tongban.base.eventlog import stream_events
from tongban.cases import auditing
from tongban.cases.models import Case
from tongban.core.roles import Role

NAME, NUMBER, MOBILE = "王小梅", citizen_id(124), "13800000001"


def page_of(client: Client, case: Case) -> str:
    return client.get(reverse("work_case", args=[case.pk])).content.decode()


def test_list_and_case_page_cover_name_number_and_phone(clerk: Client, case: Case) -> None:
    for page in (page_of(clerk, case), clerk.get(reverse("worklist"), {"list": "pool"}).content.decode()):
        assert "王**" in page
        assert [secret for secret in (NAME, NUMBER, MOBILE) if secret in page] == []


def test_showing_one_leaves_the_others_covered_and_is_recorded(clerk: Client, case: Case) -> None:
    page = clerk.post(reverse("work_reveal", args=[case.pk, "applicant_citizen_id"])).content.decode()
    assert NUMBER in page
    assert [secret for secret in (NAME, MOBILE) if secret in page] == []
    assert NUMBER not in page_of(clerk, case)
    event = stream_events(case.pk)[-1]
    assert (event.kind, json.loads(event.payload)["field"]) == ("case.revealed", "applicant_citizen_id")
    assert NUMBER not in event.payload


def test_htmx_gets_the_one_answer_alone(clerk: Client, case: Case) -> None:
    address = reverse("work_reveal", args=[case.pk, "mobile"])
    part = clerk.post(address, headers={"HX-Request": "true"}).content.decode()
    assert MOBILE in part
    assert "<html" not in part


@pytest.mark.parametrize("key", ["institution_name", "nothing-like-it", "health_checked_on"])
def test_only_personal_answers_that_are_there_can_be_shown(clerk: Client, case: Case, key: str) -> None:
    before = len(stream_events(case.pk))
    assert clerk.post(reverse("work_reveal", args=[case.pk, key])).status_code == 404
    assert len(stream_events(case.pk)) == before


def test_a_look_makes_no_page_stale_and_no_chain_break(
    clerk: Client, as_officer: Callable[[Role], Client], case: Case
) -> None:
    seen = str(Case.objects.get(pk=case.pk).head_sequence)
    as_officer(Role.AUDITOR).post(reverse("work_reveal", args=[case.pk, "mobile"]))
    done = clerk.post(reverse("work_act", args=[case.pk, "accept"]), {"seen": seen})
    assert done.status_code == 302
    found = Case.objects.get(pk=case.pk)
    assert found.state == "accepted"
    assert auditing.verify_case(found, stream_events(case.pk)) == []


def test_the_history_counts_the_looks(clerk: Client, case: Case) -> None:
    clerk.post(reverse("work_reveal", args=[case.pk, "mobile"]))
    act(clerk, case, "claim")
    assert "查看过 1 次个人信息" in page_of(clerk, case)
