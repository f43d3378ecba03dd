"""Schema of `matter.yaml`: what a matter (事项) is. Field names follow 实施清单 (国家标准 GB/T 39554, GB/T 39046 table 4)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from tongban.core.packs.values import (
    Citation,
    Confidence,
    DatedLimit,
    Expression,
    Fact,
    Key,
    Period,
    Slug,
    Strict,
    Text,
    Unit,
)


class VariantKind(StrEnum):
    """Kinds of 办理情形."""

    NEW = "new"  # 新办
    CHANGE = "change"  # 变更
    RENEWAL = "renewal"  # 延续
    REPLACEMENT = "replacement"  # 补办
    CANCELLATION = "cancellation"  # 注销
    PERIODIC_CHECK = "periodic_check"  # 校验


class Handling(StrEnum):
    """GB/T 39046 A.6: 即办件 and 承诺件."""

    INSTANT = "instant"
    PROMISED = "promised"


class Procedure(StrEnum):
    """Which lifecycle a matter follows: a decision of 行政许可法, a service or confirmation that is not a licence (公共服务,
    行政确认), or a receipt (备案)."""

    LICENCE = "licence"
    SERVICE = "service"
    FILING = "filing"


class LegalBasis(Strict):
    """设定依据: a law, its articles, and in our own words what they say."""

    law: Slug
    articles: tuple[str, ...] = ()
    says: Text
    confidence: Confidence


class Condition(Strict):
    """受理条件, one checkable sentence each."""

    says: Text
    basis: Citation | None = None
    confidence: Confidence
    variants: tuple[Key, ...] = ()  # empty: all


class Replacement(Strict):
    """What stands in for a paper (免于提交): a certificate of this catalogue in the holder's name, or a shared registry."""

    certificate: Slug | None = None
    registry: Key | None = None


class Material(Strict):
    """One paper the applicant shows. `may_be_held: null` = not known whether it may be handed in later (容缺)."""

    name: Text
    variants: tuple[Key, ...] = ()
    form: Literal["original", "copy", "original_and_copy", "electronic"]
    copies: int = Field(default=1, ge=0, le=10)
    necessity: Literal["required", "conditional", "optional"] = "required"
    required_when: Expression | None = None  # CEL over form.*; needed when necessity is conditional
    condition_text: Text | None = None  # the same condition for people
    issuer: Text
    standard: Text | None = None  # 受理标准: what the paper must show
    replaced_by: tuple[Replacement, ...] = ()
    proves: tuple[Key, ...] = ()  # facts it proves; two materials proving the same thing are reported
    may_be_held: bool | None = None
    generated: bool = False  # made by tongban from the form (e.g. the application form itself); nothing to upload
    accepts: tuple[Literal["pdf", "jpg", "png", "docx", "txt"], ...] = (
        "pdf",
        "jpg",
        "png",
        "docx",
    )
    basis: tuple[Citation, ...] = ()
    confidence: Confidence
    note: Text | None = None


class Limits(Strict):
    """办结时限 of a variant. Statutory is the law's, promised the authority's own, never longer."""

    statutory: tuple[DatedLimit, ...]
    promised: tuple[DatedLimit, ...] = ()


class StepCheck(Strict):
    """审查标准: one point that the officer of a step checks, and by which standard."""

    says: Text
    basis: Citation | None = None


class Step(Strict):
    """A step of reviewing, done by one role. The last step of a variant decides. Steps with the same `together` run in
    parallel (联审联批)."""

    key: Key
    name: Text
    variants: tuple[Key, ...] = ()
    role: Literal["clerk", "reviewer", "section_head", "chief_representative"]
    together: Key | None = None
    checks: tuple[StepCheck, ...]
    confidence: Confidence


class SpecialProcedure(Strict):
    """特别程序: time that does not count (行政许可法 45), told to the applicant in writing."""

    key: Key
    name: Text
    kind: Literal[
        "hearing",
        "tender",
        "auction",
        "inspection",
        "test",
        "quarantine",
        "appraisal",
        "expert_review",
    ]
    variants: tuple[Key, ...] = ()
    days: int | None = None
    unit: Literal[Unit.WORKING_DAY, Unit.CALENDAR_DAY] = Unit.WORKING_DAY
    basis: Citation
    confidence: Confidence


class Result(Strict):
    """What comes out. `action` says what happens to the certificate."""

    certificate: Slug | None = None
    action: Literal["issue", "amend", "renew", "reissue", "check", "cancel", "none"]
    name: Text
    validity: int | None = None
    validity_unit: Unit | None = None
    confidence: Confidence
    note: Text | None = None


class Variant(Strict):
    """One 办理情形 with everything that differs from its sisters."""

    name: Text
    kind: VariantKind
    summary: Text
    answers: dict[Key, str]  # answers to the matter's guided questions that lead here
    limits: Limits
    handling: Handling
    auto_approval: bool = False
    result: Result
    trips: int = Field(ge=0, le=10)
    required_certificate: Slug | None = None  # the certificate in the holder's name that this variant acts on
    apply_before_expiry: DatedLimit | None = None  # e.g. 延续: 30 days before the certificate ends


class Option(Strict):
    value: str
    label: Text
    hint: Text | None = None


class Question(Strict):
    """A guided question (办理情形引导) whose answers choose the variant."""

    key: Key
    ask: Text
    options: tuple[Option, ...]


class Fee(Strict):
    charged: bool
    items: tuple[Text, ...] = ()
    basis: Citation | None = None
    confidence: Confidence


class Faq(Strict):
    question: Text
    answer: Text
    confidence: Confidence = Confidence.KNOWN


class Codes(Strict):
    """国家基本编码 (12 digits) and local code; null where unknown."""

    basic: Fact
    local: Fact | None = None


class Matter(Strict):
    """One matter, whole. `package_key` is the short name used in prereview packages."""

    matter: Slug
    name: Text
    aliases: tuple[str, ...] = ()
    theme: Slug
    package_key: str | None = None
    version: str
    effective: Period
    type: Literal["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"]  # GB/T 39046 A.1
    procedure: Procedure
    codes: Codes
    summary: Text
    competent_department: Fact
    levels: tuple[Literal["1", "2", "3", "4", "5", "6"], ...]  # GB/T 39046 A.2
    authority_note: Text | None = None
    applicants: tuple[Literal["1", "2", "3", "4", "5", "6"], ...]  # GB/T 39046 A.4
    legal_basis: tuple[LegalBasis, ...]
    conditions: tuple[Condition, ...]
    questions: tuple[Question, ...] = ()
    variants: dict[Key, Variant]
    materials: dict[Key, Material]
    lookups: dict[Key, str] = Field(default_factory=dict)  # registry -> dotted name whose value finds the entry
    steps: tuple[Step, ...] = ()
    special_procedures: tuple[SpecialProcedure, ...] = ()
    fee: Fee
    faq: tuple[Faq, ...] = ()
    cases_in_flight: Literal["stay_bound", "may_move_at_request"] = "stay_bound"
    cases_in_flight_basis: Citation | None = None

    def steps_of(self, variant: str) -> tuple[Step, ...]:
        """The steps a variant is reviewed in, in order."""
        return tuple(step for step in self.steps if not step.variants or variant in step.variants)

    def materials_of(self, variant: str) -> dict[str, Material]:
        """The materials of a variant, in the order of the file."""
        return {key: item for key, item in self.materials.items() if not item.variants or variant in item.variants}

    def special_procedures_of(self, variant: str) -> tuple[SpecialProcedure, ...]:
        """The special procedures a variant may need."""
        return tuple(item for item in self.special_procedures if not item.variants or variant in item.variants)
