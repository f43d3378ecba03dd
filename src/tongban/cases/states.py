"""The lifecycle of an application under 行政许可法 (licences) and of a filing (备案): one transition table each.

States, value by value:

`draft`        being filled in; no legal effect yet, no case number
`received`     the papers are in (收件); the five working days of art. 32 run
`correction`   one notice named everything that is missing (补正); the applicant's own time, no clock runs
`accepted`     accepted (受理), by slip or because five days passed without a notice; the decision limit runs
`not_accepted` not accepted, with reasons and remedies (不予受理)
`reviewing`    being reviewed through the steps of the matter (审查)
`suspended`    a special procedure runs (特别程序); its time does not count
`granted`      the licence is granted (准予); the certificate is being made
`refused`      refused with reasons and remedies (不予许可); concluded
`issued`       the result is given (办结): certificate signed, or the register changed
`filed`        a filing was receipted (备案); concluded
`delivered`    the result reached the applicant (送达)
`closed`       archived
`withdrawn`    the applicant withdrew the application (撤回申请)
"""

from __future__ import annotations

from dataclasses import replace

from tongban.core.lifecycle import Lifecycle, Transition
from tongban.core.messages import N_, Message
from tongban.core.roles import Role

APPLICANT, CLERK, REVIEWER = Role.APPLICANT.value, Role.CLERK.value, Role.REVIEWER.value
HEAD, CHIEF, SYSTEM = Role.SECTION_HEAD.value, Role.CHIEF_REPRESENTATIVE.value, Role.SYSTEM.value

COUNTER = frozenset({CLERK, CHIEF})
REVIEW = frozenset({CLERK, REVIEWER, HEAD, CHIEF})  # which of them a step wants is the matter's own word
HAND_IN = frozenset({APPLICANT, CLERK, CHIEF})

STATES = {
    "draft": N_("草稿"),
    "received": N_("已收件"),
    "correction": N_("待补正"),
    "accepted": N_("已受理"),
    "not_accepted": N_("不予受理"),
    "reviewing": N_("审查中"),
    "suspended": N_("特别程序中"),
    "granted": N_("准予许可，正在制证"),
    "refused": N_("不予许可"),
    "issued": N_("已办结"),
    "filed": N_("已备案"),
    "delivered": N_("已送达"),
    "closed": N_("已归档"),
    "withdrawn": N_("已撤回申请"),
}


def _row(
    name: str,
    title: str,
    sources: str,
    target: str,
    who: frozenset[str],
    sentence: str,
    article: str,
    event: str,
    *,
    clock: str = "none",
    guard: str | None = None,
) -> Transition:
    return Transition(
        name=name,
        title=title,
        sources=frozenset(sources.split()),
        target=target,
        who=who,
        sentence=Message(sentence),
        article=article,
        event=f"case.{event}",
        clock=clock,
        guard=guard,
    )


_BEFORE_DECISION = "received correction accepted reviewing suspended"
_SYSTEM = frozenset({SYSTEM})

