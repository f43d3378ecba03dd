"""`tongban audit`: recompute every stream, what rows cache of them, and the seals; seal a day by hand.

The shape of `verify --json` is a contract: {"cases", "events", "broken": [{"stream", "sequence", "code"}]}; exit 1 if
anything is broken.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta

import click

from tongban.base import clock
from tongban.cli import ground
from tongban.cli.language import translate
from tongban.cli.values import DayType
from tongban.core.clock import civil_day
from tongban.core.messages import N_, Message

SHOWN = 50  # broken places listed for people; --json has them all


@click.group(help=N_("核对事件链、封存。"))
def audit() -> None:
    """The record of events: checking it and sealing it."""


@audit.command(help=N_("重算全部事件链、缓存和封存。"))
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
def verify(as_json: bool) -> int:
    """Work out every chain, cache and seal again."""
    _prepare()
    from tongban.cases import queries

    found = queries.verify_everything()
    if as_json:
        rows = [asdict(item) for item in found.broken]
        click.echo(json.dumps({"cases": found.cases, "events": found.events, "broken": rows}, ensure_ascii=False))
    else:
        for item in found.broken[:SHOWN]:
            click.echo(f"{item.stream}  {item.sequence}  {item.code}")
        sentence = N_("核对了{cases}个办件、{events}个事件，{broken}处不符。")
        data = {"cases": found.cases, "events": found.events, "broken": len(found.broken)}
        click.echo(Message(sentence, data).render(translate))
    return int(bool(found.broken))


@audit.command(help=N_("封存到某一天为止的全部事件链。"))
@click.option("--day", type=DayType(), help=N_("封存到哪一天；不写则为昨天"))
def seal(day: date | None) -> None:
    """Seal every chain up to a day."""
    _prepare()
    from tongban.base import audit as sealing
    from tongban.base.actor import SYSTEM

    now = clock.now()
    until = day or civil_day(now) - timedelta(days=1)
    if until >= civil_day(now):
        raise click.UsageError(Message(N_("只能封存今天以前的日子")).render(translate))
    made = sealing.seal_day(until, actor=SYSTEM, now=now)
    sentence = N_("{day} 已封存，{count}条事件链。") if made else N_("{day} 已经封存过，或者没有新的事件。")
    count = made.entries.count("\n") + 1 if made else 0
    click.echo(Message(sentence, {"day": until, "count": count}).render(translate))


def _prepare() -> None:
    ground.set_up()
    ground.require_prepared()
