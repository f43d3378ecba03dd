"""`tongban db`: the embedded server and the tables in it."""

from __future__ import annotations

import os

import click

from tongban.base.database import addresses
from tongban.base.database.roles import start_embedded
from tongban.base.database.server import EmbeddedServer
from tongban.cli import ground

_NOT_OURS = "TONGBAN_DATABASE_URL names a server of its own; start and stop it there."


@click.group()
def db() -> None:
    """Start, stop, prepare and look into the database."""


@db.command()
def start() -> None:
    """Start the embedded server and wait until it answers; crash recovery may take its time."""
    server = _embedded()
    start_embedded(server.home)
    click.echo(f"running, process {server.pid()}, data in {server.home.data}")


@db.command()
def stop() -> None:
    """Stop the embedded server; open sessions are broken off, nothing committed is lost."""
    click.echo("stopped" if _embedded().stop() else "was not running")


@db.command()
def status() -> None:
    """Say whether the embedded server runs; exit code 3 when it does not."""
    server = _embedded()
    number = server.pid()
    click.echo(f"running, process {number}, data in {server.home.data}" if number else "not running")
    if not number:
        raise SystemExit(3)


@db.command()
@click.option("--owner", is_flag=True, help="The login that owns the tables.")
@click.option("--with-password", is_flag=True, help="Show the password too.")
def url(owner: bool, with_password: bool) -> None:
    """Print the address of the database."""
    click.echo(_login(owner).url(with_password=with_password))


@db.command(context_settings={"ignore_unknown_options": True})
@click.option("--owner", is_flag=True, help="Log in as the owner of the tables instead of as the serving role.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def shell(owner: bool, arguments: tuple[str, ...]) -> None:
    """Open psql; further arguments are handed on to it."""
    if addresses.is_embedded():
        server = _embedded()
        start_embedded(server.home)
        program = str(server.binary("psql"))
    else:
        program = "psql"
    login = _login(owner)
    environment = {**os.environ, "PGPASSWORD": login.password}
    os.execvpe(program, [program, login.url(with_password=False), *arguments], environment)


@db.command()
@click.option("--quiet", is_flag=True, help="Say nothing when all goes well.")
def prepare(quiet: bool) -> None:
    """Make roles and database, migrate as the owner, give rights, install triggers. May be repeated."""
    ground.set_up()
    from tongban.base.database import prepare as preparation

    preparation.prepare(verbosity=0 if quiet else 1)


def _embedded() -> EmbeddedServer:
    if not addresses.is_embedded():
        raise click.UsageError(_NOT_OURS)
    return EmbeddedServer(ground.home())


def _login(owner: bool) -> addresses.Address:
    app, owning = addresses.app_and_owner(ground.home())
    return owning if owner else app
