"""What papers say about fields of the form, for the applicant to confirm (只填一次). Pure.

The rules themselves say which fact of which paper is the same as which answer (`kind: same`), so no second list is
kept. Only facts that were read for sure are offered, certificates before other papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.prereview.checking.schema import FieldType, Plan, Same
from tongban.prereview.checking.submission import Paper
from tongban.prereview.evidence.model import Fact

SURE = 0.9  # confidence below which a person types better than they check


@dataclass(frozen=True)
class Suggestion:
    """An answer for `field` read from page `page` of `material`. `value` is JSON-ready."""

    field: str
    value: Any
    material: str
    page: int
    confidence: float


def suggestions(plan: Plan, papers: Mapping[str, Paper]) -> list[Suggestion]:
    """One for each field that a paper states, in the order of the form."""
    found: dict[str, Suggestion] = {}
    for field, reference in _pairs(plan):
        if field not in found and (suggestion := _read(plan, field, reference, papers)) is not None:
            found[field] = suggestion
    return [found[key] for key in plan.fields if key in found]


def _pairs(plan: Plan) -> Iterator[tuple[str, str]]:
    """(field, reference to a fact) in the order of the rules."""
    for check in plan.checks:
        if isinstance(check, Same):
            for value in check.values:
                owner, _, field = value.partition(".")
                if owner == "form" and len(check.values) == 1:
                    yield from ((field, reference) for reference in check.papers)


def _read(plan: Plan, field: str, reference: str, papers: Mapping[str, Paper]) -> Suggestion | None:
    material, _, name = reference.partition(".")
    paper = papers.get(material)
    if paper is None or paper.evidence.wrong_kind or plan.fields[field].type is FieldType.CHOICE:
        return None
    fact = paper.evidence.get(name)
    if fact is None or not fact.readable or not fact.value.strip() or fact.confidence < SURE:
        return None
    value = _answer(fact, plan.fields[field].type)
    return None if value is None else Suggestion(field, value, material, fact.page, fact.confidence)


def _answer(fact: Fact, wanted: FieldType) -> Any:
    """The fact as the form keeps such an answer; None where it does not fit."""
    value = fact.normalised
    match wanted:
        case FieldType.DATE:
            return value if isinstance(value, str) and _is_day(value) else None
        case FieldType.INTEGER:
            return int(value) if isinstance(value, int | float) and float(value).is_integer() else None
        case FieldType.NUMBER:
            return f"{value:g}" if isinstance(value, int | float) else None
        case FieldType.TEXT_LIST:
            return list(value) if isinstance(value, tuple) else [fact.value.strip()]
    return fact.value.strip()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
