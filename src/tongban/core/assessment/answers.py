"""Answers as people type them, into the plain values that are stored and that rules read.

What comes out is ready for JSON: dates as ISO text, decimals as text, no floats. What cannot be read stays as typed, so
that nothing is lost, and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.packs.form import FieldType, Form, FormField
from tongban.core.text import clean

MAX_ITEMS = 200


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field. `code` is stable, `message` for the person who fills it in."""

    field: str
    code: str
    message: Message


@dataclass(frozen=True)
class Answers:
    """Normalised values by field, and what could not be read. Empty answers are left out."""

    values: dict[str, Any]
    problems: tuple[FieldProblem, ...]


class _Unreadable(Exception):
    """The answer cannot be read as its field's type."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message


def normalise_answers(form: Form, variant: str, answers: Mapping[str, Any]) -> Answers:
    """Read the answers of a variant's fields; keys that are no field of it are dropped."""
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for field in form.fields(variant):
        given = answers.get(field.key)
        if given is None or given == "" or given == []:
            continue
        try:
            read = _read(field, given)
        except _Unreadable as unreadable:
            read = given if isinstance(given, str | list | int | bool) else str(given)
            problems.append(FieldProblem(field.key, "unreadable", unreadable.message))
        if read not in ("", []):
            values[field.key] = read
    return Answers(values, tuple(problems))


def _read(field: FormField, given: Any) -> Any:
    if field.type in (FieldType.CHOICES, FieldType.TEXT_LIST):
        return _list(field, given)
    if field.type in _READERS:
        return _READERS[field.type](given)
    text = _text(field, given, field.max_length)
    if field.type in HALF_WIDTH:
        text = re.sub(r"[\s\u200b-\u200f\ufeff-]", "", unicodedata.normalize("NFKC", text)).upper()
    return text


def _text(field: FormField, given: Any, max_length: int) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise _Unreadable(Message(N_("“{label}”应填文字。"), {"label": field.label}))
    try:
        return clean(str(given), what=field.label, max_length=max_length, multiline=field.type is FieldType.LONG_TEXT)
    except InvalidInput as error:
        raise _Unreadable(error.message) from None


def _list(field: FormField, given: Any) -> list[str]:
    items = re.split(r"[、，,；;\n]", given) if isinstance(given, str) else given
    if not isinstance(items, list | tuple) or len(items) > MAX_ITEMS:
        most = {"label": field.label, "most": MAX_ITEMS}
        raise _Unreadable(Message(N_("“{label}”应一项一项填写，最多{most}项。"), most))
    return list(dict.fromkeys(text for text in (_text(field, item, field.max_length) for item in items) if text))


def _date(given: Any) -> str:
    if isinstance(given, date):
        return given.isoformat()
    text = unicodedata.normalize("NFKC", str(given)).strip()
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})", text)
    try:
        year, month, day = (int(part) for part in (found.groups() if found else ()) if part)
        return date(year, month, day).isoformat()
    except ValueError:
        raise _Unreadable(Message(N_("没有这一天。请按年、月、日填写，如 2026-01-31。"))) from None


def _integer(given: Any) -> int:
    text = unicodedata.normalize("NFKC", str(given)).strip()
    if isinstance(given, bool) or not re.fullmatch(r"-?\d{1,15}", text):
        raise _Unreadable(Message(N_("请填整数，如 12。")))
    return int(text)


def _decimal(given: Any) -> str:
    text = unicodedata.normalize("NFKC", str(given)).strip().replace(",", "")
    if isinstance(given, bool) or not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", text):
        raise _Unreadable(Message(N_("请填数字，如 12.5。")))
    return format(Decimal(text), "f")


def _money(given: Any) -> str:
    text = _decimal(given)
    amount = Decimal(text)
    if amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise _Unreadable(Message(N_("请填金额，最多两位小数，如 1200.50。")))
    return format(amount.quantize(Decimal("0.01")), "f")


def _yes_no(given: Any) -> bool:
    text = given if isinstance(given, bool) else str(given).strip().lower()
    if text in (True, "true", "yes", "on", "是", "1"):
        return True
    if text in (False, "false", "no", "off", "否", "0"):
        return False
    raise _Unreadable(Message(N_("请选“是”或“否”。")))


HALF_WIDTH = frozenset(
    {
        FieldType.CITIZEN_ID,
        FieldType.USCC,
        FieldType.INSTITUTION_CODE,
        FieldType.PHYSICIAN_CERTIFICATE,
        FieldType.PHYSICIAN_QUALIFICATION,
        FieldType.NURSE_CERTIFICATE,
        FieldType.PHONE,
        FieldType.MOBILE,
    }
)
"""Numbers that are stored without spaces and hyphens, in half width, letters as capitals."""

_READERS: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.DATE: _date,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.YES_NO: _yes_no,
}
