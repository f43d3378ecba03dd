"""First values of a form from what is already known (只填一次, 国务院令第716号 7). Pure.

A value comes only from the source that the field names; unknown stays empty, and the page says where each came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.core.assessment.situation import Situation
from tongban.core.messages import N_, Message
from tongban.core.packs.declarations import rule_name
from tongban.core.packs.loader import Catalogues, LoadedMatter


def prefill(loaded: LoadedMatter, variant: str, situation: Situation) -> dict[str, Any]:
    """Values by field key, JSON-ready."""
    found = {}
    for field in loaded.form.fields(variant):
        value = _as_typed(look(situation, field.prefill)) if field.prefill else None
        if value not in (None, "", []):
            found[field.key] = value
    return found


def _as_typed(value: Any) -> Any:
    """As the form keeps it: dates as ISO text, decimals as text (registers give rules real dates and decimals)."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return list(value) if isinstance(value, tuple) else value


def look(situation: Situation, dotted: str) -> Any:
    """The value a dotted name of the rule language stands for, None where it is not known."""
    room, _, rest = dotted.partition(".")
    if room == "applicant":
        return situation.applicant.get(rest)
    key, _, item = rest.partition(".")
    if room == "certificates":
        items = {rule_name(slug): values for slug, values in situation.certificates.items()}
        return items.get(key, {}).get(item)
    return situation.registry.get(key, {}).get(item) if room == "registry" else None


def source_name(dotted: str, catalogues: Catalogues) -> Message:
    """Where a first value came from, for people."""
    room, _, rest = dotted.partition(".")
    key = rest.partition(".")[0]
    names: Mapping[str, str] = {rule_name(slug): kind.name for slug, kind in catalogues.certificates.items()}
    if room == "certificates" and key in names:
        return Message(N_("取自您的“{name}”"), {"name": names[key]})
    if room == "registry" and key in catalogues.registries:
        return Message(N_("取自“{name}”"), {"name": catalogues.registries[key].name})
    return Message(N_("取自您的登录信息"))
