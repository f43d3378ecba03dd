"""The unified social credit code (GB 32100-2015) and the organisation code inside it (GB 11714)."""

from __future__ import annotations

import re

from stdnum.cn import uscc

from tongban.core.identifiers.checked import (
    ORGANISATION_WRONG_CHECK,
    WRONG_CHECK,
    Checked,
    refused,
    tidy,
    unreadable,
    wrong_length,
)
from tongban.core.messages import N_, Message

_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

BODIES = {
    "11": N_("机关"),
    "12": N_("事业单位"),
    "51": N_("社会团体"),
    "52": N_("民办非企业单位"),
    "53": N_("基金会"),
    "91": N_("企业"),
    "92": N_("个体工商户"),
    "93": N_("农民专业合作社"),
}
"""What the first two characters say of the body (known). Other pairs exist."""


def check_uscc(value: str) -> Checked:
    """Whether `value` can be a unified social credit code, with the organisation code inside it checked too.

    Finds every single wrong character of its alphabet (weights without a common divisor with 31).
    """
    code = tidy(value)
    if problem := unreadable(code) or _uscc_problem(code):
        return refused(code, problem)
    parts = {"body": code[:2], "region": code[2:8], "org_code": code[8:17], "check": code[17]}
    if code[:2] in BODIES:
        parts["body_name"] = BODIES[code[:2]]
    if code[17] != uscc_check_character(code[:17]):
        return refused(code, WRONG_CHECK, parts)
    if not _organisation_fits(code[8:17]):
        return refused(code, ORGANISATION_WRONG_CHECK, parts)
    return Checked(True, code, parts)


def check_org_code(value: str) -> Checked:
    """Whether `value` can be an organisation code, with or without the hyphen before its last character.

    Finds every single wrong digit; of letters, two whose values differ by a multiple of 11 are not told apart.
    """
    code = tidy(value)
    if problem := unreadable(code):
        return refused(code, problem)
    if len(code) != 9:
        return refused(code, wrong_length(code, "9"))
    if not _ORGANISATION.fullmatch(code):
        return refused(code, Message(N_("前8位应是数字或大写字母，最后一位应是数字或X")))
    parts = {"body": code[:8], "check": code[8]}
    return Checked(True, code, parts) if _organisation_fits(code) else refused(code, WRONG_CHECK, parts)


def uscc_check_character(first_seventeen: str) -> str:
    """The eighteenth character. Raises ValueError for characters outside of the code's alphabet."""
    return str(uscc.calc_check_digit(first_seventeen))


def org_check_character(first_eight: str) -> str:
    """The ninth character. Raises ValueError for characters other than digits and capital letters."""
    total = sum(
        int(character, 36) * weight for character, weight in zip(first_eight, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def _uscc_problem(code: str) -> Message | None:
    if len(code) != 18:
        return wrong_length(code, "18")
    if set("IOSVZ") & set(code):
        return Message(N_("不使用字母I、O、S、V、Z，请核对是否为数字1、0、5、2"))
    if not _USCC.fullmatch(code):
        return Message(N_("只能是数字和大写字母，其中第3到8位是行政区划数字"))
    return None


def _organisation_fits(code: str) -> bool:
    return code[8] == org_check_character(code[:8])
