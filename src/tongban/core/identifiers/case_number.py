"""Our own case number, and the code that a person shows to ask for the progress of a case.

No national standard gives the case number a structure; this is a rule of our own that fits the national field of 50
characters: region 6, date 8, serial of the day 6, check character (ISO/IEC 7064 MOD 37,36).
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.iso7064 import mod_37_36

from tongban.core.identifiers.checked import WRONG_CHECK, Checked, refused, tidy, unreadable, wrong_length
from tongban.core.messages import N_, Message

MAX_SERIAL = 999_999
QUERY_CODE_LENGTH = 8
_FORM = re.compile(r"([0-9]{6})([0-9]{8})([0-9]{6})([0-9A-Z])")
_READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two: no I, L, O, U, so that a code can be read out over the telephone."""


def build_case_number(region: str, day: date, serial: int) -> str:
    """The number of the `serial`-th case of `day` in `region` (6 digits). Raises ValueError for wrong parts."""
    body = f"{region}{day:%Y%m%d}{serial:06d}"
    if not 1 <= serial <= MAX_SERIAL or not _FORM.fullmatch(body + "0"):
        raise ValueError(f"region needs 6 digits, serial lies between 1 and {MAX_SERIAL}")
    return body + str(mod_37_36.calc_check_digit(body))


def check_case_number(value: str) -> Checked:
    """Whether `value` can be one of our case numbers; finds every single wrong character."""
    number = tidy(value)
    if problem := unreadable(number):
        return refused(number, problem)
    if len(number) != 21:
        return refused(number, wrong_length(number, "21"))
    match = _FORM.fullmatch(number)
    if not match:
        return refused(number, Message(N_("前20位应是数字，最后一位应是数字或大写字母")))
    region, day, serial, check = match.groups()
    parts = {"region": region, "date": f"{day[:4]}-{day[4:6]}-{day[6:]}", "serial": serial, "check": check}
    if not mod_37_36.is_valid(number):
        return refused(number, WRONG_CHECK, parts)
    if not _exists(parts["date"]) or int(serial) == 0:
        return refused(number, Message(N_("其中的日期或流水号不存在")), parts)
    return Checked(True, number, parts)


def build_query_code(entropy: bytes) -> str:
    """A query code of eight characters from at least five random bytes, which the caller draws. Raises ValueError."""
    if len(entropy) < 5:
        raise ValueError("a query code needs five random bytes")
    bits = int.from_bytes(entropy[:5], "big")
    return "".join(_READABLE[(bits >> 5 * place) & 31] for place in reversed(range(QUERY_CODE_LENGTH)))


def tidy_query_code(value: str) -> str:
    """A typed query code as it was given out: capitals, no spaces, and the look-alikes O, I and L read as 0 and 1."""
    return tidy(value[:100]).translate(str.maketrans("OIL", "011"))


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
