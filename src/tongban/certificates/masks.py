"""Masking of personal items for people who only verify (个人信息保护法 6: no more than the purpose needs).

What stays is what lets somebody with the paper in hand compare: the surname, the last digits, the year.
"""

from __future__ import annotations

import re

from tongban.core.packs.form import FieldType

STAR = "*"
_NUMBERS = frozenset(
    {
        FieldType.CITIZEN_ID,
        FieldType.PHYSICIAN_CERTIFICATE,
        FieldType.PHYSICIAN_QUALIFICATION,
        FieldType.NURSE_CERTIFICATE,
    }
)
_TAIL = 4  # digits of a number that stay readable


def mask_name(name: str) -> str:
    """张三 → 张*; 欧阳建国 → 欧**国. A name of one character becomes a star."""
    if len(name) < 2:
        return STAR
    return name[0] + STAR if len(name) == 2 else name[0] + STAR * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """All but the last four characters, or but the last one when it has fewer than nine."""
    tail = _TAIL if len(number) > 2 * _TAIL else 1
    return STAR * (len(number) - tail) + number[-tail:] if number else ""


def mask(kind: FieldType, text: str) -> str:
    """The printed text of a personal item as a stranger may see it; never longer than the text by more than nothing
    it reveals: dates keep the year, phones three and four digits, addresses six characters."""
    if not text:
        return ""
    if kind is FieldType.PERSON_NAME:
        return mask_name(text)
    if kind in _NUMBERS:
        return mask_number(text)
    if kind in (FieldType.MOBILE, FieldType.PHONE):
        return text[:3] + STAR * 4 + text[-4:] if len(text) >= 11 else mask_number(text)
    if kind is FieldType.DATE:
        return re.sub(r"\d+(?=[月日])", STAR * 2, text)
    if kind is FieldType.ADDRESS:
        return text[:6] + STAR * 3 if len(text) > 6 else STAR * 3
    return text[0] + STAR * 2
