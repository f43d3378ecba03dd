"""The event kinds of a case. Payloads hold row ids, keys, counts and digests: never names, numbers or answers."""

from __future__ import annotations

from tongban.base.events import EventKind, register
from tongban.core.messages import N_

KINDS = (
    EventKind("case.received", 1, N_("收到申请材料"), True, "revision number and digests"),
    EventKind("case.sent_to_a_person", 1, N_("转人工办理：自动审批的条件没有全部成立"), True, "ids of conditions"),
    EventKind(
        "case.correction_asked", 1, N_("已一次告知需要补正的全部内容"), True, "document id, paper and field keys"
    ),
    EventKind("case.correction_handed_in", 1, N_("收到补正材料"), True, "revision number and digests"),
    EventKind("case.accepted", 1, N_("已受理，并出具受理凭证"), True, "document id, step key"),
    EventKind(
        "case.deemed_accepted", 1, N_("五个工作日内没有告知补正，自收到申请材料之日起即为受理"), True, "step key"
    ),
    EventKind("case.not_accepted", 1, N_("不予受理，并说明理由和救济途径"), True, "document id"),
    EventKind("case.claimed", 1, N_("工作人员领取了办理任务"), False, "user id"),
    EventKind("case.released", 1, N_("任务退回任务池"), False, "user id"),
    EventKind("case.step_passed", 1, N_("“{step_name}”已完成"), True, "step keys, opinion digest"),
    EventKind("case.step_returned", 1, N_("退回“{step_name}”复核"), False, "step keys, opinion digest"),
    EventKind("case.suspended", 1, N_("因“{procedure_name}”暂停计时，已书面告知所需时间"), True, "procedure, document"),
    EventKind("case.resumed", 1, N_("“{procedure_name}”结束，恢复计时"), True, "procedure key"),
    EventKind("case.extended", 1, N_("经负责人批准延长 {amount} 个工作日，已告知理由"), True, "days, document id"),
    EventKind("case.granted", 1, N_("作出准予的决定"), True, "document id"),
    EventKind("case.granted_automatically", 1, N_("各项规则全部成立，当场自动准予"), True, "rule trace digest"),
    EventKind("case.refused", 1, N_("作出不予批准的书面决定，并告知理由和救济途径"), True, "document id"),
    EventKind("case.issued", 1, N_("已办结，结果：{result_name}"), True, "certificate id"),
    EventKind("case.filed", 1, N_("已备案，并出具备案回执"), True, "document id"),
    EventKind("case.delivered", 1, N_("结果已送达（{way}）"), True, "way"),
    EventKind("case.closed", 1, N_("已归档"), True, "nothing"),
    EventKind("case.application_withdrawn", 1, N_("申请人撤回了申请"), True, "nothing"),
    EventKind("case.revealed", 1, N_("工作人员查看了个人信息"), False, "field key or *, user id"),
    EventKind("case.answers_erased", 1, N_("依法删除了申请内容，保留办理记录"), True, "revision numbers, basis"),
)
register(*KINDS)
