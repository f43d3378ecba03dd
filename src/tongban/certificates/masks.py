"""Masking of personal items for people who only verify (个人信息保护法 6: no more than the purpose needs).

What stays is what lets somebody with the paper in hand compare: the surname, the ends of a number, the year.
"""

from __future__ import annotations

import re

from tongban.core.identifiers import mask_citizen_id, mask_name, mask_phone
from tongban.core.packs.form import FieldType

_NUMBERS = frozenset(
    {
        FieldType.CITIZEN_ID,
        FieldType.PHYSICIAN_CERTIFICATE,
        FieldType.PHYSICIAN_QUALIFICATION,
        FieldType.NURSE_CERTIFICATE,
    }
)
_ADDRESS_HEAD = 6  # characters: province and city, rarely more


def mask(kind: FieldType, text: str) -> str:
    """The printed text of a personal item as a stranger may see it.

    Dates keep the year, numbers three and two characters, phones three and four, addresses six, other texts one. The
    number of stars tells the length of names and numbers only.
    """
    if not text:
        return ""
    if kind is FieldType.PERSON_NAME:
        return mask_name(text)
    if kind in _NUMBERS:
        return mask_citizen_id(text)
    if kind in (FieldType.MOBILE, FieldType.PHONE):
        return mask_phone(text)
    if kind is FieldType.DATE:
        return re.sub(r"\d+(?=[月日])", "**", text)
    head = _ADDRESS_HEAD if kind is FieldType.ADDRESS and len(text) > _ADDRESS_HEAD else 1
    return text[: min(head, len(text) - 1)] + "***"


__all__ = ["mask", "mask_name"]
