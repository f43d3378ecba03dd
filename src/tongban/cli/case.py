"""`tongban case`: look at cases and act on them, by the same actions as the pages.

`show` is the operator's view and shows no names and no answers. Everything else is done as a named officer (`--as`),
with that officer's posts and nothing more. The shape of `show --json` is a contract (see `as_data`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from tongban.base import clock
from tongban.cli import ground
from tongban.cli.language import translate
from tongban.core.clock import civil_day
from tongban.core.messages import N_, Message
from tongban.core.roles import Role

if TYPE_CHECKING:
    from tongban.base.actor import Actor
    from tongban.cases.queries import CaseView, RunningLimit

officer = click.option("--as", "username", required=True, metavar="USERNAME", help=N_("以哪位工作人员的身份"))
number_argument = click.argument("number")


@click.group(help=N_("查看办件，以工作人员的身份办理。"))
def case() -> None:
    """Cases, looked at and handled as an officer."""


@case.command(help=N_("一个办件的状态、时限和经过。"))
@number_argument
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
def show(number: str, as_json: bool) -> None:
    """State, limits and history of a case."""
    _prepare()
    from tongban.cases import queries

    view = queries.system_view(queries.case_id_of(number), now=clock.now())
    click.echo(json.dumps(as_data(view), ensure_ascii=False) if as_json else "\n".join(as_text(view)))


@case.command(name="list", help=N_("这位工作人员的任务，最急的在前。"))
@officer
@click.option("--mine", is_flag=True, help=N_("只看自己领取的；不写则看任务池"))
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
def list_tasks(username: str, mine: bool, limit: int, as_json: bool) -> None:
    """The officer's tasks, most urgent first."""
    _prepare()
    from tongban.cases import queries

    now = clock.now()
    rows = queries.worklist(_actor(username).viewer, now=now, mine=mine, limit=limit)
    for row in rows:
        due = row.case.next_due.isoformat() if row.case.next_due else ""
        line = {
            "number": row.case.number, "matter": row.case.matter, "variant": row.case.variant, "state": row.case.state,
            "next_due": due or None, "days_left": row.days_left, "card": row.card.value,
        }  # fmt: skip
        words = f"{row.case.number}  {due:10}  {row.state_title.render(translate)}  {row.title} {row.variant_name}"
        click.echo(json.dumps(line, ensure_ascii=False) if as_json else words)


def as_data(view: CaseView) -> dict[str, object]:
    """The contract of `show --json`: keys never change their meaning; days are civil days of China."""
    row, state = view.case, view.state
    return {
        "number": row.number,
        "matter": row.matter,
        "variant": row.variant,
        "publication": row.publication_id,
        "region": row.region,
        "channel": row.channel,
        "state": state.state,
        "step": state.step or None,
        "waiting_for": state.waiting_for or None,
        "outcome": state.outcome or None,
        "automatic": state.automatic,
        "received_at": _instant(state.received_at),
        "accepted_at": _instant(state.accepted_at),
        "decided_at": _instant(state.decided_at),
        "concluded_at": _instant(state.concluded_at),
        "closed_at": _instant(state.closed_at),
        "next_due": view.clocks.next_due.isoformat() if view.clocks.next_due else None,
        "provisional": view.clocks.provisional,
        "card": view.clocks.card.value,
        "limits": [_limit(item) for item in view.clocks.limits],
        "certificate": state.certificate,
        "head": {"sequence": row.head_sequence, "hash": row.head_hash},
        "events": [
            {
                "sequence": entry.sequence,
                "kind": entry.kind,
                "sentence": entry.message.render(translate),
                "article": entry.article,
                "role": entry.actor_role,
                "effective_at": _instant(entry.effective_at),
                "recorded_at": _instant(entry.recorded_at),
            }
            for entry in view.timeline
        ],
    }


def as_text(view: CaseView) -> Iterator[str]:
    """For people: the state, the limits with their days, the history."""
    matter = view.loaded.matter
    yield f"{view.case.number}  {matter.name} · {matter.variants[view.case.variant].name}"
    yield view.state_title.render(translate)
    for item in view.clocks.limits:
        data = {"title": item.title, "due": item.due.date, "used": item.elapsed.used, "left": item.elapsed.left}
        yield Message(N_("{title}：{due} 届满，已用 {used} 天，还剩 {left} 天"), data).render(translate)
    for entry in view.timeline:
        said = entry.message.render(translate)
        yield f"{entry.sequence:>3}  {civil_day(entry.effective_at)}  {said}  {entry.article}"


def _limit(item: RunningLimit) -> dict[str, object]:
    return {
        "stage": item.stage,
        "kind": item.kind,
        "amount": item.limit.amount,
        "unit": item.limit.unit.value,
        "start": item.start.isoformat(),
        "due": item.due.date.isoformat(),
        "used": item.elapsed.used,
        "left": item.elapsed.left,
        "overdue": item.elapsed.overdue,
        "ended": item.ended.isoformat() if item.ended else None,
    }


