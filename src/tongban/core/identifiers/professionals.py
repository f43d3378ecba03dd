"""Certificates of physicians and nurses. Their codes have no check character: only a register can confirm them."""

from __future__ import annotations

import re

from tongban.core.identifiers.checked import Checked, refused, tidy, unreadable, wrong_length
from tongban.core.identifiers.citizen import check_citizen_id
from tongban.core.identifiers.regions import PROVINCES
from tongban.core.messages import N_, Message

LEVELS = {"1": N_("执业医师"), "2": N_("执业助理医师")}
"""First digit (known; one of the pages read has the two the other way round)."""
CATEGORIES = {"10": N_("临床")}
"""Category digits that are known for certain; others are passed through without a name."""

_UNKNOWN_LEVEL = Message(N_("级别代码不是1（执业医师）或2（执业助理医师），请与登记信息核对"))
_UNKNOWN_PROVINCE = Message(N_("省级行政区划代码没有收录，请与登记信息核对"))
_BY_REGISTER = Message(N_("护士执业证书编号没有全国统一的校验规则，请与登记信息核对"))


def check_physician_certificate(value: str) -> Checked:
    """Whether `value` can be a physician's practice certificate code: level 1, category 2, region 6, serial 6."""
    code = tidy(value)
    if problem := _digits_problem(code, (15,)):
        return refused(code, problem)
    parts = {**_grade(code[0], code[1:3]), "region": code[3:9], "serial": code[9:]}
    notes = (*_level_notes(code[0]), *(() if code[3:5] in PROVINCES else (_UNKNOWN_PROVINCE,)))
    return Checked(True, code, parts, notes=notes)


def check_physician_qualification(value: str) -> Checked:
    """Whether `value` can be the code of a physician's qualification certificate, of 24 or 27 characters.

    Year 4, province 2, level 1, category 2, and the holder's identity number of 15 or 18, which is checked when it is
    of 18. `parts` leaves the identity number out.
    """
    code = tidy(value)
    body, holder = code[:9], code[9:]
    if problem := unreadable(code):
        return refused(code, problem)
    if len(code) not in (24, 27):
        return refused(code, wrong_length(code, "24 / 27"))
    if not re.fullmatch(r"[0-9]{9}", body) or not re.fullmatch(r"[0-9]{15}|[0-9]{17}[0-9X]", holder):
        return refused(code, Message(N_("应全是数字，最后一位可以是X")))
    if len(holder) == 18 and not check_citizen_id(holder).valid:
        return refused(code, Message(N_("后18位不是有效的身份证号")))
    parts = {"year": code[:4], "province": code[4:6], **_grade(code[6], code[7:9])}
    notes = (*_level_notes(code[6]), *(() if code[4:6] in PROVINCES else (_UNKNOWN_PROVINCE,)))
    return Checked(True, code, parts, notes=notes)


def check_nurse_certificate(value: str) -> Checked:
    """Whether `value` can be a nurse's certificate number: 12 to 16 digits, most often year 4, province 2, serial 6.

    Unsure: pages differ on the length, so the parts are named only for 12 digits, and a note says to ask the register.
    """
    number = tidy(value)
    if problem := _digits_problem(number, range(12, 17)):
        return refused(number, problem)
    parts = {"year": number[:4], "province": number[4:6], "serial": number[6:]} if len(number) == 12 else {}
    return Checked(True, number, parts, notes=(_BY_REGISTER,))


def _digits_problem(code: str, lengths: range | tuple[int, ...]) -> Message | None:
    if problem := unreadable(code):
        return problem
    if len(code) not in lengths:
        return wrong_length(code, str(lengths[0]) if len(lengths) == 1 else f"{lengths[0]}–{lengths[-1]}")
    return None if re.fullmatch(r"[0-9]+", code) else Message(N_("应全是数字"))


def _grade(level: str, category: str) -> dict[str, str]:
    parts = {"level": level, "category": category}
    if level in LEVELS:
        parts["level_name"] = LEVELS[level]
    if category in CATEGORIES:
        parts["category_name"] = CATEGORIES[category]
    return parts


def _level_notes(level: str) -> tuple[Message, ...]:
    return () if level in LEVELS else (_UNKNOWN_LEVEL,)
