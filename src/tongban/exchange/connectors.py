"""How a register is asked. The local table is one connector; a register of another authority gets its own.

A connector answers with an entry, with None (asked, and there is none), or raises ConnectorUnavailable. Which register
has which connector is set once at start, by `project/wiring.py`; every other one is asked in the local table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Protocol

from tongban.base import crypto, sql
from tongban.core.messages import N_, Message
from tongban.exchange.errors import ConnectorUnavailable
from tongban.exchange.models import Register

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
        check_open(register)
        [found] = local_entries([(register, key_index(register.key, key))], on)
        return found


def check_open(register: Register) -> None:
    """Raises ConnectorUnavailable for a register of our own that is closed or was never fed."""
    name = register.definition["name"]
    if register.closed_because:
        raise ConnectorUnavailable(registry=name, why=register.closed_because)
    if register.fed_at is None:
        raise ConnectorUnavailable(registry=name, why=Message(N_("还没有收到过数据")))


_NEWEST = """
SELECT (
    SELECT e.payload_encrypted FROM exchange_registryentry e
    WHERE e.register_id = asked.register AND e.key_index = asked.key
      AND (e.valid_from IS NULL OR e.valid_from <= %s) AND (e.valid_to IS NULL OR e.valid_to >= %s)
    ORDER BY e.received_at DESC, e.id DESC LIMIT 1
) FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS asked(register, key, place) ORDER BY asked.place
"""
_ENTRIES = frozenset({"exchange_registryentry"})


def local_entries(asked: Sequence[tuple[Register, str]], on: date) -> list[dict[str, Any] | None]:
    """For each register of our own and index of a key the newest entry that holds on a day; one statement for all."""
    registers, indexes = [register.pk for register, _ in asked], [index for _, index in asked]
    [found] = sql.fetch(sql.Query(_NEWEST, [on, on, registers, indexes], _ENTRIES))
    return [None if payload is None else json.loads(crypto.decrypt_text(payload)) for (payload,) in found]


def is_local(registry: str) -> bool:
    """Whether a register is asked in our own database."""
    return connector_of(registry) is _LOCAL


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
