"""Schema of `papers:` in a matter's `checks.yaml`: what is handed in and what must hold. Strict: an unknown key, kind
or reference is an error that names the place.

A *reference* names a value: `form.<field>`, `<material>.<fact>` or `submitted_on`. An *expression* is the platform's
rule language (docs/systems/rules.md) over `form.<field>`, `evidence.<material>.<fact>`, `evidence.<material>.<table>`,
`variant` and `submitted_on`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, model_validator

from tongban.core.messages import N_, Message
from tongban.core.packs.schema_errors import Said
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
    by `|`; where neither fact nor word is found the paper is incomplete. A word may be an answer (`form.<field>`):
    most of it must stand there. `filled` are facts, named like answers, whose place must not be blank where their label
    stands on the paper. `facts` and `tables` declare names and types for references and expressions.
    """

    label: Text
    required: Expression = ALWAYS
    seal: SealRule | None = None
    signature: SignatureRule | None = None
    facts: dict[Key, ValueType] = {}
    tables: dict[Key, dict[Key, ValueType]] = {}
    needs: dict[Key, Text] = {}
    filled: tuple[Key, ...] = ()
    article: str = ""


class _Check(_Strict):
    """What all kinds of check share. `says` and `remedy` replace the kind's own sentences when given.

    `said_by` names the rules of the form (`rules:`), or `required` for its own demand to fill in, that say the same of
    answers alone. The platform then leaves it to them, so that nothing is said twice.
    """

    id: Slug
    code: str
    when: Expression = ALWAYS
    severity: Severity = Severity.BLOCKS
    article: str = ""
    field: Key | None = None
    said_by: tuple[Slug, ...] = ()
    says: Text | None = None
    remedy: Text | None = None


class Comparison(StrEnum):
    """How two values are compared; see `compare.py`."""

    NAME = "name"
    PERSON = "person"
    ADDRESS = "address"
    PLACE = "place"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"


