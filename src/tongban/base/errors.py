"""Errors of the ground floor."""

from __future__ import annotations

from tongban.core.errors import Conflict, InvalidInput, TongbanError
from tongban.core.messages import N_


class Undecipherable(TongbanError):
    code = "undecipherable"
    sentence = N_("这项内容无法解密：数据被改动过，或密钥不是当初的那一把。请系统管理员核对密钥文件。")
    http_status = 500


class UnknownEventKind(TongbanError):
    code = "unknown_event_kind"
    sentence = N_("事件类别“{kind}”没有登记。请在所在模块的 events.py 中登记后再使用。")
    http_status = 500


class StreamMoved(Conflict):
    code = "stream_moved"
    sentence = N_("另一位工作人员刚刚先办了一步，本次操作没有生效。请刷新页面，看过最新情况再操作。")


class FileRefused(InvalidInput):
    code = "file_refused"
    sentence = N_("文件“{name}”不能使用：{why}。请{remedy}后重新上传，其他已填内容都还在。")
