"""Canonical face data (照面数据): what a certificate says, as one text that is signed, stored and typeset.

The text is the certificate; PDF, page and API answers are made from it. Items follow the certificate type of the pack,
with their labels and types kept inside, so that a face can be read when the pack has long moved on.
Sources: GB/T 36903 (metadata of electronic licences), 国务院令716 号 10.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.certificates.errors import FaceIncomplete
from tongban.core.canonical import canonical_json, digest
from tongban.core.packs.catalogues import CertificateType, FaceField
from tongban.core.packs.form import FieldType

SCHEMA = 1  # version of the face's own form; readers refuse what they do not know
LENIENT = "form."  # an optional form field may be absent; every other source must be there
_DIGITS = "〇一二三四五六七八九"

Sources = Mapping[str, Any]
Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Issuer:
    name: str
    uscc: str


@dataclass(frozen=True)
class Holder:
    """Who holds it: `kind` is person or organisation (as in the certificate type)."""

    kind: str
    name: str


@dataclass(frozen=True)
class FaceItem:
    """One item: `value` is what rules read (text, number, yes/no, list of text, nothing), `text` what is printed."""

    key: str
    label: str
    type: FieldType
    personal: bool
    value: Any
    text: str


@dataclass(frozen=True)
class FaceHead:
    """What every certificate has, whatever its type. `valid_to` null: without end. Days are civil days of China."""

    type: str
    title: str
    identifier: str
    number: str
    version: int
    holder: Holder
    issuer: Issuer
    issued_on: date
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Face:
    head: FaceHead
    items: tuple[FaceItem, ...]

    def value(self, key: str) -> Any:
        """The value of an item, None where the face has none of that key."""
        return next((item.value for item in self.items if item.key == key), None)

    def canonical(self) -> str:
        """The text that is signed and stored."""
        head = self.head
        return canonical_json(
            {
                "schema": SCHEMA,
                "type": head.type,
                "title": head.title,
                "identifier": head.identifier,
                "number": head.number,
                "version": head.version,
                "holder": {"kind": head.holder.kind, "name": head.holder.name},
                "issuer": {"name": head.issuer.name, "uscc": head.issuer.uscc},
                "issued_on": head.issued_on.isoformat(),
                "valid_from": head.valid_from.isoformat(),
                "valid_to": head.valid_to.isoformat() if head.valid_to else None,
                "items": [
                    {
                        "key": item.key,
                        "label": item.label,
                        "type": item.type.value,
                        "personal": item.personal,
                        "value": item.value,
                        "text": item.text,
                    }
                    for item in self.items
                ],
            }
        )


def read_face(canonical: str) -> Face:
    """The face again from its text. Raises ValueError for a schema this version does not know."""
    data = json.loads(canonical)
    if data["schema"] != SCHEMA:
        raise ValueError(f"face schema {data['schema']} is not known")
    head = FaceHead(
        type=data["type"],
        title=data["title"],
        identifier=data["identifier"],
        number=data["number"],
        version=data["version"],
        holder=Holder(**data["holder"]),
        issuer=Issuer(**data["issuer"]),
        issued_on=date.fromisoformat(data["issued_on"]),
        valid_from=date.fromisoformat(data["valid_from"]),
        valid_to=date.fromisoformat(data["valid_to"]) if data["valid_to"] else None,
    )
    items = tuple(FaceItem(**{**item, "type": FieldType(item["type"])}) for item in data["items"])
    return Face(head, items)


def face_digest(canonical: str) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return digest(canonical)


def build_face(
    definition: CertificateType,
    head: FaceHead,
    sources: Sources,
    *,
    labels: Labels | None = None,
    previous: Face | None = None,
) -> Face:
    """Fill the items of a type from `sources`, a nested mapping (`form`, `applicant`, `certificates`, `case`).

    `certificate.<number|issued_on|valid_from|valid_to|issuer>` is the head itself. `labels` gives the printed word of
    coded values, by dotted name. An item whose source is silent is taken over from `previous`, the version before.
    Raises FaceIncomplete naming every item that has no value though its source is not an optional form field.
    """
    known = {**sources, "certificate": _head_values(head)}
    items: list[FaceItem] = []
    missing: list[str] = []
    for key, field in definition.face.items():
        source = _source(known, field)
        found, value = _lookup(known, source)
        if found:
            items.append(_item(key, field, value, (labels or {}).get(source, {})))
            continue
        before = next((item for item in previous.items if item.key == key), None) if previous else None
        if before is None and not field.source.startswith(LENIENT):
            missing.append(field.label)
        items.append(before or _item(key, field, None, {}))
    if missing:
        raise FaceIncomplete(certificate=definition.name, items="、".join(missing))
    return Face(head, tuple(items))


def printed(face: Face) -> dict[str, Any]:
    """What the typesetter gets: only text, in the words of the face."""
    head = face.head
    return {
        "title": head.title,
        "identifier": head.identifier,
        "number": head.number,
        "issuer": {"name": head.issuer.name, "uscc": head.issuer.uscc},
        "issued_on_text": date_in_characters(head.issued_on),
        "validity_text": validity_text(head.valid_from, head.valid_to),
        "items": [{"key": item.key, "label": item.label, "text": item.text} for item in face.items],
    }


def date_text(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def date_in_characters(day: date) -> str:
    """二〇二六年十一月二十二日, as dates of issue stand on official papers (GB/T 15835)."""
    year = "".join(_DIGITS[int(figure)] for figure in str(day.year))
    return f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日"


def validity_text(valid_from: date, valid_to: date | None) -> str:
    return f"{date_text(valid_from)}至{date_text(valid_to)}" if valid_to else f"自{date_text(valid_from)}起长期有效"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _head_values(head: FaceHead) -> dict[str, Any]:
    return {
        "number": head.number,
        "issued_on": head.issued_on,
        "valid_from": head.valid_from,
        "valid_to": head.valid_to,
        "issuer": head.issuer.name,
    }


def _source(sources: Sources, field: FaceField) -> str:
    """Where the item is read from: its own source, or that of its change when just this item is said to change."""
    changed = field.changed
    return changed.source if changed and _lookup(sources, changed.when)[1] == changed.equals else field.source


def _lookup(sources: Sources, dotted: str) -> tuple[bool, Any]:
    """Whether the source is there, and its value. Nothing, and an empty text, are not there."""
    found: Any = sources
    for part in dotted.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return False, None
        found = found[part]
    return (found is not None and found != "" and found != []), found


def _item(key: str, field: FaceField, raw: Any, labels: Mapping[str, str]) -> FaceItem:
    value = _typed(field.type, _plain(raw))
    return FaceItem(key, field.label, field.type, field.personal, value, _text(field.type, value, labels))


def _typed(kind: FieldType, value: Any) -> Any:
    """A free text that states a number or a list (109张, 内科；外科) as the item's type; anything else as it is."""
    if not isinstance(value, str):
        return value
    if kind is FieldType.INTEGER and (number := re.fullmatch(r"\s*(\d{1,9})\D*", value)):
        return int(number[1])
    if kind is FieldType.TEXT_LIST:
        return [part.strip() for part in re.split(r"[；;、\n]", value) if part.strip()]
    return value


def _plain(raw: Any) -> Any:
    """A value that canonical JSON knows: dates and decimals as text, tuples as lists."""
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, Decimal):
        return str(raw)
    if isinstance(raw, list | tuple):
        return [_plain(item) for item in raw]
    return raw


def _text(kind: FieldType, value: Any, labels: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(labels.get(item, str(item)) for item in value)
    if kind is FieldType.DATE:
        return date_text(date.fromisoformat(value))
    if kind is FieldType.MONEY:
        return f"{value}元"
    return labels.get(value, value) if isinstance(value, str) else str(value)
