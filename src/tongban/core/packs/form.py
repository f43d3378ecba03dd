"""Schema of `form.yaml`: the fields an applicant fills in. The same file makes the page, the API and the checks."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as Constraint

from tongban.core.packs.values import Expression, Key, Strict, Text


class FieldType(StrEnum):
    """Types with their own input, normalisation and check. Identity numbers are a type of their own."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT_LIST = "text_list"
    PERSON_NAME = "person_name"
    ORGANISATION_NAME = "organisation_name"
    ADDRESS = "address"
    PHONE = "phone"
    MOBILE = "mobile"
    CITIZEN_ID = "citizen_id"
    USCC = "uscc"
    INSTITUTION_CODE = "institution_code"
    PHYSICIAN_CERTIFICATE = "physician_certificate"
    PHYSICIAN_QUALIFICATION = "physician_qualification"
    NURSE_CERTIFICATE = "nurse_certificate"


class FormOption(Strict):
    value: str
    label: Text


class FormField(Strict):
    """One field. `prefill` names where a first value comes from, as a dotted name of the rule language:
    `applicant.name`, `certificates.nurse_practice.institution_name`, `registry.deaths.cause` …
    """

    key: Key
    label: Text
    type: FieldType
    variants: tuple[Key, ...] = ()
    required: bool = True
    shown_when: Expression | None = None
    hint: Text | None = None
    example: str | None = None
    options: tuple[FormOption, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = Constraint(default=200, ge=1, le=20000)
    prefill: str | None = None
    locked_when_prefilled: bool = False
    personal: bool = False  # masked by default on staff pages, never in logs


class FormSection(Strict):
    """A titled group of fields, one screen on a phone."""

    title: Text
    fields: tuple[FormField, ...]


class Form(Strict):
    sections: tuple[FormSection, ...]

    def fields(self, variant: str) -> tuple[FormField, ...]:
        """The fields of a variant, in the order of the page."""
        return tuple(f for s in self.sections for f in s.fields if not f.variants or variant in f.variants)
