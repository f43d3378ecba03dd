"""Schema of `papers:` in a matter's `checks.yaml`: what is handed in and what must hold. Strict: an unknown key, kind
or reference is an error that names the place.

A *reference* names a value: `form.<field>`, `<material>.<fact>` or `submitted_on`. An *expression* is the platform's
rule language (docs/systems/rules.md) over `form.<field>`, `evidence.<material>.<fact>`, `evidence.<material>.<table>`,
`variant` and `submitted_on`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tongban.prereview.checking.findings import Severity

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Reference = Annotated[str, StringConstraints(pattern=r"^(submitted_on|[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)$")]
ALWAYS = "true"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldType(StrEnum):
    """Types of form fields; each has its format and, where there is one, its check character."""

    TEXT = "text"
    PERSON = "person"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    CHOICE = "choice"
    TEXT_LIST = "text_list"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    PLATE = "plate"
    PHONE = "phone"
    MOBILE = "mobile"
    CITIZEN_ID = "citizen_id"
    USCC = "uscc"
    INSTITUTION_CODE = "institution_code"
    PHYSICIAN_CERTIFICATE = "physician_certificate"
    PHYSICIAN_QUALIFICATION = "physician_qualification"


class ValueType(StrEnum):
    """Types of facts on papers, as the rule language sees them."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TEXT_LIST = "text_list"
    YES_NO = "yes_no"


class FormField(_Strict):
    """A field of the form. `required` and `applies` are expressions; a field that does not apply is not looked at."""

    label: Text
    type: FieldType
    required: Expression = ALWAYS
    options: tuple[str, ...] = ()


class SealRule(_Strict):
    """Whose seal: the unit named by any of the `of` references, or (`of` empty) anyone's. `when`: expression."""

    of: tuple[Reference, ...] = ()
    when: Expression = ALWAYS
    article: str = ""


class SignatureRule(_Strict):
    """Who signs: the person named by `of`; `places` are names of signature places of the template (empty: any)."""

    of: Reference | None = None
    places: tuple[str, ...] = ()
    when: Expression = ALWAYS
    article: str = ""


class Material(_Strict):
    """One paper: when it is required and what must be on it. Which template reads it, the templates say themselves.

    `needs` are facts that the paper must state, with the words for them that stand on it, the first for people, parted
    by `|`; where neither fact nor word is found the paper is incomplete. `facts` and `tables` declare names
    and types for references and expressions.
    """

    label: Text
    required: Expression = ALWAYS
    seal: SealRule | None = None
    signature: SignatureRule | None = None
    facts: dict[Key, ValueType] = {}
    tables: dict[Key, dict[Key, ValueType]] = {}
    needs: dict[Key, Text] = {}
    article: str = ""


class _Check(_Strict):
    """What all kinds of check share. `says` and `remedy` replace the kind's own sentences when given."""

    id: Slug
    code: str
    when: Expression = ALWAYS
    severity: Severity = Severity.BLOCKS
    article: str = ""
    field: Key | None = None
    says: Text | None = None
    remedy: Text | None = None


class Comparison(StrEnum):
    """How two values are compared; see `compare.py`."""

    NAME = "name"
    PERSON = "person"
    ADDRESS = "address"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"


