"""What somebody is told who holds a certificate against the platform: every standing, and nothing personal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.builders.certificates import CITIZEN_ID, CLERK, HEAD_OF_SECTION, NOW, NURSE, authority, nurse_certificate
from tongban.base import clock
from tongban.base.actor import SYSTEM
from tongban.certificates import actions
from tongban.certificates.models import Certificate, VerificationLog

pytestmark = pytest.mark.django_db
YEARS_LATER = datetime(2033, 1, 4, 2, 0, tzinfo=UTC)


def suspend(row: Certificate) -> None:
    until = (NOW + timedelta(days=90)).date()
    actions.suspend(row.pk, decision="武卫罚〔2026〕3号", until=until, actor=HEAD_OF_SECTION, now=NOW)


def end(action: Callable[..., object]) -> Callable[[Certificate], None]:
    return lambda row: _end(action, row)


def _end(action: Callable[..., object], row: Certificate) -> None:
    action(row.pk, decision="武卫决〔2026〕1号", actor=HEAD_OF_SECTION, now=NOW)


def supersede(row: Certificate) -> None:
    actions.reissue(row.pk, NURSE, authority(), actor=CLERK, now=NOW)


def text(client: Client, token: str, now: datetime = NOW) -> str:
    with clock.rehearse(now):
        answer = client.get(f"/verify/{token}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_valid_one_is_green_and_masked(client: Client) -> None:
    said = text(client, nurse_certificate().token)
    assert "verdict-good" in said
    assert "icons.svg#sign-good" in said
    assert "<h1>有效</h1>" in said
    assert "张**" in said
    assert "张晓梅" not in said
    assert CITIZEN_ID not in said
    assert "锦江区莲新街道社区卫生服务中心" in said
    assert "2031年3月1日" in said
    assert "2026年3月2日 10:00" in said, "when it was checked"
    assert "演示" in said


@pytest.mark.parametrize(
    ("change", "title", "look"),
    [
        (suspend, "已暂扣", "wait"),
        (supersede, "已有新版", "wait"),
        (end(actions.rescind), "已撤回", "bad"),
        (end(actions.revoke), "已撤销", "bad"),
        (end(actions.forfeit), "已吊销", "bad"),
        (end(actions.cancel), "已注销", "bad"),
    ],
)
def test_every_other_standing_is_told_in_words_colour_and_sign(
    client: Client, change: Callable[[Certificate], None], title: str, look: str
) -> None:
    row = nurse_certificate()
    change(row)
    said = text(client, row.token)
    assert f"<h1>{title}</h1>" in said
    assert f"verdict-{look}" in said
    assert f"sign-{look}" in said


def test_after_its_last_day_it_has_expired(client: Client) -> None:
    said = text(client, nurse_certificate().token, YEARS_LATER)
    assert "<h1>已过期</h1>" in said
    assert "verdict-wait" in said


def test_the_newer_version_is_one_click_away(client: Client) -> None:
    row = nurse_certificate()
    supersede(row)
    row.refresh_from_db()
    assert row.superseded_by is not None
    assert f"?identifier={row.superseded_by.identifier}" in text(client, row.token)


def test_a_touched_row_is_not_believed(client: Client) -> None:
    row = nurse_certificate()
    Certificate.objects.filter(pk=row.pk).update(number="1")
    said = text(client, row.token)
    assert "<h1>不可采信</h1>" in said
    assert "verdict-bad" in said
    assert "锦江区莲新街道社区卫生服务中心" not in said


def test_by_identifier_the_face_stays_closed(client: Client) -> None:
    row = nurse_certificate()
    said = client.get("/verify/", {"identifier": f"  {row.identifier.lower()} "}).content.decode()
    assert "<h1>有效</h1>" in said
    assert "锦江区莲新街道社区卫生服务中心" not in said


def test_the_whole_address_of_the_code_may_be_pasted(client: Client) -> None:
    row = nurse_certificate()
    said = client.get("/verify/", {"identifier": f"https://tongban.example/verify/{row.token}"}).content.decode()
    assert "<h1>有效</h1>" in said


def test_what_is_not_found_is_said_kindly_and_logged(client: Client) -> None:
    nurse_certificate()
    answer = client.get("/verify/", {"identifier": "1.2.156.3005.2.1"})
    assert answer.status_code == 404
    assert "没有找到这份证照" in answer.content.decode()
    assert list(VerificationLog.objects.values_list("result", flat=True)) == ["not_found"]


def test_nobody_keeps_an_answer(client: Client) -> None:
    assert "no-store" in client.get(f"/verify/{nurse_certificate().token}")["Cache-Control"]


def test_asking_again_and_again_is_allowed(client: Client) -> None:
    row = nurse_certificate(actor=SYSTEM)
    assert {client.get(f"/verify/{row.token}").status_code for _ in range(30)} == {200}
    assert VerificationLog.objects.count() == 30
