"""Entries of a register in three forms: as delivered, as stored (canonical plain data), as facts for rules. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tongban.core.errors import InvalidInput
from tongban.core.identifiers import check_citizen_id, check_uscc
from tongban.core.messages import N_, Message
from tongban.core.packs.catalogues import Registry, RegistryField
from tongban.core.packs.form import FieldType
from tongban.core.text import clean

LONGEST_TEXT = 2000
_IDENTIFIERS = {
    FieldType.CITIZEN_ID,
    FieldType.USCC,
    FieldType.INSTITUTION_CODE,
    FieldType.PHYSICIAN_CERTIFICATE,
    FieldType.PHYSICIAN_QUALIFICATION,
    FieldType.NURSE_CERTIFICATE,
}
Plain = str | int | bool | list[str]


def check_payload(registry: Registry, payload: Mapping[str, Any], *, on: date) -> dict[str, Plain]:
    """The delivered entry as stored: only declared fields, each of its type, unknown (null) ones left out.

    Dates and decimals become text. Raises InvalidInput that names the field's label, never the value.
    """
    for name in payload:
        if name not in registry.fields:
            raise InvalidInput(what=str(name)[:64], why=Message(N_("登记库没有这一项")))
    stored = {
        name: _stored(field, payload[name], on)
        for name, field in registry.fields.items()
        if payload.get(name) is not None
    }
    if not stored.get(registry.key):
        raise InvalidInput(what=registry.fields[registry.key].label, why=Message(N_("是查找用的，不能空着")))
    return stored


def normal_key(registry: Registry, value: str) -> str:
    """The form of a key in which entries are found: one width of signs, no spaces, capital letters."""
    label = registry.fields[registry.key].label
    cleaned = clean(value, what=label, max_length=LONGEST_TEXT)
    return "".join(unicodedata.normalize("NFKC", cleaned).split()).upper()


def facts(registry: Registry, stored: Mapping[str, Plain]) -> dict[str, Any]:
    """The stored entry as values for rules: dates as dates, decimals and money as Decimal; a field that the register
    does not fill is None (unknown)."""
    return {name: _fact(field, stored.get(name)) for name, field in registry.fields.items()}


def _fact(field: RegistryField, value: Any) -> Any:
    if value is None:
        return None
    if field.type is FieldType.DATE:
        return date.fromisoformat(value)
    if field.type in (FieldType.DECIMAL, FieldType.MONEY):
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value


def _stored(field: RegistryField, value: Any, on: date) -> Plain:
    kind = field.type
    if kind is FieldType.YES_NO:
        return bool(_checked(field, value, isinstance(value, bool), N_("应是 true 或 false")))
    if kind is FieldType.INTEGER:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return int(_checked(field, value, whole, N_("应是整数")))
    if kind in (FieldType.TEXT_LIST, FieldType.CHOICES):
        texts = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        return [_text(field, item) for item in _checked(field, value, texts, N_("应是若干段文字"))]
    if kind is FieldType.DATE:
        return _date(field, value)
    if kind in (FieldType.DECIMAL, FieldType.MONEY):
        return _decimal(field, value)
    text = _text(field, _checked(field, value, isinstance(value, str), N_("应是文字")))
    return _identifier(field, text, on) if kind in _IDENTIFIERS else text


def _checked(field: RegistryField, value: Any, good: bool, why: str) -> Any:
    if not good:
        raise InvalidInput(what=field.label, why=Message(why))
    return value


def _text(field: RegistryField, value: str) -> str:
    return clean(value, what=field.label, max_length=LONGEST_TEXT)


def _date(field: RegistryField, value: Any) -> str:
    try:
        return value.isoformat() if type(value) is date else date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise InvalidInput(what=field.label, why=Message(N_("应是日期，如2026-01-31"))) from None


def _decimal(field: RegistryField, value: Any) -> str:
    try:
        number = Decimal(_checked(field, value, isinstance(value, str | int | Decimal), N_("应是数")))
    except InvalidOperation:
        raise InvalidInput(what=field.label, why=Message(N_("应是数"))) from None
    return format(_checked(field, number, number.is_finite(), N_("应是数")), "f")


def _identifier(field: RegistryField, text: str, on: date) -> str:
    number = "".join(text.split()).upper()
    if field.type is FieldType.CITIZEN_ID:
        checked = check_citizen_id(number, on=on)
        return str(_checked(field, checked.value, checked.valid, N_("号码有误")))
    if field.type is FieldType.USCC:
        code = check_uscc(number)
        return str(_checked(field, code.value, code.valid, N_("号码有误")))
    return number
