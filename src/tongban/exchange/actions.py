"""Writes of the exchange: declare registers, receive entries, ask (which leaves a record), close and reopen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from tongban.base import crypto, eventlog
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.core.canonical import canonical_json
from tongban.core.clock import civil_day
from tongban.core.errors import Forbidden, InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.packs.catalogues import Registry
from tongban.core.text import clean
from tongban.exchange import connectors, events, policy, queries
from tongban.exchange.errors import BadEntry, ConnectorUnavailable, UnknownRegistry
from tongban.exchange.models import LookupLog, Register, RegistryEntry
from tongban.exchange.payloads import check_payload, facts, normal_key


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


@dataclass(frozen=True)
class Delivery:
    """What became of a delivery: entries written, and those that were there already."""

    new: int
    known: int


@transaction.atomic
def declare_registries(registries: Mapping[str, Registry], *, actor: Actor, now: datetime) -> int:
    """Take over the registers that a pack declares; returns how many are new or changed. Entries stay."""
    _check_deliverer(actor)
    changed = 0
    for key, registry in sorted(registries.items()):
        declared = registry.model_dump(mode="json")
        row, new = Register.objects.get_or_create(
            key=key, defaults={"definition": declared, "declared_at": now, "stream": uuid4()}
        )
        if not new and row.definition != declared:
            row.definition, row.declared_at = declared, now
            row.save(update_fields=["definition", "declared_at"])
            changed += 1
        changed += new
    return changed


def record_entry(
    registry: str,
    payload: Mapping[str, Any],
    *,
    source: str,
    region: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    actor: Actor,
    now: datetime,
) -> Delivery:
    """Receive one entry: a delivery of one. See `receive`."""
    return receive(
        registry,
        [payload],
        source=source,
        region=region,
        valid_from=valid_from,
        valid_to=valid_to,
        actor=actor,
        now=now,
    )


@transaction.atomic
def receive(
    registry: str,
    payloads: Sequence[Mapping[str, Any]],
    *,
    source: str,
    region: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    actor: Actor,
    now: datetime,
) -> Delivery:
    """Receive a delivery, all of it or nothing; an empty one says that the register is fed and has nothing new.

    The days (both inclusive) apply to every entry. Raises Forbidden, UnknownRegistry and BadEntry.
    """
    _check_deliverer(actor)
    queries.register(registry)
    register = Register.objects.select_for_update().get(key=registry)
    declared = Registry.model_validate(register.definition)
    stored = [_stored(declared, place, payload, civil_day(now)) for place, payload in enumerate(payloads, start=1)]
    rows = [_row(register, declared, entry, source, region, valid_from, valid_to, now) for entry in stored]
    fresh = _unknown_of(register, rows)
    RegistryEntry.objects.bulk_create(fresh, batch_size=1000)
    register.fed_at = now
    register.save(update_fields=["fed_at"])
    delivery = Delivery(len(fresh), len(rows) - len(fresh))
    _record(register, events.DELIVERED, {"new": delivery.new, "known": delivery.known}, actor, now)
    return delivery


@transaction.atomic
def close_register(registry: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop asking a register (it is being repaired, its data is in doubt): it answers `unavailable` until reopened."""
    _check_deliverer(actor)
    text = clean(reason, what=Message(N_("停止查询的原因")).render(), max_length=200)
    if not text:
        raise InvalidInput(what=Message(N_("停止查询的原因")), why=Message(N_("不能空着")))
    register = queries.register(registry)
    Register.objects.filter(pk=register.pk).update(closed_because=text)
    _record(register, events.CLOSED, {}, actor, now)


@transaction.atomic
def reopen_register(registry: str, *, actor: Actor, now: datetime) -> None:
    """Ask a closed register again."""
    _check_deliverer(actor)
    register = queries.register(registry)
    Register.objects.filter(pk=register.pk).update(closed_because="")
    _record(register, events.OPENED, {}, actor, now)


def look_up(registry: str, key: str, *, purpose: UUID, actor: Actor, now: datetime) -> Lookup:
    """Ask a register about one key for one case (`purpose`: the uuid of the case or draft); leaves a record.

    A register that cannot be asked gives `unavailable`, never `not_found`. Whether the caller may know about this
    person is the caller's to check. Raises UnknownRegistry and InvalidInput (a key with control characters).
    """
    register = queries.register(registry)
    declared = Registry.model_validate(register.definition)
    normal = normal_key(declared, key)
    answer = _ask(register, declared, normal, civil_day(now))
    LookupLog.objects.create(
        registry=registry,
        key_digest=connectors.key_index(registry, normal),
        purpose=purpose,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_role=actor.role.value,
        outcome=answer.outcome.value,
        at=now,
    )
    return answer


