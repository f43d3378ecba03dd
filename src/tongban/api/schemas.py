"""Shapes of the API. Dates are ISO 8601; instants carry their offset; amounts are text; keys are those of the packs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class MatterOut(Schema):
    matter: str
    name: str
    summary: str
    theme: str
    version: str
    variants: dict[str, str]
    digest: str


class FieldOut(Schema):
    key: str
    label: str
    type: str
    required: bool
    hint: str | None
    options: list[dict[str, str]]


class MaterialOut(Schema):
    key: str
    name: str
    necessity: str
    standard: str | None
    accepts: list[str]


class GuideOut(Schema):
    matter: str
    name: str
    version: str
    summary: str
    variant: str
    fields: list[FieldOut]
    materials: list[MaterialOut]
    statutory_limit: dict[str, Any] | None
    promised_limit: dict[str, Any] | None


class ApplicantIn(Strict):
    """`self`: the account's own person. `organisation`: a body the account may act for. `person`: somebody at the
    counter, only for accounts with a clerk's post."""

    kind: Literal["self", "organisation", "person"] = "self"
    uscc: str | None = Field(default=None, max_length=18)
    name: str | None = Field(default=None, max_length=60)
    citizen_id: str | None = Field(default=None, max_length=18)


class DraftIn(Strict):
    matter: str = Field(max_length=64)
    variant: str = Field(max_length=64)
    authority: int
    applicant: ApplicantIn = ApplicantIn()


class AnswersIn(Strict):
    answers: dict[str, Any]
    saved: int | None = None


class UploadOut(Schema):
    id: int
    material: str
    name: str
    size: int
    sha256: str


class DraftOut(Schema):
    id: str
    matter: str
    variant: str
    digest: str
    saved: int
    answers: dict[str, Any]
    materials: list[UploadOut]
    submitted: bool


class ProblemOut(Schema):
    at: str
    code: str
    detail: str
    remedy: str | None


class CheckOut(Schema):
    outcome: str
    problems: list[ProblemOut]
    required: list[str]
    waived: dict[str, str]
    missing: list[str]
    statutory_due: date | None
    promised_due: date | None


class CaseOut(Schema):
    number: str
    matter: str
    variant: str
    state: str
    state_name: str
    step: str
    waiting_for: str
    outcome: str
    automatic: bool
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    concluded_at: datetime | None
    next_due: date | None
    statutory_due: date | None
    promised_due: date | None
    provisional: bool
    sequence: int
    allowed: list[str]
    certificate: str | None


class SubmittedOut(Schema):
    case: CaseOut
    query_code: str | None


class TimelineOut(Schema):
    sequence: int
    kind: str
    sentence: str
    article: str
    effective_at: datetime
    recorded_at: datetime


class ReasonIn(Strict):
    paper: str = Field(max_length=2000)
    point: str = Field(max_length=2000)
    rule: str = Field(max_length=2000)
    remedy: str = Field(max_length=2000)


class ActionIn(Strict):
    """`seen` is the case's `sequence` as last read: a case that has moved since answers 409."""

    seen: int | None = None
    opinion: str = Field(default="", max_length=2000)
    reasons: list[ReasonIn] = Field(default=[], max_length=50)
    procedure: str = Field(default="", max_length=64)
    days: int = 0
    amount: int = 0
    reason: str = Field(default="", max_length=2000)
    way: str = Field(default="counter", max_length=16)


class WorkRowOut(Schema):
    number: str
    matter: str
    variant: str
    state: str
    card: str
    next_due: date | None
    days_left: int | None


class VerificationOut(Schema):
    standing: str
    standing_name: str
    valid_today: bool
    title: str
    number: str
    identifier: str
    holder: str
    issuer: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    superseded_by: str | None
    signature_valid: bool
    checked_at: datetime
