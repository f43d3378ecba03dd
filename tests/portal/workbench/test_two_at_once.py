"""Two tabs, two officers, two clicks, and a session that ends in the middle."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act
from tests.builders.county import County, citizen_id
from tongban.base.eventlog import stream_events
from tongban.cases.models import Case
from tongban.core.roles import Role

TYPED = "学历证书上的姓名看不清"


def reasons(**changes: str) -> dict[str, str]:
    row = {"paper-0": "身份证", "point-0": TYPED, "rule-0": "护士条例第七条", "remedy-0": "重新上传"}
    return row | changes


def test_a_page_that_is_behind_says_so_and_keeps_what_was_typed(clerk: Client, case: Case) -> None:
    seen = str(case.head_sequence)
    act(clerk, case, "claim")
    address = reverse("work_act", args=[case.pk, "ask_correction"])
    answer = clerk.post(address, {"seen": seen, **reasons()})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "刚刚有了新进展" in page
    assert TYPED in page
    again = clerk.post(address, {"seen": str(answer.context["case"].head_sequence), **reasons()})
    assert again.status_code == 302


def test_a_form_that_is_no_longer_offered_gives_the_text_back(clerk: Client, case: Case) -> None:
    seen = str(case.head_sequence)
    act(clerk, case, "accept")
    answer = clerk.post(reverse("work_act", args=[case.pk, "ask_correction"]), {"seen": seen, **reasons()})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="act-ask_correction"' not in page
    assert f"{TYPED}\n" in page.split('id="lost-text"')[1]


def test_a_form_without_a_number_has_seen_nothing(clerk: Client, case: Case) -> None:
    for seen in ("", "x", "-1", "9" * 40, "²"):
        answer = clerk.post(reverse("work_act", args=[case.pk, "accept"]), {"seen": seen})
        assert answer.status_code == 409, seen
    assert Case.objects.get(pk=case.pk).state == "received"


def test_claiming_twice_is_claiming_once(clerk: Client, case: Case) -> None:
    assert [act(clerk, case, "claim").status_code for _click in range(2)] == [302, 302]
    assert [event.kind for event in stream_events(case.pk)].count("case.claimed") == 1


def test_the_second_officer_hears_who_was_first(
    clerk: Client, as_officer: Callable[[Role], Client], here: County, case: Case
) -> None:
    act(as_officer(Role.CHIEF_REPRESENTATIVE), case, "claim")
    answer = act(clerk, case, "claim")
    assert answer.status_code == 409
    assert "正由另一位工作人员办理" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).holder == here.officers[Role.CHIEF_REPRESENTATIVE]


def test_deciding_twice_decides_once(clerk: Client, chief: Client, case: Case) -> None:
    act(clerk, case, "accept")
    seen = str(Case.objects.get(pk=case.pk).head_sequence)
    address = reverse("work_act", args=[case.pk, "grant"])
    clicks = [chief.post(address, {"seen": seen, "opinion": "同意"}).status_code for _click in range(2)]
    assert clicks == [302, 409]
    assert [event.kind for event in stream_events(case.pk)].count("case.granted") == 1


def test_a_session_that_ended_gives_the_form_back(here: County, case: Case) -> None:
    address = reverse("work_act", args=[case.pk, "ask_correction"])
    client = sent_without_a_session(here, address, {"seen": str(case.head_sequence), **reasons()})
    page = client.get(address).content.decode()
    assert TYPED in page
    assert "还没有提交" in page
    assert Case.objects.get(pk=case.pk).state == "received"


def test_a_search_that_ended_in_a_sign_in_goes_on_without_an_address(here: County, case: Case) -> None:
    client = sent_without_a_session(here, reverse("work_search"), {"text": citizen_id(124)})
    page = client.get(reverse("work_search")).content.decode()
    assert case.number in page
    assert citizen_id(124) not in page


def sent_without_a_session(here: County, address: str, data: dict[str, str]) -> Client:
    """A browser whose form went to the sign-in page, and in which the clerk has signed in since."""
    client = Client()
    assert "/accounts/login/" in client.post(address, data)["Location"]
    kept = client.session["kept_form"]
    client.force_login(here.officers[Role.CLERK])
    session = client.session
    session["kept_form"] = kept
    session.save()
    return client
