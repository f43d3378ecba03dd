"""The event kinds of the exchange."""

from __future__ import annotations

from tongban.base.events import EventKind, register
from tongban.core.messages import N_

STREAM_KIND = "register"
DELIVERED = "register.delivered"
CLOSED = "register.closed"
OPENED = "register.opened"

register(
    EventKind(DELIVERED, 1, N_("登记库收到{new}条新数据"), False, "register key and counts; no entries, no keys"),
    EventKind(CLOSED, 1, N_("登记库停止查询"), False, "register key"),
    EventKind(OPENED, 1, N_("登记库恢复查询"), False, "register key"),
)
