"""The embedded server survives what happens to servers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from tongban.base.database import addresses, roles
from tongban.base.database.home import Home
from tongban.base.database.server import ADMIN, EmbeddedServer


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    """A server of this test alone. Not below pytest's own folder, which the server's account may not enter."""
    with TemporaryDirectory(prefix="tongban-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        server = EmbeddedServer(Home(Path(folder)), durable=False)
        yield server
        server.stop()


def ask(server: EmbeddedServer, query: str) -> object:
    with roles.connect_as_admin(server.home) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row and row[0]


def test_starting_twice_starts_once(server: EmbeddedServer) -> None:
    server.start()
    number = server.pid()
    server.start()
    assert server.pid() == number
    assert ask(server, "SHOW listen_addresses") == ""


def test_locale_is_ours_whatever_the_surroundings_say(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "xx_YY")
    monkeypatch.setenv("LC_ALL", "qq_QQ.weird")
    server.start()
    assert ask(server, "SELECT datlocale FROM pg_database WHERE datname = 'template1'") == "C.UTF-8"
    assert ask(server, "SELECT '中' ~ '[[:alpha:]]'") is True


def test_it_recovers_after_a_kill(server: EmbeddedServer) -> None:
    server.start()
    with roles.connect_as_admin(server.home) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        connection.execute("CHECKPOINT")
    killed = server.pid()
    assert killed
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server.pid() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert (server.home.data / "postmaster.pid").exists()
    server.start()
    assert server.pid() not in (None, killed)
    assert ask(server, "SELECT answer FROM kept") == 42


def test_a_leftover_number_of_a_foreign_process_does_not_stop_it(server: EmbeddedServer) -> None:
    server.start()
    server.stop()
    leftover = f"{os.getpid()}\n{server.home.data}\n0\n{server.home.port}\n{server.home.socket_folder}\n\n0\n"
    (server.home.data / "postmaster.pid").write_text(leftover)
    assert server.pid() is None
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_two_starters_at_once_make_one_server(server: EmbeddedServer) -> None:
    program = (
        "import sys; from pathlib import Path; from tongban.base.database.home import Home\n"
        "from tongban.base.database.server import EmbeddedServer\n"
        "server = EmbeddedServer(Home(Path(sys.argv[1])), durable=False); server.start(); print(server.pid())"
    )
    command = [sys.executable, "-c", program, str(server.home.path)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    numbers = {starter.communicate()[0].strip() for starter in starters}
    assert numbers == {str(server.pid())}


def test_nobody_gets_in_without_the_password(server: EmbeddedServer) -> None:
    server.start()
    login = addresses.embedded(server.home, ADMIN).at("postgres").psycopg()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**login, "password": "guess"})


def test_secrets_are_for_their_owner_only(server: EmbeddedServer) -> None:
    first = server.home.ensure_secrets()
    assert server.home.secrets_file.stat().st_mode & 0o777 == 0o600
    assert server.home.ensure_secrets() == first


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    home = Home(tmp_path / ("long" * 30))
    assert len(str(home.socket_folder)) < 60
    assert str(Home(Path("/var/lib/tongban/x")).socket_folder).startswith("/var/lib/tongban/x")
