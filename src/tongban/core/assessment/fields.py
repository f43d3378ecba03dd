"""Checks of single fields by their type, while the applicant is still there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.core import identifiers
from tongban.core.assessment.answers import FieldProblem
from tongban.core.assessment.compiled import CompiledMatter
from tongban.core.messages import N_, Message
from tongban.core.packs.form import FieldType, FormField
from tongban.core.rules.context import RuleContext

Check = Callable[[str], Message | None]


def shown_fields(
    compiled: CompiledMatter, variant: str, values: Mapping[str, Any], context: RuleContext
) -> tuple[FormField, ...]:
    """The fields that this applicant sees: those of the variant whose `shown_when` is true (unknown hides)."""
    shown = []
    for number, section in enumerate(compiled.loaded.form.sections):
        for position, field in enumerate(section.fields):
            rule = compiled.shown_when.get((number, position))
            if field.variants and variant not in field.variants:
                continue
            if rule is None or rule.evaluate(values, context=context).holds is True:
                shown.append(field)
    return tuple(shown)


def field_problems(fields: Iterable[FormField], answers: Mapping[str, Any], *, on: date) -> tuple[FieldProblem, ...]:
    """What is wrong with normalised answers, field by field, on the civil day `on`."""
    return tuple(found for field in fields for found in _of_field(field, answers.get(field.key), on))


def _of_field(field: FormField, answer: Any, on: date) -> Iterator[FieldProblem]:
    if answer is None or answer == "" or answer == []:
        if field.required:
            yield _problem(field, "required", N_("“{label}”还没有填写。请补上。"))
        return
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        yield from _options(field, answer)
    elif field.type in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY):
        yield from _range(field, answer)
    elif field.type is FieldType.DATE:
        yield from _date(field, answer, on)
    elif field.type is FieldType.YES_NO:
        if not isinstance(answer, bool):
            yield _problem(field, "unreadable", N_("“{label}”请选“是”或“否”。"))
    elif field.type is FieldType.TEXT_LIST:
        if not isinstance(answer, list | tuple):
            yield _problem(field, "unreadable", N_("“{label}”应一项一项填写。"))
    else:
        yield from _text(field, answer)


def _text(field: FormField, answer: Any) -> Iterator[FieldProblem]:
    if not isinstance(answer, str):
        yield _problem(field, "unreadable", N_("“{label}”应填文字。"))
        return
    if len(answer) > field.max_length:
        yield _problem(field, "too_long", N_("“{label}”有{length}字，最多{limit}字。请写短一些。"), length=len(answer),
                       limit=field.max_length)  # fmt: skip
    why = _CHECKS[field.type](answer) if field.type in _CHECKS else None
    if why is not None:
        yield _problem(field, "not_valid", N_("“{label}”填写有误：{why}"), why=why)


def _options(field: FormField, answer: Any) -> Iterator[FieldProblem]:
    known = {option.value for option in field.options}
    chosen = answer if field.type is FieldType.CHOICES else [answer]
    if not isinstance(chosen, list | tuple) or not set(map(str, chosen)) <= known:
        labels = "、".join(option.label for option in field.options)
        yield _problem(field, "not_an_option", N_("“{label}”请从这些里选：{labels}。"), labels=labels)


def _range(field: FormField, answer: Any) -> Iterator[FieldProblem]:
    wrong = isinstance(answer, bool) or not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", str(answer))
    if wrong or (field.type is FieldType.INTEGER and not isinstance(answer, int)):
        yield _problem(field, "unreadable", N_("“{label}”请填数字。"))
        return
    number = Decimal(str(answer))
    if field.minimum is not None and number < field.minimum:
        yield _problem(field, "too_small", N_("“{label}”不能小于{limit}。"), limit=field.minimum)
    if field.maximum is not None and number > field.maximum:
        yield _problem(field, "too_large", N_("“{label}”不能大于{limit}。"), limit=field.maximum)


def _date(field: FormField, answer: Any, on: date) -> Iterator[FieldProblem]:
    try:
        day = answer if isinstance(answer, date) else date.fromisoformat(str(answer))
    except ValueError:
        yield _problem(field, "unreadable", N_("“{label}”没有这一天。请按年、月、日填写，如 2026-01-31。"))
        return
    if not date(1900, 1, 1) <= day <= on.replace(year=on.year + 50, day=min(on.day, 28)):
        yield _problem(field, "out_of_range", N_("“{label}”的年份好像不对。请核对。"))


def _problem(field: FormField, code: str, sentence: str, **data: Any) -> FieldProblem:
    return FieldProblem(field.key, code, Message(sentence, {"label": field.label, **data}))


def _mobile(text: str) -> Message | None:
    if re.fullmatch(r"(?:\+?86)?1[3-9]\d{9}", text):
        return None
    return Message(N_("手机号码是1开头的11位数字。"))


def _phone(text: str) -> Message | None:
    if re.fullmatch(r"\+?\d{7,15}", text):
        return None
    return Message(N_("电话号码是7到15位数字，可以带区号。"))


def _name(text: str) -> Message | None:
    if re.fullmatch(r"[^\W\d_]+(?:[·•. '’-][^\W\d_]+)*", text):
        return None
    return Message(N_("姓名里不能有数字和符号（少数民族姓名中间的“·”可以）。"))


def _identifier(check: Callable[[str], identifiers.Checked]) -> Check:
    def reason(text: str) -> Message | None:
        checked = check(text)
        return None if checked.valid else Message(N_("{reason}。"), {"reason": checked.reason})

    return reason


_CHECKS: dict[FieldType, Check] = {
    FieldType.CITIZEN_ID: _identifier(identifiers.check_citizen_id),
    FieldType.USCC: _identifier(identifiers.check_uscc),
    FieldType.INSTITUTION_CODE: _identifier(identifiers.check_institution_code),
    FieldType.PHYSICIAN_CERTIFICATE: _identifier(identifiers.check_physician_certificate),
    FieldType.PHYSICIAN_QUALIFICATION: _identifier(identifiers.check_physician_qualification),
    FieldType.NURSE_CERTIFICATE: _identifier(identifiers.check_nurse_certificate),
    FieldType.MOBILE: _mobile,
    FieldType.PHONE: _phone,
    FieldType.PERSON_NAME: _name,
}
