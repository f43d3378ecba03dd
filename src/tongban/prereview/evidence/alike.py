"""Whether two texts differ only as recognition slips do: a check must never reject a paper on such a difference.

Two sources: the recogniser's own doubts about the characters it read, and a table of characters whose printed forms
are nearly the same (`confusables.txt`: pairs of GB 2312 characters whose glyphs in Noto Sans SC and Noto Serif SC,
blurred, correlate above 0.84; made once from the fonts, read as content).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from tongban.prereview.evidence.normalise import fold_name

Doubts = Iterable[tuple[str, str]]
_LATIN = (
    "0OoQD〇",
    "1lI|i丨",
    "2Z",
    "5S",
    "8B",
    "6bG",
    "9gq",
    "UV",
    "VY",
    "MN",
    "CG",
    "PR",
    "EF",
    "4A",
    "7T",
    ",.",
    ";:",
)
_GROUPS = (
    "己已巳",
    "市币布巾",
    "都部郡鄙",
    "四西",
    "川州",
    "未末",
    "土士",
    "日曰",
    "人入",
    "八入",
    "天夭",
    "干千于",
    "戊戌戍",
    "一-—",
    "口囗",
    "王玉主",
    "大太犬",
)


@cache
def _table() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    text = files(__package__).joinpath("confusables.txt").read_text(encoding="utf-8")
    for row in text.splitlines():
        if row and not row.startswith("#"):
            for other in row[1:]:
                near.setdefault(row[0], set()).add(other)
                near.setdefault(other, set()).add(row[0])
    for group in (*_LATIN, *_GROUPS):
        for one in group:
            near.setdefault(one, set()).update(c for c in group if c != one)
    return {character: frozenset(others) for character, others in near.items()}


def similar(one: str, other: str) -> bool:
    """Whether two characters look nearly the same in print."""
    return one == other or other in _table().get(one, ())


def differences(read: str, expected: str) -> list[tuple[str, str]]:
    """The pairs in which the two folded texts differ, by shortest alignment; a missing character is ``""``."""
    a, b = fold_name(read), fold_name(expected)
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            rows[i][j] = min(rows[i - 1][j - 1] + (x != y), rows[i - 1][j] + 1, rows[i][j - 1] + 1)
    found, i, j = [], len(a), len(b)
    while i or j:
        if i and j and rows[i][j] == rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]):
            i, j = i - 1, j - 1
            found += [(a[i], b[j])] if a[i] != b[j] else []
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
            found.append((a[i], ""))
        else:
            j -= 1
            found.append(("", b[j]))
    return found[::-1]


def could_be(read: str, expected: str, doubts: Doubts) -> bool:
    """Whether the recogniser itself thought `expected` possible: every difference is among its doubts."""
    others = dict(doubts)
    return all(b in others.get(a, "") for a, b in differences(read, expected) if a or b) and bool(read)


def looks_like(read: str, expected: str, doubts: Doubts = ()) -> bool:
    """Whether the two differ at most by slips of recognition: few differences, each a doubt or a look-alike pair.

    At most a quarter of the characters (at least one) may differ so; a lost or added character only if it is a mark
    that recognition often loses.
    """
    a, b = fold_name(read), fold_name(expected)
    most = max(1, len(b) // 4)
    if abs(len(a) - len(b)) > most or len(set(b) - set(a)) > most:
        return False  # each of these is a difference already; nearly all pairs end here
    found = differences(a, b)
    if len(found) > most:
        return False
    others = dict(doubts)
    marks = set("·.,-;:()'\"")
    return all(
        ((a in marks or not a) and (b in marks or not b)) or (a and b and (b in others.get(a, "") or similar(a, b)))
        for a, b in found
    )
