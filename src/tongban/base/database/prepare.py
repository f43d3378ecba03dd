"""`tongban db prepare`: from an empty or an older database to one that this code can serve from. Repeatable."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from tongban.base.database import rights
from tongban.base.database.errors import DatabaseUnreachable, ServerTooOld

OLDEST_MAJOR = 15
_LOCK = 0x746F6E67  # "tong": two machines never prepare one database at the same time


def prepare(*, verbosity: int = 0) -> None:
    """Migrate as the owner, give the serving role its rights and put the triggers on.

    Raises DatabaseUnreachable and ServerTooOld.
    """
    owner = connections["owner"]
    check_version(owner)
    with owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
        call_command("createcachetable", database="owner", verbosity=verbosity)
    finally:
        _protect()  # also when a migration broke off half-way
        owner.close()  # frees the lock


def _protect() -> None:
    app_role = settings.DATABASES["default"]["USER"]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        rights.protect_append_only(cursor)
        if app_role != settings.DATABASES["owner"]["USER"]:
            rights.grant_rights(cursor, app_role)


def check_version(connection: BaseDatabaseWrapper) -> int:
    """Major version of the server. Raises ServerTooOld below 15, DatabaseUnreachable when nobody answers."""
    try:
        connection.ensure_connection()
    except (OperationalError, DatabaseError) as error:
        where = f"{connection.settings_dict['HOST']}:{connection.settings_dict['PORT']}"
        raise DatabaseUnreachable(where=where, why=str(error).splitlines()[0]) from error
    number = int(connection.connection.info.server_version)
    if number < OLDEST_MAJOR * 10000:
        raise ServerTooOld(found=f"{number // 10000}.{number % 10000}", needed=OLDEST_MAJOR)
    return number // 10000


def pending_migrations() -> int:
    """How many migrations of this code the database has not seen."""
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
