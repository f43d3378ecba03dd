"""Who may deliver to a register, and how long look-ups stay on record. Pure."""

from __future__ import annotations

from datetime import datetime

from tongban.core.roles import Role

LOOKUP_LOG_YEARS = 3  # 网络数据安全管理条例 12; also 个人信息保护法 56 for processing records
DELIVERERS = frozenset({Role.SYSTEM, Role.ADMINISTRATOR})


def may_deliver(role: Role) -> bool:
    """Registers are fed by the platform's own connections and by the administrator, never by who handles cases."""
    return role in DELIVERERS


def kept_since(now: datetime) -> datetime:
    """Look-ups before this instant need no longer be kept. 29 February counts as the 28th."""
    year = now.year - LOOKUP_LOG_YEARS
    try:
        return now.replace(year=year)
    except ValueError:
        return now.replace(year=year, day=28)
