"""Every expression of a matter compiled against its declared names, with line and column of each mistake."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.core.packs.declarations import NONE, declarations
from tongban.core.packs.lint_references import form_fields
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.problems import Problem, problem
from tongban.core.packs.source import Path
from tongban.core.rules.declarations import Declarations
from tongban.core.rules.errors import (
    DeclarationError,
    RuleError,
    UnknownFunction,
    UnknownName,
    WrongArguments,
    WrongType,
)
from tongban.core.rules.rule import compile_rule

MATTER, FORM, CHECKS = "matter.yaml", "form.yaml", "checks.yaml"
Place = tuple[str, Path, str, tuple[str, ...]]


def lint_rules(loaded: LoadedMatter, extra: Declarations = NONE) -> Iterator[Problem]:
    """Compile errors, rules that read fields their variant does not have, registries without a key to ask by.

    `extra` declares names besides the matter's own (evidence of papers).
    """
    try:
        declared = declarations(loaded, extra)
    except DeclarationError as error:
        yield loaded.problem("reserved-name", MATTER, name=error.data["name"], why=error.data["why"])
        return
    read: set[str] = set()
    for file, path, source, variants in expressions(loaded):
        try:
            rule = compile_rule(source, declared)
        except RuleError as error:
            yield _mistake(loaded, file, path, error)
            continue
        read |= set(rule.names)
        yield from _absent(loaded, file, path, variants, rule.names)
    yield from _approval_marks(loaded)
    yield from _lookups(loaded, read)


def expressions(loaded: LoadedMatter) -> Iterator[Place]:
    """Every expression of the matter: file, path, text, variants it is asked for (empty: all)."""
    for index, rule in enumerate(loaded.checks.rules):
        yield CHECKS, ("rules", index, "when"), rule.when, rule.variants
        yield CHECKS, ("rules", index, "require"), rule.require, rule.variants
    approval = loaded.checks.auto_approval
    for index, condition in enumerate(approval.conditions if approval else ()):
        variants = approval.variants if approval else ()
        yield CHECKS, ("auto_approval", "conditions", index, "require"), condition.require, variants
    for key, material in loaded.matter.materials.items():
        if material.required_when is not None:
            yield MATTER, ("materials", key, "required_when"), material.required_when, material.variants
    for path, field in form_fields(loaded):
        if field.shown_when is not None:
            yield FORM, (*path, "shown_when"), field.shown_when, field.variants


def _mistake(loaded: LoadedMatter, file: str, path: Path, error: RuleError) -> Problem:
    line = loaded.line(file, *path) + error.line - 1
    if isinstance(error, UnknownName | UnknownFunction):
        code = "rule-name"
    else:
        code = "rule-type" if isinstance(error, WrongType | WrongArguments) else "rule-syntax"
    return problem(code, loaded.path(file), line, column=error.column, why=error.data["why"])


def _absent(
    loaded: LoadedMatter, file: str, path: Path, variants: tuple[str, ...], names: tuple[str, ...]
) -> Iterator[Problem]:
    for variant in variants or tuple(loaded.matter.variants):
        present = {f"form.{field.key}" for field in loaded.form.fields(variant)}
        for name in names:
            if name.startswith("form.") and name not in present:
                named = str(path[1]) if path[0] == "materials" else _rule_id(loaded, path)
                yield loaded.problem("rule-reads-absent", file, *path, name=named, variant=variant, field=name)


def _rule_id(loaded: LoadedMatter, path: Path) -> str:
    if path[0] == "rules":
        return loaded.checks.rules[int(path[1])].id
    return ".".join(map(str, path))


def _approval_marks(loaded: LoadedMatter) -> Iterator[Problem]:
    """`auto_approval: true` in matter.yaml and the conditions in checks.yaml go together."""
    approval = loaded.checks.auto_approval
    listed = set(approval.variants if approval and approval.conditions else ())
    marked = {name for name, variant in loaded.matter.variants.items() if variant.auto_approval}
    for name in sorted(marked - listed):
        path = ("variants", name, "auto_approval")
        yield loaded.problem("auto-approval-undeclared", MATTER, *path, name=loaded.matter.variants[name].name)
    for name in sorted((listed - marked) & set(loaded.matter.variants)):
        yield loaded.problem("auto-approval-unmarked", CHECKS, "auto_approval", "variants", name=name)


def _lookups(loaded: LoadedMatter, read: set[str]) -> Iterator[Problem]:
    used = {name.split(".")[1] for name in read if name.startswith("registry.")}
    used |= {r.registry for m in loaded.matter.materials.values() for r in m.replaced_by if r.registry}
    for key in sorted(used - set(loaded.matter.lookups)):
        yield loaded.problem("lookup-missing", MATTER, "lookups", name=key)
