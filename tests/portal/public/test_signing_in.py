"""Signing in on our own pages: where one lands, what a locked-out person reads, the second factor, the demo's box."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from pytest_django.fixtures import Settings

from tests.portal.public.conftest import PASSWORD
from tongban.base.models import User

LOGIN = "/accounts/login/"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> str:
    answer = client.post(LOGIN, {"login": name, "password": password, **more})
    return str(answer.get("Location", ""))


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_officers_land_on_their_tasks_and_applicants_on_their_cases(people: dict[str, User]) -> None:
    assert sign_in(Client(), "clerk-li") == "/work/"
    assert sign_in(Client(), "wang") == "/my/"


def test_who_wanted_a_page_gets_it(client: Client, people: dict[str, User]) -> None:
    assert sign_in(client, "wang", next="/apply/pool-permit/") == "/apply/pool-permit/"


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/", '/accounts/login/"'),
        ("/accounts/login/", '/accounts/login/"'),
        ("/verify/", "/accounts/login/?next=/verify/"),
    ],
)
def test_the_way_to_sign_in_brings_back_unless_from_the_front_door(
    client: Client, db: None, page: str, link: str
) -> None:
    assert f'class="button button-small" href="{link}' in client.get(page).content.decode()


def test_nobody_is_sent_to_another_site(client: Client, people: dict[str, User]) -> None:
    assert sign_in(client, "wang", next="https://evil.example/") == "/my/"


@pytest.mark.parametrize("wanted", ["\x00", "/\x00", "//evil.example", "护" * 3000, "\\\\evil.example"])
def test_a_strange_next_breaks_nothing(people: dict[str, User], wanted: str) -> None:
    assert Client().get(LOGIN, {"next": wanted}).status_code == 200
    assert "evil" not in sign_in(Client(), "wang", next=wanted)


def test_a_locked_out_person_reads_so(fresh_db: str, client: Client) -> None:
    User.objects.create_user(username="wang", password=PASSWORD)
    for attempt in range(5):
        client.post(LOGIN, {"login": "wang", "password": f"guess-{attempt}"})
    said = client.post(LOGIN, {"login": "wang", "password": PASSWORD}).content.decode()
    assert "error-summary" in said
    assert "登录" in said
    assert "试的次数太多" in said
    assert "12345" in said


@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/"])
def test_pages_of_the_account_stand_on_our_base(client: Client, people: dict[str, User], path: str) -> None:
    client.force_login(people["staff"])
    said = client.get(path).content.decode()
    assert "site-header" in said
    assert "entrance" in said


def test_an_officer_sets_up_a_second_factor_and_signs_in_with_it(client: Client, people: dict[str, User]) -> None:
    sign_in(client, "clerk-li")
    asked_again = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "再确认一次身份" in asked_again.content.decode()
    confirmed = {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}
    page = client.post("/accounts/reauthenticate/", confirmed, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)
    assert "备用码" in done.content.decode()
    kept = [json.dumps(row.data) for row in Authenticator.objects.filter(user=people["staff"])]
    assert len(kept) == 2
    assert secret not in "".join(kept), "a copy of the database alone lets nobody sign in"
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert codes.count("<li><code>") == 10

    other = Client()
    assert sign_in(other, "clerk-li") == "/accounts/2fa/authenticate/"
    asked = other.get("/accounts/2fa/authenticate/").content.decode()
    assert "打开手机上的验证器" in asked
    assert "_auth_user_id" not in other.session
    backup = codes.split("<li><code>")[1].split("<")[0]
    other.post("/accounts/2fa/authenticate/", {"code": backup})
    assert other.session["_auth_user_id"] == str(people["staff"].pk)


def test_changing_the_password_names_what_is_wrong(client: Client, people: dict[str, User]) -> None:
    client.force_login(people["applicant"])
    wrong = {"oldpassword": "no", "password1": "short", "password2": "short"}
    said = client.post("/accounts/password/change/", wrong).content.decode()
    assert "error-summary" in said
    right = {"oldpassword": PASSWORD, "password1": "another-long-horse", "password2": "another-long-horse"}
    client.post("/accounts/password/change/", right)
    people["applicant"].refresh_from_db()
    assert people["applicant"].check_password("another-long-horse")


def test_no_page_promises_a_mail(client: Client, people: dict[str, User]) -> None:
    said = client.get("/accounts/password/reset/").content.decode()
    assert "不通过邮件重设密码" in said
    assert 'type="email"' not in said


def test_the_demonstration_shows_its_accounts(client: Client, db: None, data_folder: Path, settings: Settings) -> None:
    rows = [{"username": "zhang", "password": "demo-only", "name": "张晓梅", "role": "护士", "says": "试试变更"}]
    (data_folder / "demo-accounts.json").write_text(json.dumps(rows), encoding="utf-8")
    said = client.get(LOGIN).content.decode()
    assert "demo-only" in said
    assert "试试变更" in said
    settings.TONGBAN_DEMO = False
    assert "demo-only" not in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"a": 1}', '[{"username": "x"}]'])
def test_a_broken_list_of_accounts_breaks_nothing(client: Client, db: None, data_folder: Path, content: str) -> None:
    (data_folder / "demo-accounts.json").write_text(content, encoding="utf-8")
    assert client.get(LOGIN).status_code == 200
    assert "demo-accounts" not in client.get(LOGIN).content.decode()
