"""Schema of `checks.yaml`: rules over form, certificates, registries, materials and evidence.

`rules` and `auto_approval` are read here; `papers` belongs to the prereview room, which validates it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tongban.core.packs.values import (
    Citation,
    Confidence,
    Expression,
    Key,
    Slug,
    Strict,
    Text,
)


class Severity(StrEnum):
    """blocks: cannot be handed in so; asks: a person must look (bars automatic approval); hints: worth knowing."""

    BLOCKS = "blocks"
    ASKS = "asks"
    HINTS = "hints"


class Rule(Strict):
    """`require` must hold whenever `when` holds. Unknown never blocks: it asks."""

    id: Slug
    variants: tuple[Key, ...] = ()
    when: Expression = "true"
    require: Expression
    code: str  # finding code, e.g. CODE_INCONSISTENT
    severity: Severity
    at: tuple[str, ...] = ()  # "field:<key>" or "material:<key>"
    says: Text  # what is wrong, for the applicant
    remedy: Text  # what to do about it
    basis: Citation | None = None
    confidence: Confidence = Confidence.VERIFIED


class ApprovalCondition(Strict):
    """One condition of automatic approval (秒批). All must be true; false or unknown sends the case to a person."""

    id: Slug
    require: Expression
    says: Text
    basis: Citation | None = None


class AutoApproval(Strict):
    variants: tuple[Key, ...]
    conditions: tuple[ApprovalCondition, ...]


class Checks(Strict):
    rules: tuple[Rule, ...] = ()
    auto_approval: AutoApproval | None = None
    papers: dict[str, Any] | None = None
