"""Databases for tests: a template, migrated by the owner and with rights given, and clones of it.

Tests connect as the serving role, so the protection of append-only tables is as real as in service. Nothing is
ever flushed (the serving role may not TRUNCATE): a clone is dropped and another one made.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg import sql

from tongban.base.database import prepare, rights, roles
from tongban.base.database.addresses import OWNER
from tongban.base.database.home import Home

PREFIX = "tongban_test"


def fingerprint() -> str:
    """Changes whenever a migration of any app, or the code that gives rights, changes."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for source in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{source.name}".encode())
            digest.update(source.read_bytes())
    for module in (prepare, roles, rights):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:12]


def use(name: str) -> None:
    """Point both logins of this process, all threads included, at that database."""
    for alias in ("default", "owner"):
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def ensure_template(home: Home) -> str:
    """The migrated template of the present code; made once, older ones are dropped."""
    name = f"{PREFIX}_template_{fingerprint()}"
    with home.lock("template"):
        with roles.connect_as_admin(home) as admin:
            known = {row[0] for row in admin.execute("SELECT datname FROM pg_database").fetchall()}
            if name in known:
                return name
            _drop_leftovers(admin, known)
            draft = f"{PREFIX}_draft"
            drop(admin, draft)
            roles.ensure_database(admin, draft)
        use(draft)
        prepare.prepare()
        use("postgres")
        with roles.connect_as_admin(home) as admin:
            admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))
    return name


def clone(home: Home, template: str, name: str) -> None:
    """A fresh database that equals the template."""
    with home.lock("template"), roles.connect_as_admin(home) as admin:
        drop(admin, name)
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy").format(
                *map(sql.Identifier, (name, OWNER, template))
            )
        )
        roles.restrict_database(admin, name)


@contextmanager
def cloned(home: Home, template: str, name: str, back_to: str) -> Iterator[str]:
    """Work on a clone, then drop it and go back."""
    clone(home, template, name)
    use(name)
    try:
        yield name
    finally:
        use(back_to)
        with roles.connect_as_admin(home) as admin:
            drop(admin, name)


def drop(admin: roles.Connection, name: str) -> None:
    """Drop a database, throwing out whoever is still connected."""
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_leftovers(admin: roles.Connection, known: set[str]) -> None:
    """Templates of older code, and databases whose process is gone."""
    for name in known:
        parts = name.removeprefix(PREFIX + "_").split("_")
        if not name.startswith(PREFIX + "_"):
            continue
        dead = parts[0].isdigit() and not Path(f"/proc/{parts[0]}").exists()
        if parts[0] == "template" or dead:
            drop(admin, name)


def name_for_process(suffix: str = "") -> str:
    """The database of this test process; its number tells leftovers of dead ones."""
    return f"{PREFIX}_{os.getpid()}{suffix}"
