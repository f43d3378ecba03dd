"""`tongban demo`: load the national pack and make a small believable county to look at and to play with."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from tongban.base import clock
from tongban.cli import ground
from tongban.cli.errors import BAD_USAGE
from tongban.cli.language import translate
from tongban.core.messages import N_, Message
from tongban.core.packs.location import packs_root

if TYPE_CHECKING:
    from tongban.cli.seed.accounts import Account
    from tongban.cli.seed.county import Made

CASES = 200
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another


@click.command(help=N_("载入全国事项包，造一个虚构的青江县：机构、人员、办件。"))
@click.option("--if-empty", is_flag=True, help=N_("已有办件时什么都不做"))
@click.option("--cases", default=CASES, show_default=True, type=click.IntRange(20, 5000), help=N_("办件数"))
def demo(if_empty: bool, cases: int) -> int:
    """Load the national pack and invent a county: authorities, people, cases."""
    home = ground.set_up()
    ground.require_prepared()
    from tongban.base.queries import account_exists
    from tongban.cases.queries import any_case
    from tongban.cli.seed import accounts, county

    if any_case() or account_exists(accounts.PERSONAS[0].username):
        _say(N_("数据库里已经有办件，没有再造演示数据。"), err=not if_empty)
        return 0 if if_empty else BAD_USAGE
    begun = perf_counter()
    password = new_password()
    made = county.build(packs_root() / "national", cases=cases, password=password, report=_Bar(), now=clock.now())
    accounts.write(Path(home.path) / accounts.FILE, made.accounts)
    _table(made.accounts)
    _closing(made, perf_counter() - begun)
    return 0


def new_password() -> str:
    """Another one on every machine; the same for all demonstration accounts of it."""
    return "qingjiang-" + "".join(secrets.choice(_SIGNS) for _ in range(6))


class _Bar:
    """A line that counts up on a terminal; every fiftieth case as a line of its own elsewhere."""

    def __init__(self) -> None:
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        if done == self._shown:
            return
        self._shown = done
        text = Message(N_("演示办件 {done}/{total}"), {"done": done, "total": total}).render(translate)
        if sys.stdout.isatty():
            width = 30 * done // max(1, total)
            click.echo(f"\r[{'#' * width}{'.' * (30 - width)}] {text}", nl=done >= total)
        elif done % 50 == 0 or done >= total:
            click.echo(text)


def _table(accounts: list[Account]) -> None:
    """Every account with its password; wide signs count twice."""
    _say(N_("演示账号（密码都一样，仅供演示）："))
    for account in accounts:
        click.echo(f"  {_wide(account.username, 22)} {account.password}  {_wide(account.name, 8)} {account.role}")


def _wide(text: str, width: int) -> str:
    return text + " " * max(0, width - sum(2 if ord(sign) > 0x2E7F else 1 for sign in text))


def _closing(made: Made, seconds: float) -> None:
    sentence = N_("青江县（虚构）已就绪：{matters}个事项，{cases}个办件，用时{seconds}秒。")
    _say(sentence, matters=made.matters, cases=made.cases, seconds=f"{seconds:.1f}")
    for what, count in made.stuck.items():
        _say(N_("有{count}个办件没有走完：{what}"), err=True, count=count, what=what)


def _say(sentence: str, *, err: bool = False, **data: object) -> None:
    click.echo(Message(sentence, data).render(translate), err=err)
