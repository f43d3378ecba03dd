"""The two roles of the embedded server: `tongban_owner` owns the tables, `tongban_app` serves (docs/adr/0002)."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from tongban.base.database.addresses import APP, DATABASE, OWNER, embedded, is_embedded
from tongban.base.database.home import Home
from tongban.base.database.server import ADMIN, EmbeddedServer

Connection = psycopg.Connection[tuple[Any, ...]]


def start_embedded(home: Home, *, durable: bool = True) -> None:
    """Start the embedded server and make roles and database, when no other server is named."""
    if not is_embedded():
        return
    EmbeddedServer(home, durable=durable).start()
    with home.lock("roles"), connect_as_admin(home) as connection:
        ensure_roles(connection, home.ensure_secrets())
        ensure_database(connection)
        restrict_database(connection, DATABASE)


def connect_as_admin(home: Home, database: str = "postgres") -> Connection:
    """A connection of the embedded server's superuser, outside of any transaction."""
    return psycopg.connect(**embedded(home, ADMIN).at(database).psycopg(), autocommit=True)


def ensure_roles(connection: Connection, secrets: dict[str, str]) -> None:
    """Make both roles, or give them the password of the secrets file again."""
    for role, password in ((OWNER, secrets["owner_password"]), (APP, secrets["app_password"])):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}")
        connection.execute(verb.format(sql.Identifier(role), sql.Literal(password)))


def ensure_database(connection: Connection, name: str = DATABASE) -> bool:
    """Make the database for the owner; only the two roles may connect. True when it was not there before."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return False
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(database, owner))
    restrict_database(connection, name)
    return True


def restrict_database(connection: Connection, name: str) -> None:
    """Let nobody but the two roles connect. A clone does not inherit this, so it is called for each."""
    database, owner, app = sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(APP)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(database, owner, app))
