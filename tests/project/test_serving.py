"""A whole installation: prepared, served, with a worker, from nothing to a clean end."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

TONGBAN = [str(Path(sys.executable).with_name("tongban"))]
START_SECONDS = 60


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """A data folder of this test alone; its database server is stopped at the end."""
    with TemporaryDirectory(prefix="tongban-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        names = {"TONGBAN_HOME": folder, "DJANGO_SETTINGS_MODULE": "tongban.project.settings"}
        variables = {**os.environ, **names}
        yield variables
        subprocess.run([*TONGBAN, "db", "stop"], env=variables, check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, method: str, path: str, body: Iterator[bytes] | None = None, length: int = 0) -> tuple[int, str]:
    headers = {"Content-Length": str(length)} if body else {}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def wait_until_well(port: int, serving: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            assert ask(port, "GET", "/healthz")[0] == 200
            return
        except OSError:
            assert serving.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.mark.slow
def test_from_nothing_to_a_clean_end(environment: dict[str, str]) -> None:
    early = subprocess.run([*TONGBAN, "serve"], env=environment, capture_output=True, text=True, check=False)
    assert early.returncode == 1
    assert "tongban db prepare" in early.stdout + early.stderr
    subprocess.run([*TONGBAN, "db", "prepare", "--quiet"], env=environment, check=True)

    port = free_port()
    serving = subprocess.Popen([*TONGBAN, "serve", "--with-worker", "--port", str(port)], env=environment)
    try:
        wait_until_well(port, serving)
        piece = b"\0" * 1_000_000
        status, page = ask(port, "POST", "/accounts/login/", (piece for _ in range(200)), 200_000_000)
        assert status == 413
        assert "50 MB" in page
        found = subprocess.run([*TONGBAN, "doctor", "--json"], env=environment, capture_output=True, check=False)
        verdicts = {result["name"]: result["verdict"] for result in json.loads(found.stdout)}
        assert set(verdicts.values()) == {"ok"}, verdicts
    finally:
        serving.send_signal(signal.SIGTERM)
    assert serving.wait(90) == 0
    with pytest.raises(OSError, match="refused"):
        ask(port, "GET", "/healthz")
