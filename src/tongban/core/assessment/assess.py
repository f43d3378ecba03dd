"""`assess`: everything that a matter's files say about one application, in one answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tongban.core.assessment.answers import FieldProblem
from tongban.core.assessment.compiled import CompiledMatter, compiled
from tongban.core.assessment.fields import field_problems as problems_of
from tongban.core.assessment.fields import shown_fields
from tongban.core.assessment.limits import Deadline, deadlines
from tongban.core.assessment.materials import Papers, papers, waived_values
from tongban.core.assessment.rules import AutoApproval, RuleOutcome, Standing, ask_approval, ask_rules
from tongban.core.assessment.situation import Situation, values
from tongban.core.calendar import WorkingCalendar
from tongban.core.errors import NotFound
from tongban.core.messages import N_, Message
from tongban.core.packs.checks import Severity
from tongban.core.packs.declarations import NONE
from tongban.core.packs.loader import LoadedMatter
from tongban.core.rules.context import RuleContext
from tongban.core.rules.declarations import Declarations

Result = Literal["approved_automatically", "to_a_person", "cannot_submit"]


@dataclass(frozen=True)
class Assessment:
    """The answer. Deadlines are as if the application were received and accepted on the day of assessment."""

    variant: str
    fields: tuple[FieldProblem, ...]
    papers: Papers
    rule_outcomes: tuple[RuleOutcome, ...]
    auto_approval: AutoApproval | None
    statutory: Deadline | None
    promised: Deadline | None

    @property
    def findings(self) -> tuple[RuleOutcome, ...]:
        """Rules that fail or cannot be answered."""
        return tuple(x for x in self.rule_outcomes if x.standing in (Standing.FAILS, Standing.UNKNOWN))

    @property
    def blocking(self) -> tuple[RuleOutcome, ...]:
        """Failed rules that keep the application from being handed in. Unknown never blocks."""
        return tuple(x for x in self.findings if x.standing is Standing.FAILS and x.rule.severity is Severity.BLOCKS)

    @property
    def asking(self) -> tuple[RuleOutcome, ...]:
        """What a person must look at: failed rules that ask, and unknown ones that ask or block."""
        asks = {(Standing.FAILS, Severity.ASKS), (Standing.UNKNOWN, Severity.ASKS), (Standing.UNKNOWN, Severity.BLOCKS)}
        return tuple(x for x in self.findings if (x.standing, x.rule.severity) in asks)

    @property
    def hints(self) -> tuple[RuleOutcome, ...]:
        """What is worth knowing and hinders nothing."""
        return tuple(x for x in self.findings if x.rule.severity is Severity.HINTS)

    @property
    def outcome(self) -> Result:
        """What happens when it is handed in now. A machine never refuses."""
        if self.fields or self.blocking or set(self.papers.missing) - set(self.papers.held_possible):
            return "cannot_submit"
        return "approved_automatically" if self.auto_approval and self.auto_approval.granted else "to_a_person"

    @property
    def statutory_due(self) -> date | None:
        """The last day that the law allows, or None where no figure is known."""
        return self.statutory.due.date if self.statutory and self.statutory.due else None

    @property
    def promised_due(self) -> date | None:
        """The last day that the authority promises, or None where it promises nothing."""
        return self.promised.due.date if self.promised and self.promised.due else None


def assess(
    loaded: LoadedMatter,
    variant: str,
    situation: Situation,
    *,
    calendar: WorkingCalendar,
    on: date,
    extra: Declarations = NONE,
) -> Assessment:
    """Assess an application handed in on the civil day `on` (Asia/Shanghai).

    `extra` declares names besides the matter's own (evidence of papers). Raises NotFound for a variant that the matter
    does not have, RuleError for a matter that was never linted, OutOfCalendar for a day without a calendar.
    """
    if variant not in loaded.matter.variants:
        raise NotFound(what=Message(N_("办理情形“{variant}”"), {"variant": variant}))
    ready = compiled(loaded, extra)
    context = RuleContext(on, calendar)
    flat = flat_values(loaded, variant, situation, on)
    sorted_papers = papers(ready, variant, situation, flat, context)
    outcomes = ask_rules(ready, variant, flat, context)
    fields = problems_of(shown_fields(ready, variant, flat, context), situation.form, on=on)
    hindrances = list(_hindrances(fields, sorted_papers, outcomes, ready))
    statutory, promised = deadlines(loaded.matter.variants[variant], on, calendar)
    return Assessment(
        variant,
        fields,
        sorted_papers,
        outcomes,
        ask_approval(ready, variant, flat, context, hindrances),
        statutory,
        promised,
    )


def flat_values(loaded: LoadedMatter, variant: str, situation: Situation, on: date) -> dict[str, object]:
    """What the matter's rules read, by dotted name."""
    keys = frozenset(field.key for section in loaded.form.sections for field in section.fields)
    return values(situation, variant=variant, on=on, form_keys=keys, waived=waived_values(loaded, situation))


def _hindrances(
    fields: tuple[FieldProblem, ...], sorted_papers: Papers, outcomes: tuple[RuleOutcome, ...], ready: CompiledMatter
) -> Iterator[Message]:
    """What bars automatic approval before its own conditions are asked."""
    materials = ready.loaded.matter.materials
    if fields:
        yield Message(N_("表格还没有填好"))
    for key in (*sorted_papers.missing, *sorted_papers.undecided):
        yield Message(N_("材料“{name}”还没有交，或者还不知道要不要交"), {"name": materials[key].name})
    for outcome in outcomes:
        grave = outcome.rule.severity is not Severity.HINTS
        if grave and outcome.standing in (Standing.FAILS, Standing.UNKNOWN):
            yield outcome.message
