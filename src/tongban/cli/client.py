"""`tongban client`: give out and withdraw the tokens by which other systems call the API."""

from __future__ import annotations

from datetime import date

import click

from tongban.base import clock
from tongban.cli import ground
from tongban.cli.language import translate
from tongban.cli.values import DayType
from tongban.core.clock import civil_day
from tongban.core.errors import NotFound
from tongban.core.messages import N_, Message

SCOPES = ("drafts:write", "cases:read", "cases:act")


@click.group(help=N_("接口调用方的令牌。"))
def client() -> None:
    """Systems that call the API."""


@client.command(help=N_("开通一个调用方，令牌只显示一次。"))
@click.argument("name")
@click.option("--as", "username", required=True, help=N_("以哪个账号的身份调用"))
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), required=True, help=N_("权限，可重复"))
@click.option("--until", type=DayType(), help=N_("用到哪一天；不写则一年"))
def add(name: str, username: str, scopes: tuple[str, ...], until: date | None) -> None:
    """Open a client that acts as one account and never sees more than it."""
    _prepare()
    from tongban.api import actions
    from tongban.base import queries
    from tongban.base.actor import SYSTEM

    now = clock.now()
    user = queries.user_by_name(username)
    if user is None:
        raise NotFound(what=Message(N_("账号“{name}”"), {"name": username}))
    today = civil_day(now)
    last = until or today.replace(year=today.year + 1, day=min(today.day, 28))
    _, token = actions.open_client(name, user, scopes, expires_on=last, actor=SYSTEM, now=now)
    click.echo(token)
    told = Message(N_("令牌只显示这一次，有效到{day}。请求时放在 Authorization: Bearer 后面。"), {"day": last})
    click.echo(told.render(translate), err=True)


@client.command(help=N_("停用一个调用方。"))
@click.argument("name")
def revoke(name: str) -> None:
    """The token stops working at once."""
    _prepare()
    from tongban.api import actions
    from tongban.base.actor import SYSTEM

    found = actions.client_by_name(name)
    if found is None:
        raise NotFound(what=Message(N_("调用方“{name}”"), {"name": name}))
    actions.revoke_client(found, actor=SYSTEM, now=clock.now())
    click.echo(Message(N_("已停用“{name}”。"), {"name": name}).render(translate))


def _prepare() -> None:
    ground.set_up()
    ground.require_prepared()
