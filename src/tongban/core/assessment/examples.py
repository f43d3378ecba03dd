"""Worked examples: a situation in, the differences between what comes out and what was expected."""

from __future__ import annotations

from typing import Any

from tongban.core.assessment.assess import Assessment, assess
from tongban.core.assessment.situation import of_example
from tongban.core.calendar import WorkingCalendar
from tongban.core.messages import N_, Message
from tongban.core.packs.declarations import NONE
from tongban.core.packs.examples import Example
from tongban.core.packs.loader import LoadedMatter
from tongban.core.rules.declarations import Declarations


def run_example(
    loaded: LoadedMatter, example: Example, calendar: WorkingCalendar, extra: Declarations = NONE
) -> list[Message]:
    """One sentence per named expectation that did not come true; empty when the example holds."""
    given, expect = example.given, example.expect
    came = assess(loaded, given.variant, of_example(given), calendar=calendar, on=given.on, extra=extra)
    actual = outcome_of(came)
    differences = []
    for key in expect.model_fields_set:
        wanted, got = getattr(expect, key), actual[key]
        if wanted is not None and isinstance(got, tuple):
            wanted, got = sorted(wanted), sorted(got)
        if wanted != got:
            data = {"key": key, "wanted": _shown(wanted), "got": _shown(got), "why": _why(came)}
            differences.append(Message(N_("{key} 应为 {wanted}，实际为 {got}。{why}"), data))
    return differences


def outcome_of(came: Assessment) -> dict[str, Any]:
    """An assessment in the words of examples.yaml."""
    return {
        "outcome": came.outcome,
        "findings": tuple(outcome.rule.id for outcome in came.findings),
        "missing_materials": came.papers.missing,
        "waived_materials": tuple(waiver.material for waiver in came.papers.waived),
        "statutory_due": came.statutory_due,
        "promised_due": came.promised_due,
    }


def _shown(value: Any) -> str:
    return "、".join(value) or "（无）" if isinstance(value, list) else str(value)


def _why(came: Assessment) -> str:
    """What stood in the way, so that the author need not guess."""
    reasons = [problem.message.render() for problem in came.fields]
    reasons += [outcome.message.render() for outcome in came.findings]
    reasons += [reason.render() for reason in (came.auto_approval.hindrances if came.auto_approval else ())]
    return "；".join(dict.fromkeys(reasons))