class Same(_Check):
    """Every statement in `papers` agrees with `value` (or, where several are given, with one of them).

    With `anywhere`, the value may stand in any words of a paper: where it stands nothing else contradicts it, and where
    it neither stands nor anything else is stated, a person is asked to look. With `strict`, a statement that is another
    name counts although the right one stands elsewhere on the paper. `also` is a table of other names."""

    kind: Literal["same"]
    compare: Comparison
    value: Reference | tuple[Reference, ...]
    papers: tuple[Reference, ...]
    every: bool = False
    anywhere: bool = False
    strict: bool = False
    also: Key | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The references whose value is the standard."""
        return (self.value,) if isinstance(self.value, str) else self.value


class Within(_Check):
    """Each item of `items` is one of `of` (a list, or a text that must contain it), or stands on that paper in other
    words; a short one (fewer than three characters) counts there only with `loose`. `also` is a table of other
    names."""

    kind: Literal["within"]
    items: Reference
    of: Reference
    loose: bool = False
    also: Key | None = None


class Person(_Strict):
    """A person of the form: name and number."""

    name: Reference
    number: Reference


class Listed(_Check):
    """Each of the people has a row in the table of a paper, with this name and this number."""

    kind: Literal["listed"]
    table: Reference
    people: tuple[Person, ...]
    name: Key = "name"
    number: Key = "id_no"


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


class ShownRow(_Strict):
    """A table of a paper (`of`) whose first row that alone breaks the rule is shown; `columns` are quoted in `says`."""

    of: Reference
    columns: tuple[Key, ...]


class RuleCheck(_Check):
    """An expression that must hold. False gives the finding; unknown gives a hint at most.

    `at` names where: `field:<key>` or `material:<key>`; `shows` are references quoted as what was read; `row` is that
    row of a list which breaks the rule, quoted before them."""

    kind: Literal["rule"]
    require: Expression
    at: tuple[str, ...] = ()
    shows: tuple[Reference, ...] = ()
    row: ShownRow | None = None

    @model_validator(mode="after")
    def _says_something(self) -> RuleCheck:
        if not self.says or not self.remedy:
            raise Said(Message(N_("kind: rule 要写明 says（哪里不对）和 remedy（怎样改正）")))
        return self


class Wording(_Check):
    """The text of these papers keeps to the wording pack; what form and papers declare is innocent there. Departments
    of the national list that they name stand on the paper `licence` too (SCOPE_MISMATCH)."""

    kind: Literal["wording"]
    papers: tuple[Key, ...]
    names: tuple[Reference, ...] = ()
    addresses: tuple[Reference, ...] = ()
    departments: tuple[Reference, ...] = ()
    hours: tuple[Reference, ...] = ()
    phones: tuple[Reference, ...] = ()
    other: tuple[Reference, ...] = ()
    licence: Reference | None = None


Check = Annotated[
    Same | Within | Listed | Valid | Recent | Order | Encoded | WithinLimits | RuleCheck | Wording,
    Field(discriminator="kind"),
]
ANYWHERE = ("sign_date", "signoff_date", "signoff_unit")
"""Facts that every kind of paper states, without a template naming them."""
SIGNED_ON = "signed_on"
"""The days beside the signatures of a paper, which no plan declares."""
REQUIRED = "required"
"""In `said_by`: the form itself says that something has to be filled in."""
GATHER = {"gather": True}
"""Validation context under which wrong names do not raise: `Plan.mistakes` tells all of them."""


@dataclass(frozen=True)
class Mistake:
    """A name in a plan that nothing carries, or two things carry. `path` leads there within `papers:`, `code` is of the
    linter's table, `known` are the names that could have been meant, `where` says in what they were looked for."""

    path: tuple[str | int, ...]
    code: str
    name: str
    known: tuple[str, ...] = ()
    where: str = ""


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
    def _names_exist(self, info: ValidationInfo) -> Plan:
        if not (info.context or {}).get("gather"):
            for mistake in self.mistakes():
                place = ".".join(str(step) for step in mistake.path)
                twice = mistake.code == "repeated-id"
                data = {"place": place, "name": mistake.name}
                raise Said(Message(N_("{place}：“{name}”重复") if twice else N_("{place}：没有“{name}”"), data))
        return self

    def mistakes(self) -> Iterator[Mistake]:
        """Every name that leads nowhere, and ids used twice."""
        seen: set[str] = set()
        for index, check in enumerate(self.checks):
            if check.id in seen:
                yield Mistake(("checks", index, "id"), "repeated-id", check.id)
            seen.add(check.id)
            if isinstance(check, RuleCheck):
                yield from self._places(("checks", index, "at"), check.at)
                yield from self._columns(("checks", index, "row"), check.row)
            if isinstance(check, Same | Within) and check.also and check.also not in self.tables:
                yield Mistake(
                    ("checks", index, "also"), "unknown-item", check.also, tuple(self.tables), "papers.tables"
                )
        for path, reference in self._references():
            yield from self._unknown(path, reference)
        for key, material in self.materials.items():
            for fact in (*material.needs, *material.filled):
                if fact not in material.facts:
                    yield Mistake(
                        ("materials", key, "needs" if fact in material.needs else "filled", fact),
                        "unknown-item",
                        fact,
                        tuple(material.facts),
                        key,
                    )

    def _references(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for key, material in self.materials.items():
            path: tuple[str | int, ...] = ("materials", key)
            yield from (((*path, "seal"), each) for each in (material.seal.of if material.seal else ()))
            if material.signature and material.signature.of:
                yield (*path, "signature"), material.signature.of
        for index, check in enumerate(self.checks):
            written = check.model_dump(
                exclude={"id", "code", "when", "said_by", "says", "remedy", "article", "require", "at"}
            )
            for name, value in written.items():
                yield from ((("checks", index, name), each) for each in _references_in(value))

    def _unknown(self, path: tuple[str | int, ...], reference: str) -> Iterator[Mistake]:
        owner, _, name = reference.partition(".")
        if owner == "submitted_on":
            return
        if owner == "form":
            if name not in self.fields:
                yield Mistake(path, "unknown-item", name, tuple(self.fields), "papers.fields")
        elif owner not in self.materials:
            yield Mistake(path, "unknown-item", owner, tuple(self.materials), "papers.materials")
        elif name != SIGNED_ON and name not in (*self.materials[owner].facts, *self.materials[owner].tables):
            known = (*self.materials[owner].facts, *self.materials[owner].tables)
            yield Mistake(path, "unknown-item", name, known, f"papers.materials.{owner}")

    def _columns(self, path: tuple[str | int, ...], row: ShownRow | None) -> Iterator[Mistake]:
        owner, _, name = row.of.partition(".") if row else ("", "", "")
        if row is None or owner not in self.materials or name not in self.materials[owner].tables:
            return  # the reference itself leads nowhere, which is said already
        columns = self.materials[owner].tables[name]
        for column in row.columns:
            if column not in columns:
                yield Mistake((*path, "columns"), "unknown-item", column, tuple(columns), row.of)

    def _places(self, path: tuple[str | int, ...], places: Iterable[str]) -> Iterator[Mistake]:
        for index, place in enumerate(places):
            kind, _, name = place.partition(":")
            known = {"field": tuple(self.fields), "material": tuple(self.materials)}.get(kind)
            if known is None:
                yield Mistake((*path, index), "wrong-reference", place)
            elif name not in known:
                yield Mistake((*path, index), "unknown-item", name, known, f"papers.{kind}s")

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
