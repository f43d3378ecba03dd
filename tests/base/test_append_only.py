"""Rows of the event log cannot be changed: not by the serving role, and not by the owner either."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connections

from tongban.base.database import rights

CHANGES = ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", rights.APPEND_ONLY)
def test_serving_role_lacks_the_right(fresh_db: str, table: str, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connections["default"].cursor() as cursor:
        cursor.execute(change.format(table))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", rights.APPEND_ONLY)
def test_trigger_refuses_the_owner(fresh_db: str, table: str, change: str) -> None:
    with connections["owner"].cursor() as cursor, pytest.raises(ProgrammingError, match=f"append-only table {table}"):
        cursor.execute(change.format(table))


def test_every_append_only_table_exists_and_is_guarded(fresh_db: str) -> None:
    with connections["owner"].cursor() as cursor:
        assert rights.existing(cursor, rights.APPEND_ONLY) == list(rights.APPEND_ONLY)
        assert rights.unguarded(cursor) == []


def test_a_missing_trigger_is_noticed(fresh_db: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE base_event DISABLE TRIGGER {rights.GUARD}")
        assert rights.unguarded(cursor) == ["base_event"]


def test_serving_role_works_with_ordinary_tables(db: None) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("tongban_app",)
        cursor.execute("UPDATE base_user SET first_name = 'x'")
        cursor.execute("DELETE FROM django_session")


def test_serving_role_makes_no_tables_and_forges_no_migrations(fresh_db: str) -> None:
    with connections["default"].cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("CREATE TABLE backdoor (id int)")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("DELETE FROM django_migrations")
