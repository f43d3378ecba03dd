"""Whatever is sent to a step: a clear answer, nothing done, everything typed still there, never a 500."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act
from tongban.cases.models import Case
from tongban.core.roles import Role

LONG = "长" * 3000
WHOLE = {"paper-0": "身份证", "point-0": "看不清", "rule-0": "护士条例第七条", "remedy-0": "重新上传"}


@pytest.mark.parametrize("name", ["ask_correction", "not_accept"])
@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "哪份材料或哪个填报项"),
        ({**WHOLE, "rule-0": "  "}, "依据哪条规定"),
        ({**WHOLE, "remedy-0": ""}, "怎样补救"),
        ({**WHOLE, "point-0": "有\x00空字符"}, "控制字符"),
        ({**WHOLE, "point-0": LONG}, "最多2000字"),
        ({"suggested-0": "1", **WHOLE}, "哪份材料或哪个填报项"),  # a suggestion that was not ticked does not count
    ],
)
def test_reasons(clerk: Client, case: Case, name: str, sent: dict[str, str], says: str) -> None:
    answer = act(clerk, case, name, **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page.split('class="error-summary"')[1][:600]
    assert all(value.strip() in page for value in sent.values())
    assert Case.objects.get(pk=case.pk).state == "received"


def test_a_row_more_keeps_the_rows_there_are(clerk: Client, case: Case) -> None:
    answer = act(clerk, case, "ask_correction", add_row="1", **WHOLE)
    form = answer.content.decode().split('id="act-ask_correction"')[1].split("</details>")[0]
    assert answer.status_code == 200
    assert "看不清" in form
    assert 'name="paper-1"' in form
    assert 'name="paper-2"' not in form
    assert "还没有写" not in form


def test_the_part_left_out_is_marked_where_it_is(clerk: Client, case: Case) -> None:
    page = act(clerk, case, "not_accept", **{**WHOLE, "rule-0": ""}).content.decode()
    assert 'aria-describedby="not_accept-rule-0-error"' in page
    assert page.count("还没有写") == 1


def test_more_rows_than_a_form_may_have(clerk: Client, case: Case) -> None:
    many = {f"{part}-{n}": "内容" for n in range(90) for part in ("paper", "point", "rule", "remedy")}
    assert act(clerk, case, "ask_correction", add_row="1", **many).status_code == 200
    assert act(clerk, case, "ask_correction", **many).status_code == 302
    assert len(case.documents.get(kind="correction").content["reasons"]) == 60


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("extend", {"amount": "11", "reason": "案情复杂"}, "1 到 10"),
        ("extend", {"amount": "三", "reason": "案情复杂"}, "请填整数"),
        ("extend", {"amount": "9" * 400, "reason": "案情复杂"}, "请填整数"),
        ("extend", {"amount": "3", "reason": " "}, "要告知申请人"),
        ("suspend", {"procedure": "no-such", "days": "5"}, "没有这一项特别程序"),
        ("suspend", {"procedure": "no-such", "days": ""}, "请填整数"),
        ("grant", {"opinion": LONG}, "最多2000字"),
        ("grant", {"opinion": "有\x00空字符"}, "控制字符"),
        ("withdraw", {}, "当面要求"),
        ("refuse", {"paper-0": "身份证"}, "哪一点不符合"),
    ],
)
def test_steps_of_the_review(
    clerk: Client, chief: Client, case: Case, name: str, sent: dict[str, str], says: str
) -> None:
    act(clerk, case, "accept")
    answer = act(chief, case, name, **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert all(value.strip() in page for value in sent.values())
    assert Case.objects.get(pk=case.pk).state == "accepted"


@pytest.mark.parametrize("name", ["grant", "pass_step", "return_step", "resume", "deliver", "close", "file", "extend"])
def test_steps_out_of_order(clerk: Client, case: Case, name: str) -> None:
    answer = act(clerk, case, name, way="counter", amount="3", reason="理由", opinion="意见")
    assert answer.status_code == (404 if name == "file" else 409)  # a licence is never merely receipted
    assert 'class="error-summary"' in answer.content.decode()
    assert Case.objects.get(pk=case.pk).state == "received"


def test_the_wrong_way_of_delivery(clerk: Client, chief: Client, case: Case) -> None:
    act(clerk, case, "accept")
    act(chief, case, "grant")
    assert act(clerk, case, "deliver", way="drone").status_code == 422
    assert act(clerk, case, "deliver", way="counter").status_code == 302
    assert act(clerk, case, "close").status_code == 302
    assert Case.objects.get(pk=case.pk).state == "closed"


def test_addresses_that_lead_nowhere(clerk: Client, case: Case) -> None:
    nobody = uuid.uuid4()
    assert clerk.get(reverse("work_case", args=[nobody])).status_code == 404
    assert act(clerk, case, "no-such-step").status_code == 404
    for name in ("work_paper", "work_file", "work_file_download"):
        assert clerk.get(reverse(name, args=[case.pk, 10**30])).status_code == 404
    assert clerk.get(reverse("work_procedure", args=["no-such-matter"])).status_code == 404
    assert clerk.get(reverse("work_procedure", args=[case.matter]), {"variant": "no-such"}).status_code == 404
    for bad in ({"after": "x"}, {"after": "2026-99-99_1"}, {"list": "all", "card": "blue"}, {"matter": "\x00' OR 1"}):
        assert clerk.get(reverse("worklist"), bad).status_code == 200


@pytest.mark.parametrize("text", ["", "王小梅", "\x00", "5101", "%" * 10, "9" * 300, "510107199003071241"])
def test_searches_that_cannot_be(as_officer: Callable[[Role], Client], text: str) -> None:
    answer = as_officer(Role.AUDITOR).post(reverse("work_search"), {"text": text})
    assert answer.status_code in (200, 422)
    assert "任务" in answer.content.decode()
