"""The application as staff read it: personal answers masked until an officer asks for one, which is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongban.core.identifiers import mask_citizen_id, mask_name, mask_phone
from tongban.core.packs.form import FieldType, FormField
from tongban.core.packs.loader import LoadedMatter

COVERED = "●●●●"
_MASKS = {
    FieldType.PERSON_NAME: mask_name,
    FieldType.CITIZEN_ID: mask_citizen_id,
    FieldType.MOBILE: mask_phone,
    FieldType.PHONE: mask_phone,
}


@dataclass(frozen=True)
class Answer:
    """One answered field. `masked`: personal and not shown in full; `changed`: another than before the correction."""

    key: str
    label: str
    text: str
    personal: bool
    masked: bool
    changed: bool


@dataclass(frozen=True)
class AnswerSection:
    title: str
    answers: tuple[Answer, ...]


def sections(
    loaded: LoadedMatter,
    variant: str,
    answers: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None,
    revealed: Mapping[str, Any],
) -> list[AnswerSection]:
    """The answered fields by section. `before` are the answers of the revision before the last, if there is one."""
    found = []
    for section in loaded.form.sections:
        fields = [field for field in section.fields if not field.variants or variant in field.variants]
        rows = tuple(
            _answer(field, answers, before, revealed)
            for field in fields
            if answers.get(field.key) not in (None, "", []) or (before or {}).get(field.key) not in (None, "", [])
        )
        if rows:
            found.append(AnswerSection(section.title, rows))
    return found


def _answer(
    field: FormField, answers: Mapping[str, Any], before: Mapping[str, Any] | None, revealed: Mapping[str, Any]
) -> Answer:
    value = answers.get(field.key)
    masked = field.personal and field.key not in revealed
    text = words(field, value)
    changed = before is not None and before.get(field.key) != value
    return Answer(field.key, field.label, mask(field, text) if masked else text, field.personal, masked, changed)


def words(field: FormField, value: Any) -> str:
    """An answer as people read it: options by their labels, lists by line."""
    labels = {option.value: option.label for option in field.options}
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "\n".join(labels.get(item, str(item)) for item in value)
    return "" if value is None else labels.get(value, str(value))


def mask(field: FormField, text: str) -> str:
    """Names, numbers and phones keep their usual ends; everything else personal is covered."""
    return _MASKS.get(field.type, lambda _text: COVERED)(text) if text else text
