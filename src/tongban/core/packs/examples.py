"""Schema of `examples.yaml`: situation in, decision out. A clerk can write one; the suite runs them all."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from tongban.core.packs.values import Key, Strict, Text


class Situation(Strict):
    """What is known when the application comes in. Names are those of the rule language."""

    variant: Key
    on: date
    applicant: dict[str, Any] = Field(default_factory=dict)
    form: dict[str, Any] = Field(default_factory=dict)
    certificates: dict[str, dict[str, Any]] = Field(default_factory=dict)
    registry: dict[str, dict[str, Any]] = Field(default_factory=dict)
    materials: tuple[Key, ...] = ()  # uploaded


class Expectation(Strict):
    """What must come out; only the named keys are compared."""

    outcome: Literal["approved_automatically", "to_a_person", "cannot_submit"]
    findings: tuple[str, ...] | None = None  # rule ids that fail or are unknown
    missing_materials: tuple[Key, ...] | None = None
    waived_materials: tuple[Key, ...] | None = None
    statutory_due: date | None = None
    promised_due: date | None = None


class Example(Strict):
    name: Text
    given: Situation
    expect: Expectation


class Examples(Strict):
    examples: tuple[Example, ...]
