"""Asking a register: one key, one purpose, one line on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from tongban.base.actor import Actor
from tongban.core.clock import civil_day
from tongban.core.messages import Message
from tongban.core.packs.catalogues import Registry
from tongban.exchange import connectors, policy, queries
from tongban.exchange.actions.receiving import check_deliverer
from tongban.exchange.errors import ConnectorUnavailable
from tongban.exchange.models import LookupLog, Register
from tongban.exchange.payloads import facts, normal_key


class Outcome(StrEnum):
    """`unavailable` says nothing about the person: unknown stays unknown."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Lookup:
    """What a register answered. `fields` as facts for rules, filled only when found; `why` only when unavailable."""

    registry: str
    outcome: Outcome
    fields: Mapping[str, Any] = field(default_factory=dict)
    why: Message | None = None

    @property
    def found(self) -> bool | None:
        """True, False, or None when it is not known."""
        return None if self.outcome is Outcome.UNAVAILABLE else self.outcome is Outcome.FOUND


def look_up(registry: str, key: str, *, purpose: UUID, actor: Actor, now: datetime) -> Lookup:
    """Ask a register about one key for one case (`purpose`: the uuid of the case or draft); leaves a record.

    A register that cannot be asked gives `unavailable`, never `not_found`. Whether the caller may know about this
    person is the caller's to check. Raises UnknownRegistry and InvalidInput (a key with control characters).
    """
    answer, line = _look(queries.register(registry), key, purpose, actor, now)
    line.save(force_insert=True)
    return answer


def facts_for_rules(
    keys: Mapping[str, str | None], *, purpose: UUID, actor: Actor, now: datetime
) -> dict[str, dict[str, Any]]:
    """What registers know, as the rule language reads it: `{registry: {"found": True | False | None, field: value}}`.

    `keys` maps registry to the key to ask with; None (not answered yet) is not asked. None values are unknown: a
    register that cannot be asked, or has no entry, has no field values, and only `found` tells the two apart; one that
    this installation does not have gives `{"found": None}` alone.
    """
    registers = queries.registers_by_key(keys)
    found: dict[str, dict[str, Any]] = {}
    lines: list[LookupLog] = []
    for registry, key in keys.items():
        register = registers.get(registry)
        if register is None:  # a case may be older than the registers of this installation: then a person looks
            found[registry] = {"found": None}
            continue
        found[registry] = {"found": None, **dict.fromkeys(_declared(register).fields)}
        if key and key.strip():
            answer, line = _look(register, key, purpose, actor, now)
            lines.append(line)
            found[registry] |= {**answer.fields, "found": answer.found}
    LookupLog.objects.bulk_create(lines)
    return found


def forget_lookups(*, actor: Actor, now: datetime) -> int:
    """Delete look-ups older than three years; returns how many."""
    check_deliverer(actor)
    return LookupLog.objects.filter(at__lt=policy.kept_since(now)).delete()[0]


def _declared(register: Register) -> Registry:
    return Registry.model_validate(register.definition)


def _look(register: Register, key: str, purpose: UUID, actor: Actor, now: datetime) -> tuple[Lookup, LookupLog]:
    """Ask one register, and the line for the record, which the caller writes."""
    declared = _declared(register)
    normal = normal_key(declared, key)
    answer = _ask(register, declared, normal, civil_day(now))
    line = LookupLog(
        registry=register.key,
        key_digest=connectors.key_index(register.key, normal),
        purpose=purpose,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_role=actor.role.value,
        outcome=answer.outcome.value,
        at=now,
    )
    return answer, line


def _ask(register: Register, declared: Registry, key: str, on: date) -> Lookup:
    try:
        entry = connectors.connector_of(register.key).look_up(register, key, on)
    except ConnectorUnavailable as unavailable:
        return Lookup(register.key, Outcome.UNAVAILABLE, why=unavailable.message)
    if entry is None:
        return Lookup(register.key, Outcome.NOT_FOUND)
    return Lookup(register.key, Outcome.FOUND, facts(declared, entry))
