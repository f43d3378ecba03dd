"""From text to tokens: one letter, digit or character each, width and case folded, punctuation left out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One folded character and where it stood in the text as written."""

    text: str
    offset: int


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text`. Full-width and half-width forms are one; brackets and other marks do not part words, so
    that 菌毒种 finds 菌(毒)种."""
    return tuple(
        Token(folded, offset)
        for offset, character in enumerate(text)
        for folded in unicodedata.normalize("NFKC", character).casefold()
        if folded.isalnum()
    )
