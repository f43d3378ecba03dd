"""Gather what is known of an application: the applicant, their certificates, the shared registries, the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.base.actor import Actor
from tongban.base.rows import Organisation, Person
from tongban.certificates import queries as certificates
from tongban.core.assessment.answers import FieldProblem, normalise_answers
from tongban.core.assessment.situation import Situation
from tongban.core.clock import civil_day
from tongban.core.identifiers import check_citizen_id
from tongban.core.packs.loader import LoadedMatter
from tongban.exchange import actions as exchange

SEXES = {"male": "男", "female": "女"}


@dataclass(frozen=True)
class Applying:
    """Who applies for what with which papers. `purpose` is the id of the draft or case, for the log of look-ups."""

    variant: str
    holder: Person | Organisation
    answers: Mapping[str, Any]
    materials: frozenset[str]
    purpose: UUID


@dataclass(frozen=True)
class Gathered:
    """The situation for `assess`, and the answers that could not even be read as their type."""

    situation: Situation
    unreadable: tuple[FieldProblem, ...]


def gather(
    loaded: LoadedMatter, applying: Applying, *, ask_registries: bool = True, actor: Actor, now: datetime
) -> Gathered:
    """What is known on the civil day of `now`.

    Registries are asked only under the values that the matter's `lookups` name, and every look-up is logged; one that
    is not asked or does not answer stays unknown. Pages that only show a form pass `ask_registries=False`.
    """
    answers = normalise_answers(loaded.form, applying.variant, applying.answers)
    applicant = applicant_facts(applying.holder)
    registry: Mapping[str, Mapping[str, Any]] = {}
    if ask_registries:
        keys = _lookup_keys(loaded.matter.lookups, {"applicant": applicant, "form": answers.values})
        registry = exchange.facts_for_rules(keys, purpose=applying.purpose, actor=actor, now=now)
    types = loaded.catalogues.certificates
    situation = Situation(
        applicant=applicant,
        form=answers.values,
        certificates=certificates.facts_for_rules(applying.holder, civil_day(now), now=now, types=types),
        registry=registry,
        materials=applying.materials,
    )
    return Gathered(situation, answers.problems)


def applicant_facts(holder: Person | Organisation) -> dict[str, Any]:
    """`applicant.*` of the rule language; what a number encodes is read from it (GB 11643)."""
    if isinstance(holder, Organisation):
        return {"kind": "organisation", "name": holder.name, "uscc": holder.uscc, "address": holder.address or None}
    number = holder.citizen_id  # deciphered each time it is asked for
    parts = check_citizen_id(number).parts
    return {
        "kind": "person",
        "name": holder.name,
        "citizen_id": number,
        "phone": holder.mobile or None,
        "sex": SEXES.get(parts.get("sex", "")),
        "birth_date": parts.get("birth_date"),
    }


def _lookup_keys(lookups: Mapping[str, str], known: Mapping[str, Mapping[str, Any]]) -> dict[str, str | None]:
    keys: dict[str, str | None] = {}
    for registry, dotted in lookups.items():
        room, _, name = dotted.partition(".")
        value = known.get(room, {}).get(name)
        keys[registry] = value if isinstance(value, str) else None
    return keys


def sources_for_face(situation: Situation, case_facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a certificate's face may draw on, by the dotted names of `certificates.yaml`."""
    return {
        "form": dict(situation.form),
        "applicant": dict(situation.applicant),
        "certificates": {key: dict(items) for key, items in situation.certificates.items()},
        "registry": {key: dict(items) for key, items in situation.registry.items()},
        "case": dict(case_facts),
    }
