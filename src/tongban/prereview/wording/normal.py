"""Normal form of advertisement text: half width, no spaces, one kind of dash and bracket. Lengths are kept where a
position is reported, so a clause can be found again in the line it came from."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from tongban.prereview.evidence.normalise import simplified

_SAME = str.maketrans({"（": "(", "）": ")", "【": "[", "】": "]", "–": "-", "—": "-", "－": "-", "―": "-", "~": "-",
                       "～": "-", "〜": "-", "：": ":", "；": ";", "，": ",", "　": " ", "﹕": ":", "∶": ":", "•": "·",
                       "・": "·"})  # fmt: skip
_KEPT_OUT = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def normal(text: str) -> str:
    """`text` in NFKC with one form of punctuation and without any space."""
    folded = simplified(unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME))
    return "".join(character for character in folded if unicodedata.category(character) not in _KEPT_OUT)


def is_word(character: str) -> bool:
    """A letter, digit or Han character: what carries meaning."""
    return unicodedata.category(character)[0] in "LN" or character in "%￥¥$㎡℃‰"


def words(text: str) -> str:
    """Only the characters of `text` that carry meaning."""
    return "".join(character for character in normal(text) if is_word(character))


def alike(left: str, right: str) -> float:
    """How alike two short strings are, 0 to 1; both empty is 0."""
    if not left or not right:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
