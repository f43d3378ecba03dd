"""Errors of the cases room."""

from __future__ import annotations

from tongban.core.errors import Conflict, Forbidden, InvalidInput, NotFound
from tongban.core.messages import N_


class CaseNotFound(NotFound):
    code = "case_not_found"
    sentence = N_("没有找到这个办件。请核对办件编号（注意最后一位是校验码），或从列表中重新进入。")


class DraftNotFound(NotFound):
    code = "draft_not_found"
    sentence = N_("没有找到这份草稿，可能已经提交或已被删除。请到“我的办件”中查看。")


class CaseMoved(Conflict):
    code = "case_moved"
    sentence = N_("这个办件刚刚有了新进展，本次操作没有生效，您填写的内容已保留。请看过最新情况再操作。")


class DraftMoved(Conflict):
    code = "draft_moved"
    sentence = N_("这份申请已在另一个页面保存过。请刷新页面，核对后再继续；本页刚填的内容请先留好。")


class HeldByAnother(Conflict):
    code = "held_by_another"
    sentence = N_("这个办件正由另一位工作人员办理。需要接手时，请对方退回任务池，或由处室负责人调整。")


class NothingReady(InvalidInput):
    """The application cannot be handed in as it is; `problems` says everything at once."""

    code = "application_incomplete"
    sentence = N_("还有 {count} 处需要补充或改正，材料没有提交，已填内容都已保存。请按提示逐项处理后再提交。")

    def __str__(self) -> str:
        where = ", ".join(f"{item.at} {item.code}" for item in self.data.get("problems", ()))
        return f"{super().__str__()} [{where}]"


class ReasonsIncomplete(InvalidInput):
    code = "reasons_incomplete"
    sentence = N_("还缺少“{missing}”。不予受理、不予许可和补正都要写明：哪份材料、哪一点、依据哪条规定、怎样补救。")


class AlreadyCorrected(Conflict):
    code = "already_corrected"
    sentence = N_("补正只能一次告知全部内容，这个办件已经告知过。请依据现有材料作出受理或不予受理的决定。")


class NoAuthority(InvalidInput):
    code = "no_authority"
    sentence = N_("所选地区没有办理“{matter}”的机关。请换一个地区，或拨打 12345 咨询。")


class StepNotYours(Forbidden):
    code = "step_not_yours"
    sentence = N_("“{step}”这一步由“{role}”办理，您的岗位不能代办。请转交相应岗位。")


class NothingToActOn(Conflict):
    code = "nothing_to_act_on"
    sentence = N_("申请人名下没有可以办理的“{certificate}”。请核对持证人，或改按新办受理。")


class DraftCarried(Conflict):
    code = "draft_carried"
    sentence = N_("这个事项刚刚启用了新的版本。您填的内容都已带到新版本，请看过变化之后再提交。")
