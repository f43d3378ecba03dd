"""What identity numbers, credit codes and certificate codes say besides themselves, by `core.identifiers`.

Names of parts: `birth` (ISO date), `sex` (男/女), `citizen_id`, `organisation` (9 characters), `category`, `nature`,
`level`. The category codes 20, 30 and 41 of physicians' certificates are of medium confidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from tongban.core.identifiers import (
    check_citizen_id,
    check_institution_code,
    check_physician_certificate,
    check_physician_qualification,
    check_uscc,
    uscc_check_character,
)
from tongban.core.identifiers.institution_kinds import CATEGORIES as INSTITUTION_CATEGORIES
from tongban.core.identifiers.institution_kinds import MANAGEMENT
from tongban.prereview.checking.schema import FieldType

_LEVELS = {"1": "执业医师", "2": "执业助理医师"}
_CATEGORIES = {"10": "临床", "20": "口腔", "30": "公共卫生", "41": "中医"}
_SEXES = {"male": "男", "female": "女"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def right_id_character(number: str) -> str | None:
    """The right last character of an 18-digit identity number, None when it stands there or nothing can be said."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return None
    right = "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True)) % 11]
    return None if number[17] == right else right


def is_birth_date(digits: str) -> bool:
    """Whether eight digits are a day of the calendar on which somebody living was born."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1880
    except ValueError:
        return False


def right_uscc_character(code: str) -> str | None:
    """The right last character of a credit code, None when it stands there or nothing can be said."""
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", code):
        return None
    right = uscc_check_character(code[:17])
    return None if code[17] == right else right


def _citizen(number: str) -> Mapping[str, str]:
    parts = check_citizen_id(number).parts
    if not parts:
        return {}
    return {"birth": parts["birth_date"], "sex": _SEXES[parts["sex"]], "citizen_id": number.upper()}


def _uscc(code: str) -> Mapping[str, str]:
    parts = check_uscc(code).parts
    return {"organisation": parts["org_code"]} if parts else {}


def _institution(code: str) -> Mapping[str, str]:
    parts = check_institution_code(code).parts
    if not parts:
        return {}
    found = {"nature": MANAGEMENT[parts["management"]], "category_code": parts["category"]}
    if not parts["org_code"].startswith("PDY"):
        found["organisation"] = parts["org_code"]
    if parts["category"] in INSTITUTION_CATEGORIES:
        found["category"] = INSTITUTION_CATEGORIES[parts["category"]]
    return found


def _physician(code: str) -> Mapping[str, str]:
    parts = check_physician_certificate(code).parts
    return _grade(parts) if parts else {}


def _qualification(code: str) -> Mapping[str, str]:
    if not re.fullmatch(r"\d{9}(\d{17}[\dX]|\d{15})", code.upper()):
        return {}
    parts = check_physician_qualification(code).parts or {"level": code[6], "category": code[7:9]}
    found = dict(_grade(parts))
    if len(code) == 27:
        found["citizen_id"] = code[9:].upper()
    found["year"] = code[:4]
    return found


def _grade(parts: Mapping[str, str]) -> Mapping[str, str]:
    found = {}
    if parts["level"] in _LEVELS:
        found["level"] = _LEVELS[parts["level"]]
    if parts["category"] in _CATEGORIES:
        found["category"] = _CATEGORIES[parts["category"]]
    return found


_PARTS: Mapping[FieldType, Callable[[str], Mapping[str, str]]] = {
    FieldType.CITIZEN_ID: _citizen,
    FieldType.USCC: _uscc,
    FieldType.INSTITUTION_CODE: _institution,
    FieldType.PHYSICIAN_CERTIFICATE: _physician,
    FieldType.PHYSICIAN_QUALIFICATION: _qualification,
}


def parts_of(kind: FieldType, number: str) -> Mapping[str, str]:
    """The named parts of a number; empty when it has not the form of its kind."""
    reader = _PARTS.get(kind)
    return reader(number.strip().upper()) if reader else {}


def institution_category_code(name: str) -> str | None:
    """The code of a category of medical institutions by its printed name, None when the list has no such name."""
    plain = _plain(name)
    return next((code for code, listed in INSTITUTION_CATEGORIES.items() if _plain(listed) == plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[（(].*?[)）]|科(?=医院)", "", name)
