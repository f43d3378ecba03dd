"""The one boundary where text comes in: NFC, no NUL, no lone surrogates, no invisible control characters."""

from __future__ import annotations

import unicodedata

from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message

_ALLOWED_CONTROLS = {"\n", "\t"}


def clean(value: str, *, what: str | Message, max_length: int, multiline: bool = False) -> str:
    """Return `value` in NFC with line ends as ``\\n`` and outer space removed.

    Raises InvalidInput when it holds NUL, another control character, a lone surrogate, or more than
    `max_length` characters; never cuts silently.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in _ALLOWED_CONTROLS):
            raise InvalidInput(what=what, why=Message(N_("含有看不见的控制字符，请重新输入，不要从其他程序直接粘贴")))
    if not multiline:
        text = " ".join(text.split("\n"))
    if len(text) > max_length:
        why = Message(N_("共{length}字，最多{limit}字"), {"length": len(text), "limit": max_length})
        raise InvalidInput(what=what, why=why)
    return text
