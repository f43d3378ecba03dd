"""Form fields as the page shows them: value, problem, where a first value came from. No layout here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tongban.cases.actions import Checked
from tongban.cases.queries import Draft, source_name
from tongban.core.assessment.assess import flat_values
from tongban.core.assessment.compiled import compiled
from tongban.core.assessment.fields import shown_fields
from tongban.core.calendar import WorkingCalendar
from tongban.core.messages import N_, Message
from tongban.core.packs.form import FieldType, FormField
from tongban.core.rules.context import RuleContext

INPUTS = {
    FieldType.LONG_TEXT: "textarea",
    FieldType.TEXT_LIST: "list",
    FieldType.CHOICE: "radio",
    FieldType.CHOICES: "checkbox",
    FieldType.YES_NO: "yes_no",
    FieldType.DATE: "date",
    FieldType.INTEGER: "number",
}
KEYBOARDS = {
    FieldType.PHONE: "tel",
    FieldType.MOBILE: "tel",
    FieldType.DECIMAL: "decimal",
    FieldType.MONEY: "decimal",
    FieldType.INTEGER: "numeric",
}


@dataclass(frozen=True)
class FieldView:
    field: FormField
    kind: str  # which input
    keyboard: str
    value: Any
    text: str  # the value as typed text
    problem: Message | None
    source: Message | None
    shown: bool
    from_paper: bool = False

    @property
    def locked(self) -> bool:
        """A value from a trusted source that the matter does not let people change here."""
        return self.source is not None and self.field.locked_when_prefilled and not self.from_paper


@dataclass(frozen=True)
class SectionView:
    title: str
    fields: tuple[FieldView, ...]

    @property
    def required(self) -> int:
        """How many of the shown fields must be filled in."""
        return sum(item.shown and item.field.required for item in self.fields)

    @property
    def filled(self) -> int:
        """How many of those are, rightly as far as the form can tell."""
        return sum(
            item.shown and item.field.required and bool(item.text) and item.problem is None for item in self.fields
        )


def sections(
    draft: Draft, checked: Checked, answers: Mapping[str, Any], calendar: WorkingCalendar, *, with_problems: bool
) -> list[SectionView]:
    """The form of a draft. Empty required fields are a problem only once the person has asked to go on."""
    shown = shown_keys(draft, checked, calendar)
    problems = _problems(checked, with_problems)
    views = []
    for section in checked.loaded.form.sections:
        fields = tuple(
            _view(field, draft, checked, answers, problems, field.key in shown)
            for field in section.fields
            if not field.variants or draft.variant in field.variants
        )
        if fields:
            views.append(SectionView(section.title, fields))
    return views


def shown_keys(draft: Draft, checked: Checked, calendar: WorkingCalendar) -> frozenset[str]:
    """The fields whose `shown_when` holds for the answers so far."""
    on = checked.on
    flat = flat_values(checked.loaded, draft.variant, checked.gathered.situation, on)
    ready = compiled(checked.loaded)
    fields = shown_fields(ready, draft.variant, flat, RuleContext(on, calendar))
    return frozenset(field.key for field in fields)


def posted_answers(fields: tuple[FormField, ...], data: QueryDict) -> dict[str, Any]:
    """What a form sent, by field. A field that the page did not send keeps its answer; an unticked box is empty."""
    found: dict[str, Any] = {}
    for field in fields:
        if field.key not in data and f"{field.key}__here" not in data:
            continue
        if field.type is FieldType.CHOICES:
            found[field.key] = data.getlist(field.key)
        elif field.type is FieldType.TEXT_LIST:
            found[field.key] = [line.strip() for line in data.get(field.key, "").splitlines() if line.strip()]
        else:
            found[field.key] = data.get(field.key, "")
    return found


def _problems(checked: Checked, with_problems: bool) -> dict[str, Message]:
    found = {
        problem.at.removeprefix("field:"): problem.message
        for problem in reversed(checked.problems)
        if problem.at.startswith("field:") and (with_problems or problem.code != "required")
    }
    return found


def _view(
    field: FormField,
    draft: Draft,
    checked: Checked,
    answers: Mapping[str, Any],
    problems: Mapping[str, Message],
    shown: bool,
) -> FieldView:
    value = answers.get(field.key)
    prefilled = field.key in draft.prefilled and field.prefill is not None and value not in (None, "", [])
    return FieldView(
        field=field,
        kind=INPUTS.get(field.type, "text"),
        keyboard=KEYBOARDS.get(field.type, "text"),
        value=value,
        text="\n".join(value) if isinstance(value, list) else "" if value is None else str(value),
        problem=problems.get(field.key),
        source=_source(field, draft, checked, prefilled),
        shown=shown,
        from_paper=field.key in draft.read_from,
    )


def _source(field: FormField, draft: Draft, checked: Checked, prefilled: bool) -> Message | None:
    """Where a value came from that nobody typed: a paper and its page, or what the field names as its first source."""
    if read := draft.read_from.get(field.key):
        return Message(N_("读自《{name}》第{page}页，请核对"), {"name": read["name"], "page": read["page"]})
    return source_name(field.prefill or "", checked.loaded.catalogues) if prefilled else None
