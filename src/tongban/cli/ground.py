"""What a command that needs the platform does first: start the embedded server, then set Django up.

Commands without a database (`check`, `clock`, `id`) never import this.
"""

from __future__ import annotations

import os

from tongban.base.database.home import Home, default_home
from tongban.base.database.roles import start_embedded

SETTINGS = "tongban.project.settings"


def home() -> Home:
    """The data folder of this checkout."""
    return Home(default_home())


def set_up(*, start: bool = True) -> Home:
    """Start the embedded server if there is one to start, and set Django up. Returns the data folder.

    The order matters: settings read the logins from the secrets file, which the first start makes.
    """
    folder = home()
    folder.ensure_secrets()
    if start:
        start_embedded(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    return folder


def require_prepared() -> None:
    """Raise NotPrepared when the database lacks tables this code needs, DatabaseUnreachable when nobody answers."""
    from django.db import connections

    from tongban.base.database.errors import NotPrepared
    from tongban.base.database.prepare import check_version, pending_migrations

    check_version(connections["default"])
    count = pending_migrations()
    connections.close_all()
    if count:
        raise NotPrepared(count=count)
