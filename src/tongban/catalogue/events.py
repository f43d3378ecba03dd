"""The event kinds of the catalogue."""

from __future__ import annotations

from tongban.base.events import EventKind, register
from tongban.core.messages import N_

STREAM_KIND = "matter"
PUBLISHED = "matter.published"

register(
    EventKind(
        PUBLISHED,
        1,
        N_("发布事项版本{version}，自{effective_from}起施行"),
        True,
        "matter key, content digests, version, days; nothing about people",
    ),
)
