"""Numbers with a check character, and mending what recognition did to them, only where the check then proves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice, product
from unicodedata import normalize

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LETTERS = {
    "O": "0",
    "D": "0",
    "Q": "0",
    "I": "1",
    "L": "1",
    "Z": "2",
    "S": "5",
    "B": "8",
    "G": "6",
    "T": "7",
    "|": "1",
    "〇": "0",
}


def id18_holds(number: str) -> bool:
    """GB 11643—1999 check character of an 18-digit identity number."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]


def uscc_holds(code: str) -> bool:
    """GB 32100—2015 check character of a unified social credit code."""
    if len(code) != 18 or any(c not in _USCC for c in code):
        return False
    total = sum(_USCC.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _USCC[(31 - total % 31) % 31] == code[17]


def qualification_holds(code: str) -> bool:
    """A 医师资格证书编码 of 27 characters whose last 18 are a sound identity number."""
    return len(code) == 27 and code[:9].isdigit() and id18_holds(code[9:])


def bare(text: str) -> str:
    """Capital letters and digits of a code as printed, nothing else."""
    return re.sub(r"[^0-9A-Z*〇|]", "", normalize("NFKC", text).upper())


def leading(text: str) -> str:
    """The code at the start of the text, up to the first sign that is not part of one; spaces inside are left out."""
    plain = normalize("NFKC", text).upper().strip()
    match = re.match(r"[0-9A-Z*|][0-9A-Z*|\- ]*", plain)
    return bare(match.group()) if match else bare(plain)


def as_digits(code: str, last_x: bool = False) -> str:
    """Letters that recognition puts for digits, turned back (O→0); with `last_x` the last character may stay X."""
    head, tail = (code[:-1], code[-1:]) if last_x else (code, "")
    return "".join(_LETTERS.get(c, c) for c in head) + (tail if tail in ("X", "") else _LETTERS.get(tail, tail))


def mended(
    code: str, holds: Callable[[str], bool], doubts: Iterable[tuple[str, str]], *, last_x: bool = False
) -> str | None:
    """The one code near `code` that holds: letters for digits, then the recogniser's own doubts. None when there is
    none or more than one. Only for recognised text: what is typed wrong must stay wrong."""
    if holds(code):
        return code
    plain = as_digits(code, last_x)
    if holds(plain):
        return plain
    others = {a.upper(): b.upper() for a, b in doubts}
    choices = [c + "".join(o for o in others.get(c, "") if o.isalnum() and o.isascii()) for c in code]
    found = {"".join(option) for option in islice(product(*choices), 4096) if holds("".join(option))}
    return found.pop() if len(found) == 1 else None
