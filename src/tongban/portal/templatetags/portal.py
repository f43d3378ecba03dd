"""Small words of the templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template

from tongban.core.clock import SHANGHAI
from tongban.core.messages import Message
from tongban.portal import shell

register = template.Library()
_WEEKDAYS = "一二三四五六日"


@register.filter
def say(message: Message | str) -> str:
    """A message, or a marked sentence, in the reader's language."""
    return shell.say(message)


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月17日 周二."""
    if value is None:
        return "—"
    found = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return f"{found.year}年{found.month}月{found.day}日 周{_WEEKDAYS[found.weekday()]}"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年3月17日 10:05, in China's time."""
    if value is None:
        return "—"
    local = value.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None
