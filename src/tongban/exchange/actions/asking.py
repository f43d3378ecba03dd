"""Asking a register: one key, one purpose, one line on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from tongban.base import writes
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
    register = queries.register(registry)
    question = _question(register, queries.declared(register), key)
    [answer] = _answers([question], civil_day(now))
    writes.insert(_line(question, answer, purpose, actor, now), apart=True)
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
    questions: list[Question] = []
    for registry, key in keys.items():
        register = registers.get(registry)
        if register is None:  # a case may be older than the registers of this installation: then a person looks
            found[registry] = {"found": None}
            continue
        declared = queries.declared(register)
        found[registry] = {"found": None, **dict.fromkeys(declared.fields)}
        if key and key.strip():
            questions.append(_question(register, declared, key))
    answers = _answers(questions, civil_day(now))
    for answer in answers:
        found[answer.registry] |= {**answer.fields, "found": answer.found}
    lines = [_line(*asked, purpose, actor, now) for asked in zip(questions, answers, strict=True)]
    writes.insert(*lines, apart=True)
    return found


def forget_lookups(*, actor: Actor, now: datetime) -> int:
    """Delete look-ups older than three years; returns how many."""
    check_deliverer(actor)
    return LookupLog.objects.filter(at__lt=policy.kept_since(now)).delete()[0]


@dataclass(frozen=True, eq=False)
class Question:
    """One register and the normal form of a key, with its blind index."""

    register: Register
    declared: Registry
    key: str
    index: str


def _question(register: Register, declared: Registry, key: str) -> Question:
    normal = normal_key(declared, key)
    return Question(register, declared, normal, connectors.key_index(register.key, normal))


def _answers(questions: Sequence[Question], on: date) -> list[Lookup]:
    """The answer to each question, in order; registers of our own are asked together."""
    answers: dict[Question, Lookup] = {}
    ours: list[Question] = []
    for question in questions:
        try:
            if connectors.is_local(question.register.key):
                connectors.check_open(question.register)
                ours.append(question)
            else:
                connector = connectors.connector_of(question.register.key)
                answers[question] = _answer(question, connector.look_up(question.register, question.key, on))
        except ConnectorUnavailable as unavailable:
            answers[question] = Lookup(question.register.key, Outcome.UNAVAILABLE, why=unavailable.message)
    entries = connectors.local_entries([(question.register, question.index) for question in ours], on) if ours else []
    answers |= {question: _answer(question, entry) for question, entry in zip(ours, entries, strict=True)}
    return [answers[question] for question in questions]


def _answer(question: Question, entry: Mapping[str, Any] | None) -> Lookup:
    if entry is None:
        return Lookup(question.register.key, Outcome.NOT_FOUND)
    return Lookup(question.register.key, Outcome.FOUND, facts(question.declared, entry))


def _line(question: Question, answer: Lookup, purpose: UUID, actor: Actor, now: datetime) -> LookupLog:
    """The line for the record."""
    return LookupLog(
        registry=question.register.key,
        key_digest=question.index,
        purpose=purpose,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_role=actor.role.value,
        outcome=answer.outcome.value,
        at=now,
    )
