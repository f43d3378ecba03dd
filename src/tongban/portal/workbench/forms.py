"""The steps offered on a case page, each as a form with what was typed into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.base.actor import Actor
from tongban.cases import actions
from tongban.core.errors import InvalidInput
from tongban.core.lifecycle import Transition
from tongban.core.messages import N_, Message
from tongban.portal.workbench import reasons
from tongban.portal.workbench.reasons import Row

KINDS = {
    "ask_correction": "reasons",
    "not_accept": "reasons",
    "refuse": "reasons",
    "grant": "opinion",
    "pass_step": "opinion",
    "return_step": "opinion",
    "suspend": "suspend",
    "extend": "extend",
    "deliver": "deliver",
    "withdraw": "withdraw",
    "hand_in_correction": "correct",
}
"""What a form asks for; the steps not named ask for nothing."""

FOLLOWS = {
    "accept": N_("出具受理通知书，办理期限开始计算。"),
    "file": N_("出具备案回执，备案即告完成。"),
    "ask_correction": N_("只能告知一次，请把要补正的内容一次写全；发出后计时停止，等申请人补正。"),
    "not_accept": N_("出具不予受理决定书，写明理由和救济途径。"),
    "hand_in_correction": N_("申请人在窗口、自己不便上网时，替他改好材料并提交；会显示全部填报内容，并留下记录。"),
    "grant": N_("作出准予的决定，证照当场生成并签名，立即可以查验。"),
    "pass_step": N_("本环节完成，转到下一环节的岗位。"),
    "refuse": N_("出具不予批准决定书，写明理由和救济途径。"),
    "return_step": N_("退回上一环节复核，请写明原因。"),
    "suspend": N_("出具特别程序告知书，所需时间不计入办理期限。"),
    "resume": N_("特别程序结束，办理期限接着计算。"),
    "extend": N_("出具延长办理期限告知书，只能延长一次。"),
    "deliver": N_("记录结果已经送到申请人手里。"),
    "close": N_("电子档案归档，本件办理完毕。"),
    "withdraw": N_("申请人当面要求撤回时使用；撤回后可以重新申请。"),
}
DANGEROUS = frozenset({"refuse", "not_accept", "withdraw"})
LIKELY = ("accept", "file", "grant", "pass_step", "resume", "deliver", "close")
"""The first of these that is offered stands open; the others are folded."""


@dataclass(frozen=True)
class Typed:
    """A form that came back: which, with what, and why it did not go through."""

    name: str
    data: Mapping[str, str]
    rows: list[Row] = field(default_factory=list)
    failure: Message | None = None

    @property
    def text(self) -> str:
        """Everything typed as one text, for a page that no longer offers the form."""
        hidden = ("csrfmiddlewaretoken", "seen")
        marks = ("use-", "suggested-", "check-")
        kept = (value for key, value in self.data.items() if key not in hidden and not key.startswith(marks))
        return "\n".join(value.strip() for value in kept if value.strip())


@dataclass(frozen=True)
class ActForm:
    """One step on the page."""

    name: str
    title: str
    article: str
    kind: str
    follows: str
    dangerous: bool
    open: bool
    values: Mapping[str, str]
    rows: list[Row]
    failure: Message | None


def forms(offered: tuple[Transition, ...], suggestions: list[Row], typed: Typed | None) -> list[ActForm]:
    """A form per offered step; the one that came back is open with everything typed."""
    names = [row.name for row in offered]
    likely = next((name for name in LIKELY if name in names), "")
    return [_form(row, row.name == likely, suggestions, typed) for row in offered]


def _form(row: Transition, likely: bool, suggestions: list[Row], typed: Typed | None) -> ActForm:
    kind = KINDS.get(row.name, "plain")
    back = typed if typed is not None and typed.name == row.name else None
    rows = (back.rows if back else reasons.fresh(suggestions)) if kind == "reasons" else []
    return ActForm(
        name=row.name,
        title=row.title,
        article=row.article,
        kind=kind,
        follows=FOLLOWS[row.name],
        dangerous=row.name in DANGEROUS,
        open=back is not None or (likely and typed is None),
        values=back.data if back else {},
        rows=rows,
        failure=back.failure if back else None,
    )


Doer = Callable[[UUID, Mapping[str, str], int, Actor, datetime], Any]


def _plain(action: Callable[..., Any]) -> Doer:
    return lambda case_id, data, seen, actor, now: action(case_id, seen=seen, actor=actor, now=now)


def _free(action: Callable[..., Any]) -> Doer:
    """Claiming and releasing need no look at the newest state: who holds the case is checked anyway."""
    return lambda case_id, data, seen, actor, now: action(case_id, actor=actor, now=now)


def _with_reasons(action: Callable[..., Any]) -> Doer:
    def do(case_id: UUID, data: Mapping[str, str], seen: int, actor: Actor, now: datetime) -> Any:
        return action(case_id, reasons.counting(reasons.posted(data)), seen=seen, actor=actor, now=now)

    return do


def _with_opinion(action: Callable[..., Any]) -> Doer:
    return lambda case_id, data, seen, actor, now: action(case_id, opinion(data), seen=seen, actor=actor, now=now)


def opinion(data: Mapping[str, str]) -> str:
    """The opinion with the points that were ticked, by their number in the procedure."""
    ticked = [key.removeprefix("check-") for key in data if key.startswith("check-") and key[6:].isdigit()]
    text = data.get("opinion", "").strip()
    if not ticked:
        return text
    numbers = "、".join(sorted(ticked[:100], key=lambda number: (len(number), number)))
    return f"已核对审查要点第 {numbers} 项。\n{text}".strip()


def _suspend(case_id: UUID, data: Mapping[str, str], seen: int, actor: Actor, now: datetime) -> Any:
    days = whole_number(data.get("days", ""), Message(N_("所需天数")))
    return actions.suspend(case_id, data.get("procedure", ""), days, seen=seen, actor=actor, now=now)


def _extend(case_id: UUID, data: Mapping[str, str], seen: int, actor: Actor, now: datetime) -> Any:
    amount = whole_number(data.get("amount", ""), Message(N_("延长的天数")))
    return actions.extend(case_id, amount, data.get("reason", ""), seen=seen, actor=actor, now=now)


def _deliver(case_id: UUID, data: Mapping[str, str], seen: int, actor: Actor, now: datetime) -> Any:
    if data.get("way") not in WAYS:
        raise InvalidInput(what=Message(N_("送达方式")), why=Message(N_("请选择一种")))
    return actions.deliver(case_id, data["way"], seen=seen, actor=actor, now=now)


def _withdraw(case_id: UUID, data: Mapping[str, str], seen: int, actor: Actor, now: datetime) -> Any:
    if data.get("asked") != "1":
        raise InvalidInput(what=Message(N_("撤回申请")), why=Message(N_("请先确认是申请人当面要求的")))
    return actions.withdraw(case_id, seen=seen, actor=actor, now=now)


def whole_number(text: str, what: Message) -> int:
    """A number as typed. Raises InvalidInput."""
    if not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 6:
        raise InvalidInput(what=what, why=Message(N_("请填整数")))
    return int(text)


WAYS = {"counter": N_("窗口领取"), "post": N_("邮寄"), "online": N_("网上下载")}

DOERS: dict[str, Doer] = {
    "claim": _free(actions.claim),
    "release": _free(actions.release),
    "accept": _plain(actions.accept),
    "file": _plain(actions.file),
    "resume": _plain(actions.resume),
    "close": _plain(actions.close),
    "ask_correction": _with_reasons(actions.ask_correction),
    "not_accept": _with_reasons(actions.not_accept),
    "refuse": _with_reasons(actions.refuse),
    "grant": _with_opinion(actions.grant),
    "pass_step": _with_opinion(actions.pass_step),
    "return_step": _with_opinion(actions.return_step),
    "suspend": _suspend,
    "extend": _extend,
    "deliver": _deliver,
    "withdraw": _withdraw,
}

DONE = {
    "claim": N_("已领取，办件在“我的任务”里。"),
    "release": N_("已退回任务池。"),
    "accept": N_("已受理，受理通知书已生成。"),
    "file": N_("已备案，备案回执已生成。"),
    "resume": N_("已恢复计时。"),
    "close": N_("已归档。"),
    "ask_correction": N_("已发出一次性补正告知书。"),
    "not_accept": N_("已出具不予受理决定书。"),
    "refuse": N_("已出具不予批准决定书。"),
    "grant": N_("已作出准予的决定，证照已生效。"),
    "pass_step": N_("本环节已完成，已转下一环节。"),
    "return_step": N_("已退回上一环节。"),
    "suspend": N_("特别程序已启动，计时暂停。"),
    "extend": N_("已延长办理期限，告知书已生成。"),
    "deliver": N_("已记录送达。"),
    "withdraw": N_("已按申请人的要求撤回。"),
}
