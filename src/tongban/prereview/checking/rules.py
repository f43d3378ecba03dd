"""Checks written as expressions of the matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tongban.core.messages import Message
from tongban.prereview.checking.expressions import Asker
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import RuleCheck
from tongban.prereview.checking.sentences import made
from tongban.prereview.checking.submission import Stated, View, stated_by

_SURE = 0.6
_EVIDENCE = re.compile(r"\b(evidence|given)\.")


def rule(check: RuleCheck, view: View, asker: Asker) -> Iterator[Finding]:
    """The finding of a rule that surely does not hold. A rule that cannot be answered finds nothing: the paper that
    could not be read is another finding."""
    if asker.answer(check.require) is not False:
        return
    shown = [*_row(check, view, asker), *(stated for each in check.shows for stated in view.all(each)[:1])]
    doubtful = any(not stated.printed and stated.confidence < _SURE for stated in shown)
    at = next((stated for stated in shown if stated.material), shown[0] if shown else None)
    material = next((place.partition(":")[2] for place in check.at if place.startswith("material:")), None)
    field = next((place.partition(":")[2] for place in check.at if place.startswith("field:")), None)
    data = {f"v{number}": stated.text for number, stated in enumerate(shown, 1)}
    finding = made(
        check,
        Message("", data),
        Message(""),
        at=at if not material or (at and at.material == material) else None,
        material=material,
        field=field or check.field,
        doubtful=doubtful and check.severity is Severity.BLOCKS,
    )
    yield replace(
        finding, of_form=finding.of_form and not any(_EVIDENCE.search(x) for x in (check.when, check.require))
    )


def _row(check: RuleCheck, view: View, asker: Asker) -> Iterator[Stated]:
    """The cells to show of the row that breaks the rule; dashes where no row does so by itself."""
    if check.row is None:
        return
    number = asker.broken_by(check.require, check.row.of)
    paper = view.submission.papers.get(check.row.of.partition(".")[0])
    for column in check.row.columns:
        cell = view.table(check.row.of)[number].get(column) if number is not None else None
        yield stated_by(paper, cell) if paper is not None and cell is not None else Stated("——", None)
