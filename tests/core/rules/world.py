"""A small matter for the tests of rules: its names, a calendar of plain weeks with one holiday, and ways to ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.core.rules.context import RuleContext
from tongban.core.rules.declarations import Declaration, Declarations
from tongban.core.rules.rule import Outcome, compile_rule
from tongban.core.rules.types import ANY, BOOLEAN, DATE, DECIMAL, INTEGER, TEXT, list_of, record

NURSE = record({"name": TEXT, "age": INTEGER})
DECLARED = Declarations(
    [
        Declaration("form.bed_count", INTEGER, "床位数"),
        Declaration("form.nurse_count", INTEGER, "护士人数"),
        Declaration("form.capital", DECIMAL, "注册资金"),
        Declaration("form.kind", TEXT, "办理情形"),
        Declaration("form.address", TEXT, "地址"),
        Declaration("form.name", TEXT, "姓名", private=True),
        Declaration("form.infected", BOOLEAN, "是否感染", private=True),
        Declaration("form.nurses", list_of(NURSE), "护士名单"),
        Declaration("form.patients", list_of(NURSE), "患者名单", private=True),
        Declaration("form.subjects", list_of(TEXT), "诊疗科目"),
        Declaration("form.counts", list_of(INTEGER)),
        Declaration("materials.id_card.present", BOOLEAN, "身份证"),
        Declaration("registry.deaths.found", BOOLEAN),
        Declaration("certificates.nurse_practice.valid_to", DATE, "护士执业证书有效期"),
        Declaration("submitted_on", DATE, "申请日期"),
    ]
)


class PlainWeeks:
    """Monday to Friday, except 1 to 7 October 2026; knows nothing after 2027."""

    def is_workday(self, day: date, /) -> bool:
        if day.year > 2027:
            raise LookupError(day.year)
        return day.weekday() < 5 and not date(2026, 10, 1) <= day <= date(2026, 10, 7)


CONTEXT = RuleContext(today=date(2026, 11, 20), calendar=PlainWeeks())


def ask(source: str, values: Mapping[str, Any] | None = None, **named: Any) -> Outcome:
    """The outcome of a rule of any type; keywords write dots as two underscores: form__bed_count=3."""
    given = {**(values or {}), **{name.replace("__", "."): value for name, value in named.items()}}
    return compile_rule(source, DECLARED, result=ANY).evaluate(given, context=CONTEXT)


def reasons(outcome: Outcome) -> list[tuple[str, str]]:
    """Why an outcome is unknown: (reason, name)."""
    return [(cause.reason.value, cause.name) for cause in outcome.causes]
