"""The one error family. Every error that a person may meet has a stable code, data, and a sentence that
names what happened, where, why, and what to do about it.

Rooms subclass the classes below in their own `errors.py`. Three places map them, and only those:
`portal/errors.py` to a page, `api/errors.py` to problem+json, `cli/errors.py` to an exit code.
"""

from __future__ import annotations

from typing import Any, ClassVar

from tongban.core.messages import N_, Message, Translate, untranslated


class TongbanError(Exception):
    """Base of the family.

    `code` is stable and part of the API. `sentence` is the msgid (Chinese). `http_status` and
    `exit_code` say how the shells present it. Data must never carry an identity number, a phone or a
    form answer: errors are logged.
    """

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = N_("出现了没有预料到的情况，请稍后再试。")
    http_status: ClassVar[int] = 400
    exit_code: ClassVar[int] = 1

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.code)

    @property
    def message(self) -> Message:
        """The sentence with its data, not yet translated."""
        return Message(self.sentence, self.data)

    def render(self, translate: Translate = untranslated) -> str:
        """The sentence in the reader's language."""
        return self.message.render(translate)

    def __str__(self) -> str:
        return f"{self.code}: {self.render()}"


class InvalidInput(TongbanError):
    """What the person sent cannot be used as it is; they can mend it."""

    code = "invalid_input"
    sentence = N_("“{what}”填写有误：{why}。请改正后再提交。")
    http_status = 422


class NotFound(TongbanError):
    """No such thing, or none that this person may know of: the two are not told apart."""

    code = "not_found"
    sentence = N_("没有找到{what}。请核对编号，或从列表中重新进入。")
    http_status = 404


class Forbidden(TongbanError):
    """The person is known, but this is not theirs to do."""

    code = "forbidden"
    sentence = N_("您的账号没有“{what}”的权限。需要办理时，请联系本单位的系统管理员。")
    http_status = 403


class Conflict(TongbanError):
    """Somebody else was first, or the thing is no longer in the state it was shown in."""

    code = "conflict"
    sentence = N_("“{what}”刚刚有了变化：{why}。请刷新页面，看过最新情况再操作。")
    http_status = 409


class Unavailable(TongbanError):
    """A part that this needs cannot be reached now; nothing was lost."""

    code = "unavailable"
    sentence = N_("{what}暂时不可用，您的内容已经保存。请过几分钟再试。")
    http_status = 503
