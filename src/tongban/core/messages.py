"""Sentences for people, marked where they are written and translated where they are shown.

The msgid is the Chinese sentence itself, with named places in braces: ``N_("缺少材料：{name}")``.
`N_` only marks it for extraction; the shell (page, API, command line) hands a translating function
to `Message.render`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]


def N_(sentence: str) -> str:
    """Mark a sentence for translation and return it unchanged."""
    return sentence


def untranslated(sentence: str) -> str:
    """The translating function of the default language: msgids are already Chinese."""
    return sentence


@dataclass(frozen=True)
class Message:
    """A translatable sentence with its data. Data that is itself a `Message` is rendered in place."""

    sentence: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def render(self, translate: Translate = untranslated) -> str:
        """The sentence in the reader's language."""
        values = {
            key: value.render(translate) if isinstance(value, Message) else value for key, value in self.data.items()
        }
        return translate(self.sentence).format(**values) if values else translate(self.sentence)

    def __str__(self) -> str:
        return self.render()
