"""Who may publish, and which publication holds on a day. Pure."""

from __future__ import annotations

from tongban.core.roles import Role

PUBLISHERS = frozenset({Role.CONTENT_OFFICER, Role.SYSTEM})


def may_publish(role: Role) -> bool:
    """事项管理员 write and publish matters; the platform itself publishes the pack it is delivered with."""
    return role in PUBLISHERS
