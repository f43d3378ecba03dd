"""What the serving role may do: everything to ordinary tables, only read and add to append-only ones.

The rights stop web and worker. The triggers stop the owner too, and name the table. Neither can stop a
superuser; `tongban doctor` says so when one is used, and the sealed hash chain makes the change visible.
"""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Tables whose rows are never changed and never deleted. A name may stand here before its table exists.
APPEND_ONLY: tuple[str, ...] = ("base_event", "base_seal", "catalogue_publication")

GUARD = "tongban_append_only"
_GUARD_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only table %: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Add a new row that corrects the old one.';
END $$
"""


def grant_rights(cursor: CursorWrapper, app_role: str) -> None:
    """Give the serving role its rights on every table, sequence and function of the schema. Run as the owner.

    Repeatable. TRUNCATE, REFERENCES and TRIGGER are never given.
    """
    app = sql.Identifier(app_role)
    statements = [
        "GRANT USAGE ON SCHEMA public TO {}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
    ]
    for statement in statements:
        cursor.execute(sql.SQL(statement).format(app))
    for table in existing(cursor, APPEND_ONLY):
        only = sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), app)
        cursor.execute(only)
    for table in existing(cursor, ("django_migrations",)):
        only = sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), app)
        cursor.execute(only)


def protect_append_only(cursor: CursorWrapper) -> None:
    """Install the refusing trigger on every append-only table. Repeatable; run as the owner.

    The trigger does not fire under ``session_replication_role = replica``, which only a superuser can set:
    restoring a dump and logical replication go on working.
    """
    cursor.execute(_GUARD_FUNCTION)
    for table in existing(cursor, APPEND_ONLY):
        statement = sql.SQL(
            "CREATE OR REPLACE TRIGGER {} BEFORE UPDATE OR DELETE OR TRUNCATE ON {} "
            "FOR EACH STATEMENT EXECUTE FUNCTION {}()"
        ).format(sql.Identifier(GUARD), sql.Identifier(table), sql.Identifier(GUARD))
        cursor.execute(statement)


def existing(cursor: CursorWrapper, tables: tuple[str, ...]) -> list[str]:
    """Those of the named tables that exist in the schema, in the given order."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s)", [list(tables)]
    )
    found = {row[0] for row in cursor.fetchall()}
    return [table for table in tables if table in found]


def unguarded(cursor: CursorWrapper) -> list[str]:
    """Append-only tables that exist without an enabled trigger."""
    cursor.execute(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname = %s AND t.tgenabled IN ('O', 'A')",
        [GUARD],
    )
    guarded = {row[0] for row in cursor.fetchall()}
    return [table for table in existing(cursor, APPEND_ONLY) if table not in guarded]
