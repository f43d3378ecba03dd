"""Items of a list that are set in other ways than one by one: run together, over two rows, with a sentence behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tongban.prereview.evidence.normalise import fold, fold_name

_ENDED = re.compile(r"[。](?=.)|(?<=[科业])[.](?=[\u4e00-\u9fff])")
_WHOLE_WORD = re.compile(r".+(?:科|专业|室)")
_HALF = 3  # characters that the longer part of an item over two rows must have
_SEVERAL = 12  # characters: no single department has more


def first_sentence(item: str) -> str:
    """The item up to a full stop behind which the paper says something else (疼痛科。编制床位67张)."""
    return _ENDED.split(item, maxsplit=1)[0]


def in_two_rows(item: str, rows: Sequence[str]) -> bool:
    """Whether a row (folded) ends with the beginning of the item and another begins with its end: in a column beside
    others the rows of a value are not read one after the other."""
    cuts = (cut for cut in range(1, len(item)) if max(cut, len(item) - cut) >= _HALF)
    halves = ((item[:cut], item[cut:]) for cut in cuts)
    return any(
        any(row.endswith(head) for row in rows) and any(row.startswith(tail) for row in rows) for head, tail in halves
    )


def run_together(item: str, held: Callable[[str], bool]) -> bool:
    """Whether the item (folded) is several whole names without anything between them, each of which is held."""
    reached = [True] + [False] * len(item)
    for end in range(2, len(item) + 1):
        reached[end] = any(
            reached[start] and _WHOLE_WORD.fullmatch(item[start:end]) is not None and held(item[start:end])
            for start in range(end - 1)
        )
    return reached[-1]


def left_over(item: str, names: Sequence[str]) -> list[str]:
    """Of several names that were read as one item, those that are not among `names`; the item itself where none is."""
    rest = fold_name(item)
    if len(rest) <= _SEVERAL and not re.search(r"\s", item.strip()):
        return [item]
    for name in sorted(filter(None, names), key=len, reverse=True):
        rest = rest.replace(name, " ") if len(name) >= 2 else rest
    return [piece for piece in rest.split() if len(piece) >= 2] or [item]


def folded_rows(texts: Sequence[str]) -> list[str]:
    """Rows as they are compared: folded, without what parts items at their ends."""
    return [fold(text).strip(";,.、") for text in texts]
