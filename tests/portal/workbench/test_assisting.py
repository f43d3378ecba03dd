"""A clerk does the whole application for a person without a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act
from tests.builders.county import County, citizen_id, organisation, uscc
from tests.builders.nurses import MATTER
from tongban.base import queries as base
from tongban.base.eventlog import stream_events
from tongban.cases.models import Case, Draft
from tongban.core.roles import Role

ASSIST, MATTERS = "/work/assist/", "/work/assist/matter/"
NUMBER = citizen_id(135)
PERSON = {"kind": "person", "name": "赵大爷", "number": NUMBER, "mobile": ""}


def test_from_the_number_to_a_case_handed_in_at_the_counter(clerk: Client, here: County) -> None:
    sent = clerk.post(ASSIST, PERSON)
    assert (sent.status_code, sent["Location"]) == (302, MATTERS)
    page = clerk.get(MATTERS).content.decode()
    assert "赵**" in page
    assert NUMBER not in page
    begun = clerk.post(MATTERS, {"choice": f"{here.authority.pk}:{MATTER}:replacement"})
    draft = Draft.objects.get()
    assert begun["Location"] == reverse("draft_form", args=[draft.pk])
    assert (draft.channel, draft.user) == ("1", here.officers[Role.CLERK])
    form = {"saved": "0", "mobile": "13800000002", "loss_kind": "lost", "loss_account": "搬家时丢了", "go": "next"}
    assert clerk.post(reverse("draft_form", args=[draft.pk]), form).status_code == 302
    person = base.person_by_citizen_id(NUMBER)
    assert person is not None
    assert draft.applicant_person == person
    assert "没有提交的帮办" in clerk.get(ASSIST).content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"number": "510107195001011234"}, "身份证号"),
        ({"number": ""}, "身份证号"),
        ({"number": "\x00" * 18}, "控制字符"),
        ({"name": ""}, "还没有填写"),
        ({"name": "长" * 300}, "最多120字"),
        ({"kind": "organisation", "number": "91350100M000100Y44"}, "统一社会信用代码"),
        ({"mobile": "1" * 50}, "最多20字"),
    ],
)
def test_what_cannot_be_is_said_and_kept(clerk: Client, changed: dict[str, str], says: str) -> None:
    answer = clerk.post(ASSIST, PERSON | changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page.split("error-summary")[1][:400]
    assert all(value in page for value in (PERSON | changed).values())


def test_a_number_with_another_name_tells_nobody_whose_it_is(clerk: Client, here: County) -> None:
    clerk.post(ASSIST, PERSON)
    answer = clerk.post(ASSIST, PERSON | {"name": "钱大爷"})
    assert answer.status_code == 422
    assert "赵" not in answer.content.decode()


def test_a_body_is_found_by_its_code(clerk: Client, here: County) -> None:
    organisation("武侯区仁和诊所", "12345678")
    code = uscc("12345678", kind="52")
    sent = clerk.post(ASSIST, {"kind": "organisation", "name": "武侯区仁和诊所", "number": code})
    assert sent.status_code == 302
    assert "没有这类申请人可以办的事项" in clerk.get(MATTERS).content.decode()  # nurses are persons


@pytest.mark.parametrize("choice", ["", "x", "1:2:3", f"999999:{MATTER}:change", "0:\x00:change"])
def test_only_what_was_offered_can_be_chosen(clerk: Client, here: County, choice: str) -> None:
    clerk.post(ASSIST, PERSON)
    assert clerk.post(MATTERS, {"choice": choice}).status_code == 422
    assert not Draft.objects.exists()


def test_nobody_chosen_yet(clerk: Client, here: County) -> None:
    assert clerk.get(MATTERS)["Location"] == ASSIST


def test_correcting_at_the_counter_is_recorded_as_a_look_at_everything(
    clerk: Client, as_officer: Callable[[Role], Client], case: Case
) -> None:
    row = {"paper-0": "机构", "point-0": "没有确认", "rule-0": "护士条例第九条", "remedy-0": "请机构确认"}
    act(clerk, case, "ask_correction", **row)
    assert as_officer(Role.REVIEWER).post(reverse("work_correct", args=[case.pk])).status_code == 409
    assert clerk.post(reverse("my_case_correct", args=[case.pk])).status_code == 404  # that way leaves no trace
    begun = clerk.post(reverse("work_correct", args=[case.pk]))
    draft = Draft.objects.get(case=case)
    assert begun["Location"] == reverse("draft_form", args=[draft.pk])
    assert stream_events(case.pk)[-1].kind == "case.revealed"
    assert '"field":"*"' in stream_events(case.pk)[-1].payload
    submitted = clerk.post(reverse("draft_review", args=[draft.pk]))
    assert submitted.status_code == 302
    assert Case.objects.get(pk=case.pk).state == "received"
