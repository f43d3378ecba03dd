"""Registry of event kinds. Each room registers its kinds in its own `events.py`; an unknown kind is an error.

A kind has a version: a changed payload is a new version, and old ones stay replayable for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.base.errors import UnknownEventKind
from tongban.core.messages import N_, Message


@dataclass(frozen=True)
class EventKind:
    """`sentence` is what the timeline says, filled from the payload. `public` events are shown to the applicant.
    `holds` says what the payload holds, as its privacy treatment."""

    code: str
    version: int
    sentence: str
    public: bool
    holds: str

    def message(self, payload: Mapping[str, Any]) -> Message:
        return Message(self.sentence, payload)


_KINDS: dict[tuple[str, int], EventKind] = {}
_CURRENT: dict[str, EventKind] = {}


def register(*kinds: EventKind) -> None:
    """Make kinds known. The highest version of a code is the one that new events get."""
    for kind in kinds:
        if (kind.code, kind.version) in _KINDS and _KINDS[kind.code, kind.version] != kind:
            raise ValueError(f"event kind {kind.code} v{kind.version} is registered twice with different content")
        _KINDS[kind.code, kind.version] = kind
        if kind.code not in _CURRENT or _CURRENT[kind.code].version < kind.version:
            _CURRENT[kind.code] = kind


def current(code: str) -> EventKind:
    """The kind that new events of this code get. Raises UnknownEventKind."""
    if code not in _CURRENT:
        raise UnknownEventKind(kind=code)
    return _CURRENT[code]


def kind_of(code: str, version: int) -> EventKind:
    """The kind an old event was written with. Raises UnknownEventKind."""
    if (code, version) not in _KINDS:
        raise UnknownEventKind(kind=f"{code} v{version}")
    return _KINDS[code, version]


def all_codes() -> frozenset[str]:
    return frozenset(_CURRENT)


register(
    EventKind("person.registered", 1, N_("登记了人员信息"), False, "row id only"),
    EventKind("organisation.registered", 1, N_("登记了单位信息"), False, "row id only"),
    EventKind("authority.registered", 1, N_("登记了机关"), False, "row id and level"),
    EventKind("post.given", 1, N_("授予岗位：{role}"), False, "row ids and role"),
    EventKind("post.ended", 1, N_("岗位终止：{role}"), False, "row ids and role"),
)
