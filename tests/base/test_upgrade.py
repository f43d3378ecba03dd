"""A database of the last release comes up to date with its rows: the last tag's migrations, or, before the first tag, the
first migration of every room."""

from __future__ import annotations

import re
import subprocess

from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.guards.source import ROOT
from tests.harness import databases
from tongban.base.database import prepare, roles
from tongban.base.database.home import Home

MIGRATION = re.compile(r"src/tongban/(\w+)/migrations/(\d{4}_\w+)\.py$")


def git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def released() -> dict[str, str]:
    """The last migration of each room as of the last release."""
    tags = git("tag", "--list", "v*", "--sort=-version:refname")
    if tags:
        names = git("ls-tree", "-r", "--name-only", tags[0])
    else:
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("src/tongban/*/migrations/0001_*.py")]
    found = sorted(match.groups() for name in names if (match := MIGRATION.search(name)))
    return dict(found)  # the highest number of a room comes last


def test_a_database_of_the_last_release_comes_up_to_date(
    home: Home, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    name, before = databases.name_for_process("_old"), databases.name_for_process()
    with django_db_blocker.unblock(), roles.connect_as_admin(home) as admin:
        databases.drop(admin, name)
        roles.ensure_database(admin, name)
        try:
            databases.use(name)
            for room, migration in released().items():
                call_command("migrate", room, migration, database="owner", verbosity=0)
            with connections["owner"].cursor() as cursor:
                cursor.execute("INSERT INTO base_region (code, name, sort_key) VALUES ('510000', '四川省', 'si chuan')")
            prepare.prepare()
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT name FROM base_region")
                assert cursor.fetchall() == [("四川省",)]
            assert prepare.pending_migrations() == 0
        finally:
            databases.use(before)
            databases.drop(admin, name)