def _instant(value: Any) -> str | None:
    return value.isoformat() if value else None


# --- acting -----------------------------------------------------------------------------------------------------------


def _plain(name: str, what: str) -> None:
    """A step that needs nothing but the case."""

    @case.command(name=name, help=what)
    @number_argument
    @officer
    def command(number: str, username: str) -> None:
        _act(name.replace("-", "_"), number, username)


def _with_opinion(name: str, action: str, what: str, *, required: bool) -> None:
    """A step of the review with the officer's opinion."""

    @case.command(name=name, help=what)
    @number_argument
    @officer
    @click.option("--opinion", required=required, default="", help=N_("审查意见"))
    def command(number: str, username: str, opinion: str) -> None:
        _act(action, number, username, opinion)


def _with_reason(name: str, what: str) -> None:
    """A step whose ground is written out in all four parts."""

    @case.command(name=name, help=what)
    @number_argument
    @officer
    @click.option("--paper", required=True, help=N_("哪份材料或哪个填报项"))
    @click.option("--point", required=True, help=N_("哪一点不符合"))
    @click.option("--rule", required=True, help=N_("依据哪条规定"))
    @click.option("--remedy", required=True, help=N_("怎样补救"))
    def command(number: str, username: str, **reason: str) -> None:
        _act(name.replace("-", "_"), number, username, [reason])


for _name, _what in (
    ("claim", N_("领取任务")), ("release", N_("退回任务池")), ("accept", N_("受理")), ("resume", N_("结束特别程序")),
    ("file", N_("备案并出具回执")), ("close", N_("归档")), ("withdraw", N_("代申请人撤回申请")),
):  # fmt: skip
    _plain(_name, _what)
_with_opinion("pass", "pass_step", N_("审查通过，转下一步"), required=True)
_with_opinion("return", "return_step", N_("退回上一步"), required=True)
_with_opinion("grant", "grant", N_("准予"), required=False)
for _name, _what in (
    ("ask-correction", N_("一次告知补正")), ("not-accept", N_("不予受理")), ("refuse", N_("不予许可")),
):  # fmt: skip
    _with_reason(_name, _what)


@case.command(help=N_("启动特别程序，暂停计时。"))
@number_argument
@officer
@click.option("--procedure", required=True, help=N_("事项的特别程序"))
@click.option("--days", required=True, type=click.IntRange(1, 365), help=N_("所需天数，已书面告知"))
def suspend(number: str, username: str, procedure: str, days: int) -> None:
    """Begin a special procedure; the clock stops."""
    _act("suspend", number, username, procedure, days)


@case.command(help=N_("延长审查期限，一次，最多十个工作日。"))
@number_argument
@officer
@click.option("--days", required=True, type=click.IntRange(1, 10), help=N_("延长的工作日"))
@click.option("--reason", required=True, help=N_("延长的理由，要告知申请人"))
def extend(number: str, username: str, days: int, reason: str) -> None:
    """Extend the limit, once, by ten working days at most."""
    _act("extend", number, username, days, reason)


@case.command(help=N_("送达。"))
@number_argument
@officer
@click.option("--way", default="counter", show_default=True, type=click.Choice(["online", "counter", "post"]))
def deliver(number: str, username: str, way: str) -> None:
    """Record the delivery."""
    _act("deliver", number, username, way)


def _act(name: str, number: str, username: str, *arguments: Any) -> None:
    """Find the case among what the officer may see, do the step, say where the case stands now."""
    _prepare()
    from tongban.cases import actions, queries

    actor, now = _actor(username), clock.now()
    found: UUID = queries.access_case_by_number(number, viewer=actor.viewer, now=now).case.pk
    action: Callable[..., Any] = getattr(actions, name)
    action(found, *arguments, actor=actor, now=now)
    view = queries.access_case(found, viewer=actor.viewer, now=now)
    click.echo(f"{view.case.number}  {view.state_title.render(translate)}")


def _actor(username: str) -> Actor:
    """The officer of that account with today's posts. Raises NotFound when there is none."""
    from tongban.base import queries
    from tongban.base.actor import user_actor
    from tongban.core.errors import NotFound

    user = queries.user_by_name(username)
    viewer = queries.viewer(user, on=civil_day(clock.now())) if user else None
    if viewer is None or not viewer.is_staff:
        raise NotFound(what=Message(N_("工作人员“{username}”"), {"username": username[:60]}))
    return user_actor(viewer, Role(viewer.posts[0].role))


def _prepare() -> None:
    ground.set_up()
    ground.require_prepared()
