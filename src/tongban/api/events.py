"""The event kinds of the API."""

from __future__ import annotations

from tongban.base.events import EventKind, register
from tongban.core.messages import N_

register(
    EventKind("client.opened", 1, N_("开通了接口调用方"), False, "client id, scopes"),
    EventKind("client.revoked", 1, N_("停用了接口调用方"), False, "client id"),
)
