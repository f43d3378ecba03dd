"""A matter with its rules compiled, once per loaded matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tongban.core.packs import checks
from tongban.core.packs.declarations import NONE, declarations
from tongban.core.packs.loader import LoadedMatter
from tongban.core.rules.declarations import Declarations
from tongban.core.rules.rule import Rule, compile_rule


@dataclass(frozen=True)
class CompiledCheck:
    """A rule of checks.yaml: `require` must hold whenever `when` holds."""

    rule: checks.Rule
    when: Rule
    require: Rule


@dataclass(frozen=True)
class CompiledCondition:
    """One condition of automatic approval."""

    condition: checks.ApprovalCondition
    require: Rule


@dataclass(frozen=True, eq=False)
class CompiledMatter:
    """Every expression of a matter, ready to be asked. `shown_when` is keyed by (section, field) positions."""

    loaded: LoadedMatter
    checks: tuple[CompiledCheck, ...]
    approval: tuple[CompiledCondition, ...]
    required_when: Mapping[str, Rule]
    shown_when: Mapping[tuple[int, int], Rule]


@lru_cache(maxsize=512)
def compiled(loaded: LoadedMatter, extra: Declarations = NONE) -> CompiledMatter:
    """Compile all rules of a matter. Raises RuleError for one the linter would have refused."""
    declared = declarations(loaded, extra)
    approval = loaded.checks.auto_approval
    sections = enumerate(loaded.form.sections)
    return CompiledMatter(
        loaded,
        tuple(
            CompiledCheck(rule, compile_rule(rule.when, declared), compile_rule(rule.require, declared))
            for rule in loaded.checks.rules
        ),
        tuple(
            CompiledCondition(c, compile_rule(c.require, declared)) for c in (approval.conditions if approval else ())
        ),
        {
            key: compile_rule(material.required_when, declared)
            for key, material in loaded.matter.materials.items()
            if material.required_when
        },
        {
            (number, position): compile_rule(field.shown_when, declared)
            for number, section in sections
            for position, field in enumerate(section.fields)
            if field.shown_when
        },
    )
