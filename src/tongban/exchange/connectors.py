"""How a register is asked. The local table is one connector; a register of another authority gets its own.

A connector answers with an entry, with None (asked, and there is none), or raises ConnectorUnavailable. Which register
has which connector is set once at start, by `project/wiring.py`; every other one is asked in the local table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Protocol

from django.db.models import Q

from tongban.base import crypto
from tongban.core.messages import N_, Message
from tongban.exchange.errors import ConnectorUnavailable
from tongban.exchange.models import Register, RegistryEntry

KEY_PURPOSE = "registry-key"


class Connector(Protocol):
    """One way to ask a register."""

    def look_up(self, register: Register, key: str, on: date) -> Mapping[str, Any] | None:
        """The stored form of the entry with that (normal) key on a civil day, or None when there is none.

        Raises ConnectorUnavailable whenever "there is none" cannot be said for certain."""
        ...


class LocalTable:
    """Registers in our own database. One that was never fed or is closed cannot say that there is no entry."""

    def look_up(self, register: Register, key: str, on: date) -> Mapping[str, Any] | None:
        name = register.definition["name"]
        if register.closed_because:
            raise ConnectorUnavailable(registry=name, why=register.closed_because)
        if register.fed_at is None:
            raise ConnectorUnavailable(registry=name, why=Message(N_("还没有收到过数据")))
        holds = (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        rows = RegistryEntry.objects.filter(holds, register=register, key_index=key_index(register.key, key))
        entry = rows.order_by("-received_at", "-pk").first()
        if entry is None:
            return None
        stored: dict[str, Any] = json.loads(crypto.decrypt_text(entry.payload_encrypted))
        return stored


def key_index(registry: str, key: str) -> str:
    """The blind index of a normal key: another one in every register, so that two cannot be joined by it."""
    return crypto.blind_index(key, purpose=f"{KEY_PURPOSE}:{registry}")


_LOCAL: Connector = LocalTable()
_connectors: dict[str, Connector] = {}


def use(registry: str, connector: Connector) -> None:
    """Ask a register through `connector` from now on."""
    _connectors[registry] = connector


@contextmanager
def using(registry: str, connector: Connector) -> Iterator[None]:
    """Ask a register through `connector` within the block: for rehearsals and tests."""
    before = _connectors.get(registry)
    use(registry, connector)
    try:
        yield
    finally:
        if before is None:
            _connectors.pop(registry)
        else:
            use(registry, before)


def connector_of(registry: str) -> Connector:
    return _connectors.get(registry, _LOCAL)
