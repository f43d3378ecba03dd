"""The citizen identity number (GB 11643-1999), and the residence permits that share its form."""

from __future__ import annotations

import re
from datetime import date

from stdnum.cn import ric

from tongban.core.identifiers.checked import WRONG_CHECK, Checked, refused, tidy, unreadable, wrong_length
from tongban.core.identifiers.regions import PROVINCES
from tongban.core.messages import N_, Message

_FORM = re.compile(r"[0-9]{17}[0-9X]")
_EARLIEST_BIRTH_YEAR = 1850
"""Numbers were first given in 1984; nobody born before can hold one."""


def check_citizen_id(value: str, *, on: date | None = None) -> Checked:
    """Whether `value` can be an identity number; with `on`, whether its holder was born by that day.

    The region is taken apart but not looked up: a number keeps the code of the place and year it was given in, and
    many of those codes are gone. 81, 82 and 83 are residence permits of Hong Kong, Macau and Taiwan residents, 9 is
    the foreign permanent resident's (known). Finds every single wrong character (ISO 7064 MOD 11-2).
    """
    number = tidy(value)
    if problem := unreadable(number) or _form_problem(number):
        return refused(number, problem)
    born = _date(number[6:14])
    if born is None or born.year < _EARLIEST_BIRTH_YEAR:
        return refused(number, Message(N_("第7到14位不是真实的出生日期")))
    if on is not None and born > on:
        return refused(number, Message(N_("出生日期在将来")))
    parts = _parts(number, born)
    if number[-1] != ric.calc_check_digit(number):
        return refused(number, WRONG_CHECK, parts)
    return Checked(True, number, parts)


def _form_problem(number: str) -> Message | None:
    if len(number) == 15 and number.isascii() and number.isdigit():
        return Message(N_("15位的旧号码已经停用，请填写18位号码"))
    if len(number) != 18:
        return wrong_length(number, "18")
    if not _FORM.fullmatch(number):
        return Message(N_("前17位应是数字，最后一位应是数字或X"))
    if _kind(number) == "resident" and number[:2] not in PROVINCES:
        return Message(N_("前两位不是省级行政区划代码"))
    return None


def _kind(number: str) -> str:
    if number[0] == "9":
        return "foreign_permanent_resident"
    return "residence_permit" if number[:6] in {"810000", "820000", "830000"} else "resident"


def _parts(number: str, born: date) -> dict[str, str]:
    return {
        "kind": _kind(number),
        "region": number[:6],
        "birth_date": born.isoformat(),
        "sex": "male" if int(number[16]) % 2 else "female",
        "serial": number[14:17],
        "check": number[17],
    }


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
