"""Errors that only the public pages know."""

from __future__ import annotations

from tongban.core.errors import NotFound, TongbanError
from tongban.core.messages import N_


class NoSuchProgress(NotFound):
    """Number and code do not belong together; which of them is wrong is not told."""

    code = "no_such_progress"
    sentence = N_(
        "编号和查询码对不上。请对照提交成功页或短信重新输入；查询码丢了，可以登录后在“我的”里查看，或带身份证到窗口查询。"
    )


class TooManyTries(TongbanError):
    code = "too_many_tries"
    sentence = N_("输错的次数太多，为了保护申请人的信息，请{minutes}分钟后再试；急用请登录后查看，或拨打 12345。")
    http_status = 429