LICENCE_TABLE = (
    _row("submit", N_("提交申请"), "draft", "received", HAND_IN, N_("收到申请材料"), "行政许可法 29", "received",
         clock="start:acceptance", guard="nothing_blocks"),
    _row("ask_correction", N_("通知补正"), "received", "correction", COUNTER, N_("已一次告知需要补正的全部内容"),
         "行政许可法 32(1)(4)", "correction_asked", clock="stop:acceptance", guard="one_notice_names_everything"),
    _row("hand_in_correction", N_("提交补正"), "correction", "received", HAND_IN, N_("收到补正材料"),
         "行政许可法 32(1)(4)", "correction_handed_in", clock="start:acceptance", guard="nothing_blocks"),
    _row("accept", N_("受理"), "received", "accepted", COUNTER, N_("已受理，并出具受理凭证"), "行政许可法 32(1)(5)、32(2)",
         "accepted", clock="start:decision"),
    _row("deem_accepted", N_("视为受理"), "received", "accepted", _SYSTEM,
         N_("五个工作日内没有告知补正，自收到申请材料之日起即为受理"), "行政许可法 32(1)(4)", "deemed_accepted",
         clock="start:decision", guard="five_days_passed_without_notice"),
    _row("not_accept", N_("不予受理"), "received", "not_accepted", COUNTER, N_("不予受理，并说明理由和救济途径"),
         "行政许可法 32(1)(1)(2)、32(2)", "not_accepted", clock="stop:acceptance", guard="reasons_are_complete"),
    _row("pass_step", N_("审查通过，转下一步"), "accepted reviewing", "reviewing", REVIEW, N_("“{step_name}”已完成"),
         "行政许可法 34(1)", "step_passed", guard="step_is_mine_and_not_last"),
    _row("return_step", N_("退回上一步"), "reviewing", "reviewing", REVIEW, N_("退回“{step_name}”复核"), "行政许可法 34(1)",
         "step_returned", guard="step_is_mine"),
    _row("suspend", N_("启动特别程序"), "accepted reviewing", "suspended", REVIEW,
         N_("因“{procedure_name}”暂停计时，已书面告知所需时间"), "行政许可法 45", "suspended", clock="pause",
         guard="procedure_is_the_matters"),
    _row("resume", N_("结束特别程序"), "suspended", "reviewing", REVIEW, N_("“{procedure_name}”结束，恢复计时"),
         "行政许可法 45", "resumed", clock="resume"),
    _row("extend", N_("延长审查期限"), "accepted reviewing", "reviewing", frozenset({HEAD, CHIEF}),
         N_("经负责人批准延长 {amount} 个工作日，已告知理由"), "行政许可法 42(1)", "extended", guard="extended_only_once"),
    _row("grant", N_("准予许可"), "accepted reviewing", "granted", REVIEW, N_("作出准予行政许可的决定"),
         "行政许可法 38(1)", "granted", clock="stop:decision", guard="last_step_is_mine"),
    _row("refuse", N_("不予许可"), "accepted reviewing", "refused", REVIEW,
         N_("作出不予行政许可的书面决定，并告知理由和救济途径"), "行政许可法 38(2)", "refused", clock="stop:decision",
         guard="reasons_are_complete"),
    _row("grant_automatically", N_("自动审批"), "received", "granted", _SYSTEM, N_("材料齐全、各项规则全部成立，当场自动准予"),
         "行政许可法 34(2)", "granted_automatically", clock="stop:decision", guard="every_rule_holds"),
    _row("issue", N_("制发结果"), "granted", "issued", frozenset({CLERK, REVIEWER, HEAD, CHIEF, SYSTEM}),
         N_("已办结，结果：{result_name}"), "行政许可法 39", "issued", clock="start:delivery"),
    _row("deliver", N_("送达"), "issued refused not_accepted filed", "delivered",
         frozenset({CLERK, CHIEF, SYSTEM, APPLICANT}), N_("结果已送达（{way}）"), "行政许可法 44", "delivered",
         clock="stop:delivery"),
    _row("close", N_("归档"), "delivered", "closed", frozenset({CLERK, CHIEF, SYSTEM}), N_("已归档"),
         "国务院令第716号 12", "closed"),
    _row("withdraw", N_("撤回申请"), _BEFORE_DECISION, "withdrawn", HAND_IN, N_("申请人撤回了申请"),
         N_("行政许可法 29（申请人的处分权，习惯做法）"), "application_withdrawn", clock="stop"),
    _row("file", N_("备案并出具回执"), "received", "filed", frozenset({CLERK, CHIEF, SYSTEM}), N_("已备案，并出具备案回执"),
         "以本事项的设定依据为准", "filed", clock="stop:acceptance", guard="is_a_filing"),
)  # fmt: skip

TERMINAL = frozenset({"closed", "withdrawn"})


def _table(rows: tuple[Transition, ...], **other_titles: str) -> Lifecycle:
    """A lifecycle of these rows with only the states they touch."""
    kept = {state for row in rows for state in (row.target, *row.sources)}
    states = {name: other_titles.get(name, title) for name, title in STATES.items() if name in kept}
    return Lifecycle(states=states, transitions=rows, initial="draft", terminal=TERMINAL)


def _within(row: Transition, states: frozenset[str]) -> Transition:
    return replace(row, sources=row.sources & states)


# A licence is never merely receipted.
LICENCE_STATES = frozenset(STATES) - {"filed"}
LICENCE = _table(tuple(_within(row, LICENCE_STATES) for row in LICENCE_TABLE if row.name != "file"))

# A public service or confirmation walks the same way, but no 行政许可 is decided: other words, other basis.
_OWN_BASIS = N_("以本事项的设定依据为准")
_SERVICE_WORDS = {
    "grant": (N_("准予办理"), N_("审核通过，准予办理")),
    "refuse": (N_("不予办理"), N_("审核不通过，不予办理，并告知理由和救济途径")),
    "grant_automatically": (N_("自动办理"), N_("信息核对一致、各项规则全部成立，当场自动办理")),
}


def _for_service(row: Transition) -> Transition:
    if row.name not in _SERVICE_WORDS:
        return row
    title, sentence = _SERVICE_WORDS[row.name]
    return replace(row, title=title, sentence=Message(sentence), article=_OWN_BASIS)


SERVICE = _table(
    tuple(_for_service(row) for row in LICENCE.transitions),
    granted=N_("准予办理，正在出证"),
    refused=N_("不予办理"),
)

# A filing has no acceptance, no review and no decision: papers in, correction if needed, receipt.
FILING_STATES = frozenset({"draft", "received", "correction", "filed", "delivered", "closed", "withdrawn"})
_FILING_NAMES = ("submit", "ask_correction", "hand_in_correction", "file", "deliver", "close", "withdraw")
FILING = _table(tuple(_within(row, FILING_STATES) for row in LICENCE_TABLE if row.name in _FILING_NAMES))

_BY_PROCEDURE = {"licence": LICENCE, "service": SERVICE, "filing": FILING}


def lifecycle(procedure: str) -> Lifecycle:
    """The table of a matter's procedure: `licence`, `service` or `filing`."""
    return _BY_PROCEDURE[procedure]