class Same(_Check):
    """Every statement in `papers` agrees with `value` (or, where several are given, with one of them)."""

    kind: Literal["same"]
    compare: Comparison
    value: Reference | tuple[Reference, ...]
    papers: tuple[Reference, ...]
    every: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The references whose value is the standard."""
        return (self.value,) if isinstance(self.value, str) else self.value


class Within(_Check):
    """Each item of `items` is one of `of` (a list, or a text that must contain it)."""

    kind: Literal["within"]
    items: Reference
    of: Reference
    loose: bool = False


class Valid(_Check):
    """None of the `until` days lies before `day`; “有效期至 D” includes D."""

    kind: Literal["valid"]
    until: tuple[Reference, ...]
    day: Reference = "submitted_on"


class Recent(_Check):
    """`date` lies at most `months` (or `days`) before `before`, and not after it."""

    kind: Literal["recent"]
    date: tuple[Reference, ...]
    months: int | None = None
    days: int | None = None
    before: Reference = "submitted_on"


class Order(_Check):
    """No day of `earlier` lies after a day of `later`."""

    kind: Literal["order"]
    earlier: tuple[Reference, ...]
    later: tuple[Reference, ...]


class Encoded(_Check):
    """What a number encodes agrees with other values. `number` is of the type given by `of_type`; `parts` maps a part
    of the number (`birth`, `sex`, `level`, `category`, `citizen_id`, `organisation`, `nature`) to a reference."""

    kind: Literal["encoded"]
    of_type: FieldType
    number: Reference
    parts: dict[str, Reference]


class WithinLimits(_Check):
    """Each row of a table of measurements keeps its own printed limit, and its verdict says so."""

    kind: Literal["within_limits"]
    table: Reference
    limit: Key = "limit"
    result: Key = "result"
    verdict: Key = "verdict"


class RuleCheck(_Check):
    """An expression that must hold. False gives the finding; unknown gives a hint at most.

    `at` names where: `field:<key>` or `material:<key>`; `shows` are references quoted as what was read."""

    kind: Literal["rule"]
    require: Expression
    at: tuple[str, ...] = ()
    shows: tuple[Reference, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> RuleCheck:
        if not self.says or not self.remedy:
            raise ValueError("kind: rule 必须写明 says（哪里不对）和 remedy（怎样改正）")
        return self


class Wording(_Check):
    """The text of these papers keeps to the wording pack; what form and papers declare is innocent there."""

    kind: Literal["wording"]
    papers: tuple[Key, ...]
    names: tuple[Reference, ...] = ()
    addresses: tuple[Reference, ...] = ()
    departments: tuple[Reference, ...] = ()
    hours: tuple[Reference, ...] = ()
    phones: tuple[Reference, ...] = ()
    other: tuple[Reference, ...] = ()


Check = Annotated[
    Same | Within | Valid | Recent | Order | Encoded | WithinLimits | RuleCheck | Wording, Field(discriminator="kind")
]
_REFERENCE = re.compile(r"^(submitted_on|form|[a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?$")


class Plan(_Strict):
    """`papers:` as a whole. `package` is the matter's name in the folder format of packages; `tables` are lists that
    expressions look things up in (`in_table`)."""

    package: Slug
    applicant: Key
    variants: tuple[str, ...]
    fields: dict[Key, FormField]
    materials: dict[Key, Material]
    tables: dict[Key, dict[str, tuple[str, ...]]] = {}
    checks: tuple[Check, ...]

    @model_validator(mode="after")
    def _references_exist(self) -> Plan:
        names = [check.id for check in self.checks]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"检查编号重复：{'、'.join(twice)}")
        for place, reference in self._references():
            self._known(place, reference)
        for key, material in self.materials.items():
            for fact in material.needs:
                if fact not in material.facts:
                    raise ValueError(f"materials.{key}.needs：事实“{fact}”没有在 facts 中声明")
        return self

    def _references(self) -> Iterator[tuple[str, str]]:
        for key, material in self.materials.items():
            for seal in (material.seal,):
                yield from ((f"materials.{key}.seal", each) for each in (seal.of if seal else ()))
            if material.signature and material.signature.of:
                yield f"materials.{key}.signature", material.signature.of
        for check in self.checks:
            for value in check.model_dump(
                exclude={"id", "code", "when", "says", "remedy", "article", "require"}
            ).values():
                yield from ((f"checks.{check.id}", each) for each in _references_in(value))

    def _known(self, place: str, reference: str) -> None:
        owner, _, name = reference.partition(".")
        if owner == "submitted_on":
            return
        if owner == "form":
            if name not in self.fields:
                raise ValueError(f"{place}：表单没有字段“{name}”")
            return
        material = self.materials.get(owner)
        if material is None:
            raise ValueError(f"{place}：没有材料“{owner}”")
        if name not in material.facts and name not in material.tables and name != "signed_on":
            raise ValueError(f"{place}：材料“{owner}”没有声明事实“{name}”")

    def field_label(self, key: str) -> str:
        """The label of a form field; its key when there is none."""
        return self.fields[key].label if key in self.fields else key

    def material_label(self, key: str) -> str:
        """The label of a material; its key when there is none."""
        return self.materials[key].label if key in self.materials else key


def _references_in(value: Any) -> Iterator[str]:
    """Every text in a check's data that has the form of a reference (`owner.name`)."""
    if isinstance(value, str):
        if value == "submitted_on" or re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _references_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _references_in(each)
