"""TPC-B by the wheel's own pgbench, on the server that we measure ourselves on."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from bench import ground
from tongban.base.database.home import Home

CLIENTS, SCALE = 4, 10


class Peer:
    """A filled pgbench database."""

    def __init__(self, home: Home, name: str) -> None:
        login = ground.owner_login(home, name)
        self._program = str(ground.server(home).binary("pgbench"))
        self._words = ["-h", login["host"], "-p", str(login["port"]), "-U", login["user"], name]
        self._environment = {**os.environ, "PGPASSWORD": login["password"]}

    def fill(self) -> None:
        self._run("-i", "-q", "-s", str(SCALE))

    def per_second(self, seconds: int) -> float:
        """Transactions per second, connections already made."""
        out = self._run("-c", str(CLIENTS), "-j", "2", "-T", str(seconds), "-M", "prepared")
        found = re.search(r"tps = ([0-9.]+)", out)
        if found is None:
            raise RuntimeError(out)
        return float(found.group(1))

    def _run(self, *words: str) -> str:
        command = [self._program, *words, *self._words]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=True)
        return done.stdout


@contextmanager
def peer(home: Home) -> Iterator[Peer]:
    with ground.empty_database(home, "tpcb") as name:
        found = Peer(home, name)
        found.fill()
        yield found
