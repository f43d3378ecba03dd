"""What a certificate's face says (照面), taken from an application and from the certificate before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.core.assessment.assess import flat_values
from tongban.core.assessment.situation import Situation
from tongban.core.packs.form import FieldType, FormField
from tongban.core.packs.loader import LoadedMatter
from tongban.core.rules.values import Unknown


@dataclass(frozen=True)
class FaceItem:
    """One item. `value` is plain: text, ISO date, integer, list of texts; None where nothing is known."""

    key: str
    label: str
    type: FieldType
    value: Any
    personal: bool


def face_items(
    loaded: LoadedMatter,
    variant: str,
    situation: Situation,
    *,
    on: date,
    case: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
) -> tuple[FaceItem, ...]:
    """The face of the certificate that `variant` ends with, in the order of certificates.yaml; empty without one.

    `case` holds items named `case.<key>`. `before` is the face of the certificate that is amended, renewed or
    reissued: an item without a source in this application keeps its value.
    """
    slug = loaded.matter.variants[variant].result.certificate
    if slug is None:
        return ()
    flat = flat_values(loaded, variant, situation, on)
    flat |= {f"case.{key}": value for key, value in (case or {}).items()}
    fields = {f"form.{field.key}": field for field in loaded.form.fields(variant)}
    items = []
    for key, face in loaded.catalogues.certificates[slug].face.items():
        value = _shown(flat.get(face.source), fields.get(face.source))
        value = (before or {}).get(key) if value is None else value
        items.append(FaceItem(key, face.label, face.type, value, face.personal))
    return tuple(items)


def _shown(value: Any, field: FormField | None) -> Any:
    """Options by their labels, dates as ISO text, unknown as None."""
    if value is None or isinstance(value, Unknown):
        return None
    labels = {option.value: option.label for option in field.options} if field else {}
    if isinstance(value, list | tuple):
        return [labels.get(item, item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return labels.get(value, value) if labels else value
