"""The internal procedure (审批规程) for the staff, from the same file as the public's guide: who checks what at each
step, by which standard, and what the platform has checked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.catalogue.guide import wording
from tongban.catalogue.guide.burden import steps_of
from tongban.catalogue.guide.view import Line, VariantView, guide
from tongban.core.messages import Message
from tongban.core.packs.checks import Severity
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Step


@dataclass(frozen=True)
class StepView:
    """One step. Steps with the same `together` run in parallel; the last one `decides`."""

    key: str
    name: str
    role: Message
    together: str | None
    decides: bool
    checks: tuple[Line, ...]
    unsure: bool


@dataclass(frozen=True)
class MachineCheck:
    """A rule that the platform applies before a person looks."""

    id: str
    severity: Severity
    says: str
    remedy: str
    cited: tuple[wording.Cited, ...]


@dataclass(frozen=True)
class ProcedureView:
    """The procedure of one variant."""

    matter: str
    name: str
    variant: VariantView
    steps: tuple[StepView, ...]
    machine_checks: tuple[MachineCheck, ...]
    automatic_when: tuple[Line, ...]


def procedure(loaded: LoadedMatter, variant: str, on: date) -> ProcedureView:
    """The procedure of a variant on a civil day."""
    view = next(item for item in guide(loaded, on).variants if item.key == variant)
    steps = steps_of(loaded, variant)
    return ProcedureView(
        matter=loaded.matter.matter,
        name=loaded.matter.name,
        variant=view,
        steps=tuple(_step(loaded, step, step is steps[-1]) for step in steps),
        machine_checks=_machine_checks(loaded, variant),
        automatic_when=_automatic(loaded, variant),
    )


def _step(loaded: LoadedMatter, step: Step, decides: bool) -> StepView:
    checks = tuple(Line(check.says, wording.cite_all(loaded, [check.basis])) for check in step.checks)
    unsure = wording.is_unsure(step.confidence)
    return StepView(step.key, step.name, wording.ROLES[step.role], step.together, decides, checks, unsure)


def _machine_checks(loaded: LoadedMatter, variant: str) -> tuple[MachineCheck, ...]:
    return tuple(
        MachineCheck(rule.id, rule.severity, rule.says, rule.remedy, wording.cite_all(loaded, [rule.basis]))
        for rule in loaded.checks.rules
        if not rule.variants or variant in rule.variants
    )


def _automatic(loaded: LoadedMatter, variant: str) -> tuple[Line, ...]:
    approval = loaded.checks.auto_approval
    if approval is None or variant not in approval.variants:
        return ()
    return tuple(Line(item.says, wording.cite_all(loaded, [item.basis])) for item in approval.conditions)
