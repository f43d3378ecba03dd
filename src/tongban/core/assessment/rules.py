"""The rules of a matter asked of one application: what holds, what fails, what cannot be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongban.core.assessment.compiled import CompiledCheck, CompiledMatter
from tongban.core.messages import N_, Message
from tongban.core.packs import checks
from tongban.core.rules.context import RuleContext
from tongban.core.rules.rule import Outcome


class Standing(StrEnum):
    """How an application stands to a rule."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class RuleOutcome:
    """A rule and what came out; `when.trace` and `require.trace` say what was read. `require` is None if not asked."""

    rule: checks.Rule
    standing: Standing
    when: Outcome
    require: Outcome | None

    @property
    def message(self) -> Message:
        """The sentence for the applicant: the rule's own, or that it cannot be checked yet and why."""
        if self.standing is Standing.UNKNOWN:
            causes = (self.require or self.when).causes
            why = causes[0].message if causes else Message(N_("没有足够的信息"))
            return Message(N_("“{what}”这一点现在还核对不了：{why}。"), {"what": self.rule.says, "why": why})
        return Message("{what}", {"what": self.rule.says})


@dataclass(frozen=True)
class ConditionOutcome:
    """A condition of automatic approval and what came out."""

    condition: checks.ApprovalCondition
    outcome: Outcome


@dataclass(frozen=True)
class AutoApproval:
    """Whether the application may be approved by rule (秒批). `hindrances` says why not, empty when `granted`."""

    granted: bool
    conditions: tuple[ConditionOutcome, ...]
    hindrances: tuple[Message, ...]


def ask_rules(
    compiled: CompiledMatter, variant: str, values: Mapping[str, Any], context: RuleContext
) -> tuple[RuleOutcome, ...]:
    """Every rule of a variant, in the order of the file."""
    return tuple(
        _ask(check, values, context)
        for check in compiled.checks
        if not check.rule.variants or variant in check.rule.variants
    )


def ask_approval(
    compiled: CompiledMatter,
    variant: str,
    values: Mapping[str, Any],
    context: RuleContext,
    hindrances: Iterable[Message],
) -> AutoApproval | None:
    """All conditions of automatic approval, of which each must be true; None where the variant is not marked for it."""
    approval = compiled.loaded.checks.auto_approval
    if (
        not compiled.loaded.matter.variants[variant].auto_approval
        or approval is None
        or variant not in approval.variants
    ):
        return None
    asked = tuple(ConditionOutcome(c.condition, c.require.evaluate(values, context=context)) for c in compiled.approval)
    reasons = [*hindrances, *(_hindrance(each) for each in asked if each.outcome.holds is not True)]
    return AutoApproval(not reasons, asked, tuple(reasons))


def _ask(check: CompiledCheck, values: Mapping[str, Any], context: RuleContext) -> RuleOutcome:
    when = check.when.evaluate(values, context=context)
    if when.holds is False:
        return RuleOutcome(check.rule, Standing.NOT_APPLICABLE, when, None)
    require = check.require.evaluate(values, context=context)
    if require.holds is True:
        standing = Standing.HOLDS
    elif require.holds is False and when.holds is True:
        standing = Standing.FAILS
    else:
        standing = Standing.UNKNOWN
    return RuleOutcome(check.rule, standing, when, require)


def _hindrance(asked: ConditionOutcome) -> Message:
    what = asked.condition.says
    if asked.outcome.holds is None:
        return Message(N_("还不能确认：{what}"), {"what": what})
    return Message(N_("不符合：{what}"), {"what": what})
