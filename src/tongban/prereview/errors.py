"""Errors of the prereview room."""

from __future__ import annotations

from tongban.core.errors import Conflict, InvalidInput, NotFound
from tongban.core.messages import N_


class FindingNotFound(NotFound):
    code = "finding_not_found"
    sentence = N_("没有找到这条预审意见，可能材料已经更换。请刷新页面，看最新的预审结果。")


class FindingMoved(Conflict):
    code = "finding_moved"
    sentence = N_("这条预审意见刚刚有了变化，本次操作没有生效。请刷新页面，看过最新情况再操作。")


class ReasonMissing(InvalidInput):
    code = "override_reason_missing"
    sentence = N_("请写一句说明：您怎样核对过、为什么没有问题。工作人员会看到这句话。")


class PictureNotFound(NotFound):
    code = "page_picture_not_found"
    sentence = N_("这一页的图片还没有准备好，或者没有这一页。请稍后刷新页面，也可以下载原文件查看。")
