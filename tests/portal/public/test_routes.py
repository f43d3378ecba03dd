"""Every public page opens for everybody, in both languages and views, and nothing that is typed breaks one."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.builders.certificates import nurse_certificate

PAGES = [
    "/",
    "/matters/",
    "/matters/?q=yongchi",
    "/matters/?theme=places&level=4",
    "/suggestions/?q=yc",
    "/matters/pool-permit/",
    "/matters/pool-permit/?variant=renewal",
    "/progress/",
    "/verify/",
    "/accessibility/",
    "/robots.txt",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
]
HOSTILE = [
    "\x00",
    "a\x00b",
    "🩺" * 30,
    "护" * 5000,
    "\ud800",
    "%s%n{0}{{7*7}}",
    "'; DROP TABLE x; --",
    "<script>alert(1)",
    " ",
]


@pytest.mark.parametrize("path", PAGES)
def test_everybody_may_open_it(reader: Client, sample: str, path: str) -> None:
    assert (
        reader.get(path).status_code in (200, 302)
        if path.startswith("/accounts/")
        else reader.get(path).status_code == 200
    )


@pytest.mark.parametrize("cookies", [{settings.LANGUAGE_COOKIE_NAME: "en"}, {"elder_view": "1"}])
@pytest.mark.parametrize("path", PAGES[:10])
def test_it_opens_in_english_and_for_the_elderly(
    client: Client, sample: str, path: str, cookies: dict[str, str]
) -> None:
    client.cookies.load(cookies)
    assert client.get(path).status_code == 200


def test_a_certificate_opens_at_exactly_the_address_in_its_code(reader: Client) -> None:
    token = nurse_certificate().token
    assert reverse("verify_token", args=[token]) == f"/verify/{token}"
    assert reader.get(f"/verify/{token}").status_code == 200


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_breaks_a_page(client: Client, sample: str, text: str) -> None:
    encoded = text.encode("utf-8", "surrogatepass")
    answers = [
        client.get("/matters/", {"q": encoded, "theme": encoded, "level": encoded}),
        client.get("/suggestions/", {"q": encoded}),
        client.get("/verify/", {"identifier": encoded}),
        client.get("/matters/pool-permit/", {"variant": encoded}),
        client.get("/progress/", {"number": encoded}),
        client.post("/progress/", {"number": encoded, "code": encoded}),
        client.post("/progress/", {"number": "510107202603020000013", "code": encoded}),
        client.post("/settings/language/", {"language": encoded, "next": encoded}),
        client.post("/accounts/login/", {"login": encoded, "password": encoded}),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert not any(b"<script>alert" in answer.content for answer in answers)


@pytest.mark.parametrize(
    "path", ["/verify/%00", "/verify/a%00b", "/verify/" + "x" * 5000, "/verify/%F0%9F%A9%BA", "/verify/%ED%A0%80"]
)
def test_a_token_that_cannot_be_is_not_found(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert 'name="identifier"' in answer.content.decode(), "the form stands there to try again"


def test_an_unknown_matter_or_variant_says_so(client: Client, sample: str) -> None:
    for path in ("/matters/no-such-matter/", "/matters/pool-permit/?variant=none"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "没有" in answer.content.decode()


def test_search_engines_leave_people_alone(client: Client, db: None) -> None:
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /verify/" in said
    assert "Disallow: /progress/" in said
    assert "Disallow: /matters/" not in said
