"""Evidence written down by hand, for checks that are tested without reading anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tongban.prereview.checking.engine import Checker
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.schema import Plan
from tongban.prereview.checking.submission import Paper, Submission
from tongban.prereview.evidence.model import Evidence, Fact, Record, SealPlace, Signature
from tongban.prereview.evidence.values import parse
from tongban.prereview.reading.model import Box, Ink, Line, Origin, Page, Problem, Reading, Seal

DAY = date(2025, 6, 30)
_BOX = Box(10, 10, 200, 40)
_STAMP = Box(300, 300, 450, 450)


def fact(name: str, text: str, kind: str = "text", *, confidence: float = 1.0, box: Box = _BOX) -> Fact:
    """A fact as the extractor would make it from `text`."""
    parsed = parse(kind, text)
    return Fact(name, parsed.value, parsed.normalised, 1, box, confidence, text, kind, parsed.fits)


def seal(ring: str, *, confidence: float = 0.95, box: Box = _STAMP) -> SealPlace:
    return SealPlace(1, Seal(box, ring, confidence=confidence))


def signature(*, signed: bool) -> Signature:
    return Signature("legal_representative", 1, _BOX, Ink(_BOX) if signed else None)


def paper(
    key: str,
    *facts: Fact,
    scanned: bool = False,
    seals: tuple[SealPlace, ...] = (),
    faded: tuple[SealPlace, ...] = (),
    signatures: tuple[Signature, ...] = (),
    rows: dict[str, list[dict[str, Fact]]] | None = None,
    missing: tuple[str, ...] = (),
    wrong_kind: bool = False,
    problems: tuple[Problem, ...] = (),
    text: str = "",
    lines: tuple[str, ...] = (),
) -> Paper:
    """One material with this evidence; printed (a Word file) unless `scanned`."""
    tables = tuple(
        (name, tuple(Record(tuple(row.values())) for row in listed)) for name, listed in (rows or {}).items()
    )
    evidence = Evidence(key, key, (), wrong_kind, facts, tables, seals, signatures, missing, text, problems)
    evidence = replace(evidence, faded=faded)
    origin = Origin.OCR if scanned else Origin.DOCX
    placed = tuple(Line(row, Box(10, 50 * n, 10 + 20 * len(row), 50 * n + 30)) for n, row in enumerate(lines))
    page = Page(1, 1240, 1754, origin, placed)
    return Paper(key, evidence, Reading("0" * 64, "test", "png" if scanned else "docx", (page,)))


def plan(**parts: Any) -> Plan:
    """A small plan; `parts` replace its sections."""
    data = {
        "package": "made-up", "applicant": "unit", "variants": ["新办"],
        "fields": {"unit": {"label": "单位名称", "type": "organisation"}},
        "materials": {"licence": {"label": "执照", "required": "false", "facts": {"unit": "text"}}},
        "checks": [],
    }  # fmt: skip
    return Plan.model_validate({**data, **parts})


def findings(given: Plan, fields: dict[str, Any], *papers: Paper, uploaded: tuple[str, ...] = ()) -> list[Finding]:
    """What the checks of a plan find."""
    keys = frozenset((*uploaded, *(each.key for each in papers)))
    submission = Submission("新办", DAY, fields, {each.key: each for each in papers}, keys)
    return Checker(compile_plan(given)).check(submission)
