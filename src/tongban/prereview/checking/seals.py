"""Whose seal it is, by the text of its ring."""

from __future__ import annotations

from difflib import SequenceMatcher

from tongban.prereview.evidence.model import SealPlace
from tongban.prereview.evidence.normalise import fold_name

_PIECE = 4  # so many characters in order are the name with some lost, not another name
_LOST = 0.9
_NO_NAME = ("公章", "行政专用章", "业务专用章", "检测专用章", "检验检测专用章", "测试样章", "专用章")


def seal_texts(place: SealPlace) -> tuple[str, ...]:
    """The readings of a ring, likeliest first."""
    return (place.seal.ring_text, *place.seal.alternatives)


def _in_order(piece: str, whole: str) -> bool:
    """Whether all characters of `piece` stand in `whole` in the same order."""
    rest = iter(whole)
    return all(character in rest for character in piece)


def ring_like(ring: str, unit: str) -> float:
    """How well the text of a ring fits a unit's name, 0 to 1. A ring has no beginning, so every turn is tried; words
    such as 公章 and 专用章 in it do not count."""
    plain, name = fold_name(ring), fold_name(unit)
    for word in _NO_NAME:
        plain = plain.replace(word, "")
    if not plain or not name:
        return 0.0
    if name in plain + plain:
        return 1.0
    if len(plain) >= _PIECE and _in_order(plain, name):
        return _LOST
    turns = (plain[at:] + plain[:at] for at in range(min(len(plain), 40)))
    return max(SequenceMatcher(None, turn, name, autojunk=False).ratio() for turn in turns)
