"""The answer of every check, and the tidying before it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tongban.core.messages import N_, Message

MAX_LENGTH = 100
_CONTROL_OR_SURROGATE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

WRONG_CHECK = Message(N_("校验码不符，有某一位写错了，请逐位核对"))
ORGANISATION_WRONG_CHECK = Message(N_("其中的组织机构代码校验码不符，请逐位核对"))


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a number can exist.

    `value` is the tidied number. `parts` names its pieces (plain text, dates as YYYY-MM-DD), empty when it cannot be
    taken apart. `reason` says why it is not valid, without a full stop, so that it fits into a longer sentence.
    `notes` are doubts that do not make it invalid.
    """

    valid: bool
    value: str
    parts: Mapping[str, str] = field(default_factory=dict)
    reason: Message | None = None
    notes: tuple[Message, ...] = ()


def refused(value: str, reason: Message, parts: Mapping[str, str] | None = None) -> Checked:
    """A number that cannot exist, and why."""
    return Checked(False, value, parts or {}, reason)


def tidy(value: str, drop: str = " -") -> str:
    """Full-width characters made plain, capitals, without the characters of `drop`."""
    text = unicodedata.normalize("NFKC", value).upper()
    return "".join(character for character in text.strip() if character not in drop)


def unreadable(value: str) -> Message | None:
    """Why nothing can be read from `value` at all: empty, endless, or with characters nobody can see."""
    if not value:
        return Message(N_("没有填写"))
    if len(value) > MAX_LENGTH:
        return Message(N_("太长了，最多{limit}个字符"), {"limit": MAX_LENGTH})
    if _CONTROL_OR_SURROGATE.search(value):
        return Message(N_("含有看不见的控制字符，请重新输入"))
    return None


def wrong_length(value: str, expected: str) -> Message:
    """The sentence for a number of the wrong length."""
    return Message(N_("应为{expected}位，实际{actual}位"), {"expected": expected, "actual": len(value)})
