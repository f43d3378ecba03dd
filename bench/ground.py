"""Where the benches run: a data folder and a durable server of their own, with the settings the platform always has.

Call `prepare` before anything of Django is imported. Databases are clones of one migrated template and are dropped
afterwards; the server is stopped when it was us who started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongban.base.database.home import CHECKOUT, Home, default_home

if TYPE_CHECKING:
    from tongban.base.database.server import EmbeddedServer

HOME_VARIABLE = "TONGBAN_BENCH_HOME"


def prepare(database: str | None = None) -> Home:
    """Set the environment and Django up; with `database` use that one, as the child processes of a bench do."""
    home = Home(Path(os.environ.setdefault(HOME_VARIABLE, str(default_home() / "bench"))))
    os.environ["TONGBAN_HOME"] = str(home.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.project.settings")
    os.environ.setdefault("TONGBAN_LOG_LEVEL", "ERROR")
    home.ensure_secrets()
    import django

    from tongban.base.database.roles import start_embedded

    start_embedded(home)
    django.setup()
    if database:
        _databases().use(database)
    return home


def server(home: Home) -> EmbeddedServer:
    from tongban.base.database.server import EmbeddedServer

    return EmbeddedServer(home)


@contextmanager
def database(home: Home, name: str) -> Iterator[str]:
    """A fresh clone of the migrated template, in use inside the block."""
    databases = _databases()
    full = f"tongban_bench_{os.getpid()}_{name}"
    with databases.cloned(home, databases.ensure_template(home), full, back_to="postgres"):
        yield full


@contextmanager
def empty_database(home: Home, name: str) -> Iterator[str]:
    """A database without tables, owned by the owner role: for pgbench and for peers."""
    from tongban.base.database import roles

    databases, full = _databases(), f"tongban_bench_{os.getpid()}_{name}"
    with roles.connect_as_admin(home) as admin:
        databases.drop(admin, full)
        roles.ensure_database(admin, full)
    try:
        yield full
    finally:
        with roles.connect_as_admin(home) as admin:
            databases.drop(admin, full)


def owner_login(home: Home, name: str) -> dict[str, Any]:
    """Keyword arguments of psycopg for the owner at a database."""
    from tongban.base.database import addresses

    return addresses.embedded(home, addresses.OWNER).at(name).psycopg()


def environment(home: Home, name: str) -> dict[str, str]:
    """The environment of a process that serves from that database: both logins, plain HTTP."""
    from tongban.base.database import addresses

    return {
        **os.environ,
        "TONGBAN_DATABASE_URL": addresses.embedded(home, addresses.APP).at(name).url(),
        "TONGBAN_DATABASE_OWNER_URL": addresses.embedded(home, addresses.OWNER).at(name).url(),
        "TONGBAN_HTTPS": "0",
    }


def child(module: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """A process of a bench, talked to over its pipes."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, cwd=CHECKOUT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)


def _databases():  # type: ignore[no-untyped-def]  # a module, imported only when Django stands
    from tests.harness import databases

    return databases
