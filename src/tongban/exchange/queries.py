"""Reads of the exchange. Asking a register leaves a record and is therefore an action: see `actions.look_up`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from tongban.base import sql
from tongban.core.packs.catalogues import Registry
from tongban.exchange.errors import UnknownRegistry
from tongban.exchange.models import LookupLog, Register


@dataclass(frozen=True)
class RegisterState:
    """A register for the administrator's list. `entries` counts all that were ever received."""

    key: str
    name: str
    owner: str
    fed_at: datetime | None
    closed_because: str
    entries: int


def register(registry: str) -> Register:
    """The register of a key. Raises UnknownRegistry."""
    found = Register.objects.filter(key=registry).first()
    if found is None:
        raise UnknownRegistry(registry=registry[:64])
    return found


_REGISTER = sql.Columns(Register, "r")
_BY_KEY = f"SELECT {_REGISTER.text} FROM {_REGISTER.table} WHERE r.key = ANY(%s::text[])"  # noqa: S608  # our own model


def registers_by_key(keys: Iterable[str]) -> dict[str, Register]:
    """The registers of these keys that this installation has."""
    [found] = sql.fetch(sql.Query(_BY_KEY, [list(keys)], _REGISTER.tables))
    return {row.key: row for row in _REGISTER.rows(found)}


def definition(registry: str) -> Registry:
    """What the pack declares of a register. Raises UnknownRegistry."""
    return declared(register(registry))


def declared(register: Register) -> Registry:
    """The declaration in a register's row, read once for each text that it ever has."""
    return _read(json.dumps(register.definition))


@lru_cache(maxsize=256)
def _read(definition: str) -> Registry:
    return Registry.model_validate_json(definition)


def registers() -> list[RegisterState]:
    """All registers with their state, by key."""
    rows = Register.objects.order_by("key")
    return [
        RegisterState(
            row.key,
            row.definition["name"],
            row.definition["owner"],
            row.fed_at,
            row.closed_because,
            row.entries.count(),
        )
        for row in rows
    ]


def lookups_for(purpose: UUID) -> list[LookupLog]:
    """Every look-up made for a case, in order: what the applicant may be told about the use of their data."""
    return list(LookupLog.objects.filter(purpose=purpose).order_by("at", "pk"))
