"""Where the database is and who logs in: the embedded server, or what the two environment variables name."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from tongban.base.database.errors import BadDatabaseAddress
from tongban.base.database.home import Home
from tongban.base.database.server import ADMIN
from tongban.core.messages import N_, Message

OWNER = "tongban_owner"
APP = "tongban_app"
DATABASE = "tongban"
URL_VARIABLE = "TONGBAN_DATABASE_URL"
OWNER_URL_VARIABLE = "TONGBAN_DATABASE_OWNER_URL"


@dataclass(frozen=True)
class Address:
    """One login at one database. `host` may be a folder with a socket."""

    host: str
    port: int
    name: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def at(self, name: str) -> Address:
        """The same login at another database of the same server."""
        return replace(self, name=name)

    def django(self) -> dict[str, Any]:
        """The entry for Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": dict(self.options),
        }

    def psycopg(self) -> dict[str, Any]:
        """Keyword arguments for psycopg.connect."""
        login = {"host": self.host, "port": self.port, "dbname": self.name, "user": self.user}
        return {**login, "password": self.password, **dict(self.options)}

    def url(self, *, with_password: bool = True) -> str:
        """As a libpq URL."""
        login = quote(self.user, safe="")
        if with_password and self.password:
            login += ":" + quote(self.password, safe="")
        options = dict(self.options)
        host = quote(self.host, safe="") if not self.host.startswith("/") else ""
        if not host:
            options = {"host": self.host, "port": str(self.port), **options}
        place = f"{host}:{self.port}" if host else ""
        tail = "?" + urlencode(options) if options else ""
        return f"postgresql://{login}@{place}/{quote(self.name, safe='')}{tail}"


def parse(url: str, *, variable: str) -> Address:
    """Read a libpq URL. Raises BadDatabaseAddress, which names the variable and never shows the password."""
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError as error:
        raise BadDatabaseAddress(variable=variable, why=Message(N_("主机或端口写错了"))) from error
    options = dict(parse_qsl(parts.query))
    host = unquote(parts.hostname or "") or options.pop("host", "")
    port = int(options.pop("port", port))
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadDatabaseAddress(variable=variable, why=Message(N_("只支持 PostgreSQL")))
    if not (host and name and parts.username):
        raise BadDatabaseAddress(variable=variable, why=Message(N_("缺少主机、库名或用户")))
    return Address(host, port, name, unquote(parts.username), unquote(parts.password or ""), tuple(options.items()))


def is_embedded() -> bool:
    """Whether we run the server ourselves."""
    return not os.environ.get(URL_VARIABLE)


def embedded(home: Home, user: str) -> Address:
    """A login at the embedded server. Without secrets yet the password is empty and nobody gets in."""
    names = {OWNER: "owner_password", APP: "app_password", ADMIN: "admin_password"}
    password = home.read_secrets().get(names[user], "")
    return Address(str(home.socket_folder), home.port, DATABASE, user, password)


def app_and_owner(home: Home) -> tuple[Address, Address]:
    """The serving login and the owner's. On a named server without an owner's URL both are the same."""
    if is_embedded():
        return embedded(home, APP), embedded(home, OWNER)
    app = parse(os.environ[URL_VARIABLE], variable=URL_VARIABLE)
    owner_url = os.environ.get(OWNER_URL_VARIABLE)
    return app, parse(owner_url, variable=OWNER_URL_VARIABLE) if owner_url else app
