"""What every request passes."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory

from tongban.project import middleware
from tongban.project.logs import JsonFormatter, request_id, scrub


@pytest.mark.parametrize("given", ["abcdef-123456", "0123456789abcdef0123456789abcdef"])
def test_a_well_formed_request_id_is_taken_over(client: Client, db: None, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space here", 'quote"quote"quote', "换行换行换行换行"])
def test_any_other_is_replaced(client: Client, db: None, given: str) -> None:
    assert len(client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]) == 32


def test_pages_may_load_and_run_only_what_is_ours(client: Client, db: None) -> None:
    answer = client.get("/accounts/login/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in answer["Permissions-Policy"]


class Endless:
    """A body that counts what was read of it."""

    def __init__(self, length: int) -> None:
        self.left = length

    def read(self, size: int) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return b"\0" * size


@pytest.mark.parametrize(("path", "kind"), [("/apply/", "text/html"), ("/api/v1/x", "application/problem+json")])
def test_two_hundred_megabytes_are_refused_with_an_answer(path: str, kind: str) -> None:
    body = Endless(200_000_000)
    request = RequestFactory().post(path)
    request.META.update({"CONTENT_LENGTH": "200000000", "wsgi.input": body})
    limit = middleware.UploadLimitMiddleware(lambda request: pytest.fail("the page was reached"))
    answer = limit(request)
    assert answer.status_code == 413
    assert answer["Content-Type"].startswith(kind)
    assert "50 MB" in answer.content.decode("unicode_escape" if "json" in kind else "utf-8")
    assert body.left == 0, "the browser would see a broken connection"


def test_a_length_that_is_no_number_is_refused(client: Client) -> None:
    assert client.generic("POST", "/healthz", CONTENT_LENGTH="12x").status_code == 400


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "身份证 11010519491231002X 电话 13800138000", (), None)
    record.__dict__.update(extra)
    return dict(json.loads(JsonFormatter().format(record)))


def test_log_lines_carry_the_request_and_no_personal_numbers() -> None:
    request_id.set("abcdef-123456")
    assert line()["request"] == "abcdef-123456"
    assert line()["message"] == "身份证 <id> 电话 <phone>"
    assert scrub("2026-11-22 12:00 case 20261122000001") == "2026-11-22 12:00 case 20261122000001"


def test_log_lines_leave_out_what_an_exception_quotes() -> None:
    try:
        int("张三")
    except ValueError:
        written = line(exc_info=sys.exc_info())
    assert written["error"] == "builtins.ValueError"
    assert "张三" not in json.dumps(written, ensure_ascii=False)
    assert written["trace"]
