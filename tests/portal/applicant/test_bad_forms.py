"""What is wrong with a form is said where it is, and what was typed comes back. Never a 500."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.builders.county import County
from tests.builders.nurses import MATTER
from tests.portal.applicant.conftest import Nurse
from tongban.cases import actions, queries
from tongban.cases.models import Case, Draft
from tongban.core.roles import Role

LONG = "长" * 20_000
HX = {"HX-Request": "true"}


def form(nurse: Nurse, draft: Draft, **data: object) -> HttpResponse:
    sent = {"saved": Draft.objects.get(pk=draft.pk).saved, "go": "save", **data}
    return nurse.client.post(reverse("draft_form", args=[draft.pk]), sent)


def answers(draft: Draft) -> dict[str, object]:
    return queries.answers_of(Draft.objects.get(pk=draft.pk))


@pytest.mark.parametrize(
    ("typed", "said"),
    [(LONG, "最多"), ("武侯\x00中医医院", "看不见的控制字符"), ("武侯\x07中医医院", "看不见的控制字符")],
)
def test_what_cannot_be_kept_comes_back_as_typed(nurse: Nurse, draft: Draft, typed: str, said: str) -> None:
    before = answers(draft)
    sent = form(nurse, draft, institution_name=typed, mobile="13911112222")
    page = sent.content.decode()
    assert sent.status_code == 422
    assert said in page
    assert "请改正" in page
    assert typed[:50].replace("\x00", "") in page.replace("\x00", "")
    assert "13911112222" in page, "the other answers are still there"
    assert answers(draft) == before


def test_a_surrogate_in_the_bytes_is_no_500(nurse: Nurse, draft: Draft) -> None:
    raw = b"go=save&institution_name=%ED%A0%80abc&saved=" + str(draft.saved).encode()
    sent = nurse.client.generic(
        "POST", reverse("draft_form", args=[draft.pk]), raw, content_type="application/x-www-form-urlencoded"
    )
    assert sent.status_code in (302, 422)


def test_unknown_keys_are_left_alone(nurse: Nurse, draft: Draft) -> None:
    assert form(nurse, draft, no_such_field="x", applicant_id="1", mobile="13911112222").status_code == 302
    assert "no_such_field" not in answers(draft)
    assert answers(draft)["mobile"] == "13911112222"


def test_many_values_where_one_is_expected(nurse: Nurse, draft: Draft) -> None:
    assert form(nurse, draft, mobile=["13911112222", "13933334444"]).status_code == 302
    assert answers(draft)["mobile"] == "13933334444"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("mobile", "一二三", "手机号码是1开头的11位数字"),
        ("start_on", "2026-02-30", "没有这一天"),
        ("start_on", "昨天", "没有这一天"),
        ("applicant_citizen_id", "51010719900307123", "身份证"),
    ],
)
def test_a_value_of_the_wrong_kind_is_kept_and_told(
    nurse: Nurse, draft: Draft, key: str, typed: str, said: str
) -> None:
    sent = form(nurse, draft, **{key: typed, "go": "next"})
    assert sent.status_code == 422
    assert said in sent.content.decode()
    assert typed in sent.content.decode()
    assert answers(draft)[key] == typed


def test_one_field_that_cannot_be_kept_is_told_below_it(nurse: Nurse, draft: Draft) -> None:
    address = reverse("draft_field", args=[draft.pk, "institution_name"])
    sent = nurse.client.post(address, {"institution_name": LONG, "saved": draft.saved}, headers=HX)
    assert sent.status_code == 422
    assert "HX-Retarget" not in sent.headers
    assert "最多" in sent.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "１２"])
def test_a_save_count_that_is_none(nurse: Nurse, draft: Draft, seen: str) -> None:
    assert form(nurse, draft, mobile="13911112222", saved=seen).status_code == 302


def test_a_field_that_the_form_does_not_have(nurse: Nurse, draft: Draft) -> None:
    sent = nurse.client.post(reverse("draft_field", args=[draft.pk, "no-such"]), {"no-such": "x"}, headers=HX)
    assert sent.status_code == 404
    assert sent["HX-Retarget"] == "#notices"


def test_two_tabs_tell_each_other(nurse: Nurse, draft: Draft) -> None:
    form(nurse, draft, mobile="13911112222", page="a")
    sent = form(nurse, draft, mobile="13933334444", page="b", saved=draft.saved)
    assert sent.status_code == 409
    assert "已在另一个页面保存过" in sent.content.decode()
    assert "13933334444" in sent.content.decode()
    assert answers(draft)["mobile"] == "13911112222"


def test_a_form_too_large_says_what_to_do(nurse: Nurse, draft: Draft) -> None:
    sent = form(nurse, draft, mobile="1" * 1_100_000)
    assert sent.status_code == 413
    assert "缩短" in sent.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"variant": "no-such", "applicant": "self", "authority": "1"},
        {"variant": "change", "applicant": "self", "authority": "abc"},
        {"variant": "change", "applicant": "self", "authority": "9" * 60},
        {"variant": "change", "applicant": "self", "authority": "0"},
        {"variant": "change", "applicant": "organisation:1", "authority": "{here}"},
        {"variant": "change", "applicant": "nobody", "authority": "{here}"},
        {"variant": "change\x00", "applicant": "self", "authority": "{here}"},
    ],
)
def test_a_start_that_cannot_be(here: County, nurse: Nurse, data: dict[str, str]) -> None:
    sent = nurse.client.post(
        reverse("apply", args=[MATTER]), {key: text.format(here=here.authority.pk) for key, text in data.items()}
    )
    assert sent.status_code in (404, 422)
    assert "请" in sent.content.decode()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("query", ["?holds=%00", "?holds=" + "x" * 5000, "?variant=%ED%A0%80", "?no=such&holds=@@"])
def test_answers_that_no_question_knows(nurse: Nurse, query: str) -> None:
    assert nurse.client.get(reverse("apply", args=[MATTER]) + query).status_code in (200, 404)


@pytest.mark.parametrize("route", ["draft_form", "draft_materials", "draft_review", "my_case", "my_certificate"])
@pytest.mark.parametrize(
    "number",
    ["0f9d1c1e-5a7b-4c3d-8e2f-1a2b3c4d5e6f", "not-a-number", "..%2f..%2fetc", "00000000000000000000000000000000"],
)
def test_forged_numbers_lead_to_a_page_that_helps(nurse: Nurse, route: str, number: str) -> None:
    known = reverse(route, args=[uuid4()])
    sent = nurse.client.get("/".join(number if len(part) == 36 else part for part in known.split("/")))
    assert sent.status_code == 404
    assert "<h1>没有找到</h1>" in sent.content.decode()


def test_a_double_click_on_submit_gives_one_case(nurse: Nurse, draft: Draft) -> None:
    first = nurse.client.post(reverse("draft_review", args=[draft.pk]))
    second = nurse.client.post(reverse("draft_review", args=[draft.pk]))
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_what_another_tab_has_handed_in_leads_to_the_case(nurse: Nurse, draft: Draft) -> None:
    nurse.client.post(reverse("draft_review", args=[draft.pk]))
    case = Case.objects.get()
    for route in ("draft_form", "draft_materials", "draft_review"):
        sent = nurse.client.get(reverse(route, args=[draft.pk]), follow=True)
        assert sent.redirect_chain[-1][0] == reverse("my_case", args=[case.pk])
    sent = nurse.client.post(reverse("draft_form", args=[draft.pk]), {"mobile": "13911112222"}, follow=True)
    assert sent.redirect_chain[-1][0] == reverse("my_case", args=[case.pk])
    gone = nurse.client.post(reverse("draft_discard", args=[draft.pk]))
    assert gone.status_code == 404
    assert "可能已经提交" in gone.content.decode()
    assert Case.objects.get().state == "received"


def test_an_application_with_gaps_says_them_all_and_keeps_everything(nurse: Nurse, draft: Draft) -> None:
    form(nurse, draft, mobile="", institution_name="")
    sent = nurse.client.post(reverse("draft_review", args=[draft.pk]))
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "提交前还有 2 处要处理" in page
    assert answers(draft)["applicant_name"] == "王小梅"
    assert Draft.objects.get(pk=draft.pk).materials.count() == 1


def test_withdrawing_twice(nurse: Nurse, case: Case) -> None:
    address = reverse("my_case_withdraw", args=[case.pk])
    assert nurse.client.post(address).status_code == 302
    again = nurse.client.post(address)
    assert again.status_code == 409
    assert "已撤回申请" in again.content.decode()


def test_correcting_what_needs_no_correction(nurse: Nurse, case: Case) -> None:
    sent = nurse.client.post(reverse("my_case_correct", args=[case.pk]))
    assert sent.status_code == 409
    assert "现在不用补正" in sent.content.decode()


def test_a_correction_begun_twice_is_one_draft(here: County, nurse: Nurse, case: Case) -> None:
    reason = {"paper": "身份证", "point": "看不清", "rule": "护士条例第九条", "remedy": "请重拍"}
    actions.ask_correction(case.pk, [reason], actor=here.actor(Role.CLERK), now=here.now)
    address = reverse("my_case_correct", args=[case.pk])
    assert nurse.client.post(address)["Location"] == nurse.client.post(address)["Location"]
    assert Draft.objects.filter(case=case).count() == 1


def test_a_stale_page_says_how_to_go_on(nurse: Nurse, draft: Draft) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nurse.user)
    for headers, title in (({}, "没有办成"), (HX, "notice-error")):
        sent = strict.post(reverse("draft_form", args=[draft.pk]), {"mobile": "1"}, headers=headers)
        assert sent.status_code == 403
        assert "刷新后再提交" in sent.content.decode()
        assert title in sent.content.decode()


def test_signed_out_in_the_middle_of_a_form_comes_back_with_it(nurse: Nurse, draft: Draft) -> None:
    nurse.client.logout()
    address = reverse("draft_form", args=[draft.pk])
    sent = nurse.client.post(address, {"mobile": "13911112222", "go": "save"})
    assert sent["Location"].startswith("/accounts/login/")
    nurse.client.force_login(nurse.user)
    assert "登录过期前您填写的内容已经恢复" in nurse.client.get(address).content.decode()
    assert answers(draft)["mobile"] == "13911112222"


def test_what_somebody_typed_is_not_given_to_who_signs_in_next(nurse: Nurse, draft: Draft, here: County) -> None:
    nurse.client.logout()
    address = reverse("draft_form", args=[draft.pk])
    nurse.client.post(address, {"mobile": "13911112222", "go": "save"})
    nurse.client.force_login(here.officers[Role.CLERK])
    page = nurse.client.get(address)
    assert page.status_code == 404
    assert "13911112222" not in page.content.decode()


@pytest.mark.parametrize("route", ["draft_discard", "my_case_withdraw", "my_case_correct"])
def test_signed_out_before_a_step_leads_to_its_page_afterwards(
    nurse: Nurse, draft: Draft, case: Case, route: str
) -> None:
    address = reverse(route, args=[draft.pk if route == "draft_discard" else case.pk])
    nurse.client.logout()
    login = nurse.client.post(address)["Location"]
    assert f"next={address}" in login
    nurse.client.force_login(nurse.user)
    back = nurse.client.get(address, follow=True)
    assert back.status_code == 200
    assert "请在这里再做一次" in back.content.decode()