def facts_for_rules(
    keys: Mapping[str, str | None], *, purpose: UUID, actor: Actor, now: datetime
) -> dict[str, dict[str, Any]]:
    """What registers know, as the rule language reads it: `{registry: {"found": True | False | None, field: value}}`.

    `keys` maps registry to the key to ask with; None (not answered yet) is not asked. None values are unknown: a
    register that cannot be asked, or has no entry, has no field values, and only `found` tells the two apart; one that
    this installation does not have gives `{"found": None}` alone.
    """
    return {registry: _facts(registry, key, purpose, actor, now) for registry, key in keys.items()}


def forget_lookups(*, actor: Actor, now: datetime) -> int:
    """Delete look-ups older than three years; returns how many."""
    _check_deliverer(actor)
    return LookupLog.objects.filter(at__lt=policy.kept_since(now)).delete()[0]


def _facts(registry: str, key: str | None, purpose: UUID, actor: Actor, now: datetime) -> dict[str, Any]:
    try:
        declared = queries.definition(registry)
    except UnknownRegistry:  # a case may be older than the registers of this installation: then a person looks
        return {"found": None}
    unknown: dict[str, Any] = {"found": None, **dict.fromkeys(declared.fields)}
    if not key or not key.strip():
        return unknown
    answer = look_up(registry, key, purpose=purpose, actor=actor, now=now)
    return {**unknown, **answer.fields, "found": answer.found}


def _ask(register: Register, declared: Registry, key: str, on: date) -> Lookup:
    try:
        entry = connectors.connector_of(register.key).look_up(register, key, on)
    except ConnectorUnavailable as unavailable:
        return Lookup(register.key, Outcome.UNAVAILABLE, why=unavailable.message)
    if entry is None:
        return Lookup(register.key, Outcome.NOT_FOUND)
    return Lookup(register.key, Outcome.FOUND, facts(declared, entry))


def _stored(declared: Registry, place: int, payload: Mapping[str, Any], on: date) -> dict[str, Any]:
    try:
        return dict(check_payload(declared, payload, on=on))
    except InvalidInput as error:
        raise BadEntry(
            registry=declared.name, place=place, field=error.data["what"], why=error.data["why"], what="", remedy=""
        ) from None


def _row(
    register: Register,
    declared: Registry,
    entry: Mapping[str, Any],
    source: str,
    region: str,
    valid_from: date | None,
    valid_to: date | None,
    now: datetime,
) -> RegistryEntry:
    text = canonical_json(dict(entry))
    return RegistryEntry(
        register=register,
        key_index=connectors.key_index(register.key, normal_key(declared, str(entry[declared.key]))),
        payload_encrypted=crypto.encrypt_text(text),
        digest=crypto.blind_index(f"{text}\x1f{valid_from}\x1f{valid_to}", purpose=f"registry-entry:{register.key}"),
        region=region,
        valid_from=valid_from,
        valid_to=valid_to,
        received_at=now,
        source=clean(source, what=Message(N_("数据来源")).render(), max_length=200),
    )


def _unknown_of(register: Register, rows: Sequence[RegistryEntry]) -> list[RegistryEntry]:
    """Those that differ from the newest entry of their key: delivering twice writes once."""
    wanted = [row.key_index for row in rows]
    newest = dict(
        RegistryEntry.objects.filter(register=register, key_index__in=wanted)
        .order_by("received_at", "pk")
        .values_list("key_index", "digest")
    )
    fresh = []
    for row in rows:
        if newest.get(row.key_index) != row.digest:
            newest[row.key_index] = row.digest
            fresh.append(row)
    return fresh


def _record(register: Register, kind: str, payload: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    eventlog.append(
        events.STREAM_KIND,
        register.stream,
        [NewEvent(kind, {"registry": register.key, **payload})],
        after=eventlog.head_of(register.stream),
        actor=actor,
        now=now,
    )


def _check_deliverer(actor: Actor) -> None:
    if not policy.may_deliver(actor.role):
        raise Forbidden(what=Message(N_("维护共享登记库")))
