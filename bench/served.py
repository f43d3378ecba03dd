"""The platform served as it is in service: gunicorn, sessions, middleware; and people who are signed in."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench import ground

CSRF = "b" * 32


@contextmanager
def serving(home: ground.Home, name: str, *, workers: int, now: str = "") -> Iterator[tuple[int, list[int]]]:
    """(port, process numbers of the web workers) of `tongban serve` on that database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-c", "from tongban.cli.main import main; main()", "serve"]
    environment = ground.environment(home, name) | ({"TONGBAN_NOW": now} if now else {})
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port)
        yield port, _children(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def get(port: int, page: str) -> bytes:
    """The page; anything but 200 (or a health answer) is an error of the bench."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=30) as answer:
            body: bytes = answer.read()
            return body
    except urllib.error.HTTPError as error:
        if page == "/healthz":  # it answers 503 while no worker runs, and that is an answer
            return b""
        raise RuntimeError(f"{page}: {error.code}") from error


def session_of(user) -> str:  # type: ignore[no-untyped-def]  # a User, known only when Django stands
    """The key of a session in which this user is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def post_together(port: int, batches: list[list[tuple[str, str]]]) -> float:
    """Posts per second of so many clients at once; every (page, session) must lead on to the next page."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(batches)) as clients:
        for done in clients.map(lambda batch: _post_all(port, batch), batches):
            assert done
    return sum(map(len, batches)) / (time.perf_counter() - begun)


def _post_all(port: int, batch: list[tuple[str, str]]) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for page, session in batch:
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", page, body="", headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302 or "/accounts/" in (answer.headers["Location"] or ""):
            raise RuntimeError(f"{page}: {answer.status} {answer.headers['Location']}")
    connection.close()
    return True


def _await(port: int, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            get(port, "/healthz")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server does not answer")


def _children(number: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
