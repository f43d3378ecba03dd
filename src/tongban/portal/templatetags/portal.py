"""Small words of the templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext

from tongban.core.clock import SHANGHAI
from tongban.core.messages import N_, Message
from tongban.portal import shell

register = template.Library()
_WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
_LAWS = (N_("行政许可法"), N_("行政处罚法"), N_("国务院令第716号"))
"""Laws that steps cite by their short names."""


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
    return f"{_written(found)} {gettext(_WEEKDAYS[found.weekday()])}"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年3月17日 10:05, in China's time."""
    if value is None:
        return "—"
    local = value.astimezone(SHANGHAI)
    return f"{_written(local.date())} {local:%H:%M}"


def _written(value: date) -> str:
    """2026年3月17日, or as the reader's language writes it. The sentence is a format of Django's dates."""
    return date_format(value, gettext("Y年n月j日"))


@register.filter
def citation(text: str) -> str:
    """The provision a step cites (行政许可法 45) in the reader's language; whatever else it says stays as it is."""
    law, _, place = text.partition(" ")
    if law not in _LAWS or gettext(text) != text:
        return shell.say(text)
    return gettext("{law} {article}").format(law=gettext(law), article=place.replace("、", gettext("、")))


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None
