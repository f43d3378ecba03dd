"""Reads of the exchange. Asking a register leaves a record and is therefore an action: see `actions.look_up`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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


def registers_by_key(keys: Iterable[str]) -> dict[str, Register]:
    """The registers of these keys that this installation has."""
    return {row.key: row for row in Register.objects.filter(key__in=list(keys))}


def definition(registry: str) -> Registry:
    """What the pack declares of a register. Raises UnknownRegistry."""
    return Registry.model_validate(register(registry).definition)


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
