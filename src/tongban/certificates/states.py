"""The life of a certificate: every state, and every way from one to another, with its article.

`expired` is no state: a certificate ends by its date without anybody doing anything, so it is computed from `valid_to`
(行政许可法 70(1) then asks for it to be struck off, which is the step `cancel`).
"""

from __future__ import annotations

from enum import StrEnum

from tongban.core.lifecycle import Lifecycle, Transition
from tongban.core.messages import N_, Message
from tongban.core.roles import CASE_ROLES, Role


class State(StrEnum):
    """What is stored. The law's own words; see the glossary for the four that sound alike."""

    VALID = "valid"
    SUSPENDED = "suspended"  # 暂扣: for a time, 行政处罚法 9(3)
    RESCINDED = "rescinded"  # 撤回: the law or the facts changed, 行政许可法 8
    REVOKED = "revoked"  # 撤销: should not have been granted, 行政许可法 69
    FORFEITED = "forfeited"  # 吊销: taken away as a penalty, 行政处罚法 9(3)
    CANCELLED = "cancelled"  # 注销: struck off the register, 行政许可法 70
    SUPERSEDED = "superseded"  # a newer version stands in its place: 变更, 延续, 补办


class Standing(StrEnum):
    """What somebody who verifies is told: the state, or `expired` / `not_yet_valid` computed by date."""

    VALID = "valid"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    RESCINDED = "rescinded"
    REVOKED = "revoked"
    FORFEITED = "forfeited"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


TITLES = {
    Standing.VALID: N_("有效"),
    Standing.NOT_YET_VALID: N_("尚未生效"),
    Standing.EXPIRED: N_("已过期"),
    Standing.SUSPENDED: N_("已暂扣"),
    Standing.RESCINDED: N_("已撤回"),
    Standing.REVOKED: N_("已撤销"),
    Standing.FORFEITED: N_("已吊销"),
    Standing.CANCELLED: N_("已注销"),
    Standing.SUPERSEDED: N_("已有新版"),
}

_HEADS = frozenset({Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE, Role.SYSTEM})
_HANDLERS = CASE_ROLES | {Role.SYSTEM}
_LIVE = frozenset({State.VALID, State.SUSPENDED})


def _row(
    name: str, title: str, says: str, sources: frozenset[State], target: State, who: frozenset[Role], article: str
) -> Transition:
    return Transition(
        name=name,
        title=title,
        sources=frozenset(state.value for state in sources),
        target=target.value,
        who=frozenset(role.value for role in who),
        sentence=Message(says),
        article=article,
        event=f"certificate.{target.value}" if name != "resume" else "certificate.resumed",
    )


_VALID = frozenset({State.VALID})
_SUSPENDED = frozenset({State.SUSPENDED})

LIFECYCLE = Lifecycle(
    states={state.value: TITLES[Standing(state.value)] for state in State},
    transitions=(
        _row("suspend", N_("暂扣"), N_("证照已暂扣"), _VALID, State.SUSPENDED, _HEADS, "行政处罚法 9(3)"),
        _row("resume", N_("恢复"), N_("证照已恢复有效"), _SUSPENDED, State.VALID, _HEADS, "行政处罚法 9(3)"),
        _row("amend", N_("变更"), N_("证照内容已变更，换发新版"), _VALID, State.SUPERSEDED, _HANDLERS, "行政许可法 49"),
        _row("renew", N_("延续"), N_("证照已延续，换发新版"), _VALID, State.SUPERSEDED, _HANDLERS, "行政许可法 50"),
        # No article of the licensing law speaks of replacing a lost paper; the matter's own law does.
        _row("reissue", N_("补办"), N_("证照已补办，换发新版"), _VALID, State.SUPERSEDED, _HANDLERS, "行政许可法 39"),
        _row("rescind", N_("撤回"), N_("行政许可已撤回"), _LIVE, State.RESCINDED, _HEADS, "行政许可法 8"),
        _row("revoke", N_("撤销"), N_("行政许可已撤销"), _LIVE, State.REVOKED, _HEADS, "行政许可法 69"),
        _row("forfeit", N_("吊销"), N_("许可证件已吊销"), _LIVE, State.FORFEITED, _HEADS, "行政处罚法 9(3)"),
        _row(
            "cancel",
            N_("注销"),
            N_("行政许可已注销"),
            _LIVE | {State.RESCINDED, State.REVOKED, State.FORFEITED},
            State.CANCELLED,
            _HANDLERS,
            "行政许可法 70",
        ),
    ),
    initial=State.VALID.value,
    terminal={State.CANCELLED.value, State.SUPERSEDED.value},
)
