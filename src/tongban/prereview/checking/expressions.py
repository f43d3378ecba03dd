"""The platform's rule language over one plan: names declared from the plan, expressions compiled once, asked often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.core.messages import N_
from tongban.core.rules.context import RuleContext
from tongban.core.rules.declarations import Declaration, Declarations
from tongban.core.rules.functions import Function, FunctionTable, table
from tongban.core.rules.library import DEFAULT_FUNCTIONS
from tongban.core.rules.rule import Rule, compile_rule
from tongban.core.rules.types import BOOLEAN, DATE, DECIMAL, INTEGER, TEXT, RuleType, list_of, record
from tongban.prereview.checking.schema import FieldType, Plan, RuleCheck, ValueType
from tongban.prereview.checking.submission import View, as_items, as_rule_value, is_blank
from tongban.prereview.evidence.normalise import fold_name

_TYPES: Mapping[ValueType, RuleType] = {
    ValueType.TEXT: TEXT, ValueType.INTEGER: INTEGER, ValueType.NUMBER: DECIMAL, ValueType.DATE: DATE,
    ValueType.TEXT_LIST: list_of(TEXT), ValueType.YES_NO: BOOLEAN,
}  # fmt: skip
_FIELD_TYPES: Mapping[FieldType, ValueType] = {
    FieldType.INTEGER: ValueType.INTEGER, FieldType.NUMBER: ValueType.NUMBER, FieldType.DATE: ValueType.DATE,
    FieldType.TEXT_LIST: ValueType.TEXT_LIST,
}  # fmt: skip


_ROW_READ = 0.6  # what stands in a row is only believed from here on


_CUT = 2  # characters: what is shorter is no beginning of a name


class _NoCalendar:
    """Prereview rules count civil days; a rule that asks for working days gets no answer here."""

    def is_workday(self, day: date, /) -> bool:
        raise LookupError(f"no working-day table for {day}")


def declarations(plan: Plan) -> Declarations:
    """Every name an expression of the plan may read."""
    found = [Declaration("variant", TEXT), Declaration("submitted_on", DATE)]
    for key, field in plan.fields.items():
        kind = _FIELD_TYPES.get(field.type, ValueType.TEXT)
        found.append(Declaration(f"form.{key}", _TYPES[kind], field.label, private=True))
    for key, material in plan.materials.items():
        found.append(Declaration(f"given.{key}", BOOLEAN, material.label))
        found.append(Declaration(f"evidence.{key}.text", TEXT, material.label, private=True))
        for fact, kind in material.facts.items():
            found.append(Declaration(f"evidence.{key}.{fact}", _TYPES[kind], material.label, private=True))
        for name, columns in material.tables.items():
            row = record({column: _TYPES[kind] for column, kind in columns.items()})
            found.append(Declaration(f"evidence.{key}.{name}", list_of(row), material.label, private=True))
    return Declarations(found)


def functions(plan: Plan) -> FunctionTable:
    """The functions of the language and three over lists and tables of the plan."""

    def in_table(name: str, key: str, value: str) -> bool | None:
        rows = plan.tables.get(name)
        if rows is None:
            return None
        wanted = fold_name(key)
        listed = next((values for each, values in rows.items() if fold_name(each) == wanted), None)
        if listed is None:
            return None
        folded = fold_name(value)
        names = [fold_name(each) for each in listed]
        cut = len(folded) >= _CUT and any(
            name.startswith(folded) for name in names
        )  # 眼耳鼻咽喉科专, its end in a further row
        return cut or any(folded.startswith(name) for name in names)

    def added(after: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
        known = {fold_name(item) for item in before}
        return tuple(item for item in after if fold_name(item) not in known)

    extra = [
        Function("in_table", (TEXT, TEXT, TEXT), BOOLEAN, in_table,
                 N_("事项的对照表中，某项对应的各值里有没有这个值；表中没有这一项时答不出"),
                 'in_table("category_scopes", form.category, form.practice_scope)'),
        Function("items", (TEXT,), list_of(TEXT), as_items, N_("把用顿号、分号等隔开的文字拆成列表"),
                 "items(form.value_after)"),
        Function("added", (list_of(TEXT), list_of(TEXT)), list_of(TEXT), added,
                 N_("前一列表比后一列表多出的各项"), "added(items(form.value_after), items(form.value_before))"),
    ]  # fmt: skip
    return {**DEFAULT_FUNCTIONS, **table(extra)}


@dataclass(frozen=True)
class CompiledPlan:
    """A plan with all its expressions compiled."""

    plan: Plan
    rules: Mapping[str, Rule]


def compile_plan(plan: Plan) -> CompiledPlan:
    """Compile every expression of the plan. Raises RuleError that names what is wrong with one."""
    declared, known = declarations(plan), functions(plan)
    return CompiledPlan(
        plan, {source: compile_rule(source, declared, functions=known) for source in set(_sources(plan))}
    )


def _sources(plan: Plan) -> Iterable[str]:
    for field in plan.fields.values():
        yield field.required
    for material in plan.materials.values():
        yield material.required
        yield from (part.when for part in (material.seal, material.signature) if part)
    for check in plan.checks:
        yield check.when
        if isinstance(check, RuleCheck):
            yield check.require


class Asker:
    """Asks the plan's expressions about one submission."""

    def __init__(self, compiled: CompiledPlan, view: View) -> None:
        self._rules = compiled.rules
        self._values = _values(view)
        self._context = RuleContext(view.submission.submitted_on, _NoCalendar())

    def answer(self, source: str) -> bool | None:
        """True, False, or None where it cannot be said."""
        if source == "true":
            return True
        return self._rules[source].evaluate(self._values, context=self._context).holds

    def broken_by(self, source: str, table: str) -> int | None:
        """Which row of a table (`material.table`) is the first that breaks the rule when it is the only one."""
        key = f"evidence.{table}"
        for number, row in enumerate(self._values.get(key, ())):
            alone = {**self._values, key: (row,)}
            if self._rules[source].evaluate(alone, context=self._context).holds is False:
                return number
        return None

    def holds(self, source: str) -> bool:
        """True only when it surely holds."""
        return self.answer(source) is True


def _values(view: View) -> dict[str, Any]:
    plan, submission = view.plan, view.submission
    found: dict[str, Any] = {"variant": submission.variant, "submitted_on": submission.submitted_on}
    for key, field in plan.fields.items():
        answer = submission.fields.get(key)
        if not is_blank(answer):
            found[f"form.{key}"] = as_rule_value(answer, _FIELD_TYPES.get(field.type, ValueType.TEXT))
    for key, material in plan.materials.items():
        found[f"given.{key}"] = key in submission.uploaded or key in submission.papers
        paper = submission.papers.get(key)
        if paper is None or paper.evidence.wrong_kind or paper.evidence.hardly_read:
            continue
        found[f"evidence.{key}.text"] = paper.evidence.text[:20_000]
        for fact, kind in material.facts.items():
            stated = view.one(f"{key}.{fact}")
            if stated is not None:
                found[f"evidence.{key}.{fact}"] = as_rule_value(stated.value, kind)
        for name, columns in material.tables.items():
            rows = paper.evidence.table(name)
            if rows:
                found[f"evidence.{key}.{name}"] = tuple(_row(row, columns) for row in rows)
    return found


def _row(row: Any, columns: Mapping[str, ValueType]) -> dict[str, Any]:
    values = {}
    for column, kind in columns.items():
        fact = row.get(column)
        if fact is not None and fact.readable and fact.confidence >= _ROW_READ:
            normalised = fact.normalised if fact.normalised is not None else fact.value
            values[column] = as_rule_value(normalised, kind)
    return values
