"""Registers are declared, fed, closed and reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

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
from tongban.exchange.errors import BadEntry
from tongban.exchange.models import Register, RegistryEntry
from tongban.exchange.payloads import check_payload, normal_key


@dataclass(frozen=True)
class Delivery:
    """What became of a delivery: entries written, and those that were there already."""

    new: int
    known: int


@transaction.atomic
def declare_registries(registries: Mapping[str, Registry], *, actor: Actor, now: datetime) -> int:
    """Take over the registers that a pack declares; returns how many are new or changed. Entries stay."""
    check_deliverer(actor)
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
    check_deliverer(actor)
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
    check_deliverer(actor)
    text = clean(reason, what=Message(N_("停止查询的原因")).render(), max_length=200)
    if not text:
        raise InvalidInput(what=Message(N_("停止查询的原因")), why=Message(N_("不能空着")))
    register = queries.register(registry)
    Register.objects.filter(pk=register.pk).update(closed_because=text)
    _record(register, events.CLOSED, {}, actor, now)


@transaction.atomic
def reopen_register(registry: str, *, actor: Actor, now: datetime) -> None:
    """Ask a closed register again."""
    check_deliverer(actor)
    register = queries.register(registry)
    Register.objects.filter(pk=register.pk).update(closed_because="")
    _record(register, events.OPENED, {}, actor, now)


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


def check_deliverer(actor: Actor) -> None:
    """Raises Forbidden unless the actor's role may keep registers."""
    if not policy.may_deliver(actor.role):
        raise Forbidden(what=Message(N_("维护共享登记库")))
