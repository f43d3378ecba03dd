"""Kinds of document as content: how a paper is recognised, where its facts stand, what else it must carry.

One YAML file per kind under a pack's `documents/`. Unknown keys are refused with file and place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message
from tongban.core.packs.schema_errors import Said
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.values import TYPES


class TemplateError(TongbanError):
    """A template file is wrong; for the people who keep the content."""

    code = "document_template_invalid"
    sentence = N_("材料模板“{file}”有误：{why}。请按docs/systems/prereview-reading.md改正。")
    http_status = 500


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        data = {"pattern": text, "error": str(error)}
        raise Said(Message(N_("“{pattern}”不是有效的正则表达式（{error}）"), data)) from None
    return text


def _type(text: str) -> str:
    if text not in TYPES:
        data = {"type": text, "types": "、".join(sorted(TYPES))}
        raise Said(Message(N_("没有“{type}”这种类型，只有{types}"), data))
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
TypeName = Annotated[str, AfterValidator(_type)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_CHOICE = re.compile(r"\{([^{}]*)\}")


def spelled(label: str) -> list[str]:
    """Each way to write a label with choices: 资格证书{签发|发证}{日期|时间} has four, 聘用{起止|}时间 two."""
    found = _CHOICE.search(label)
    if found is None:
        return [label]
    return [
        whole
        for choice in found[1].split("|")
        for whole in spelled(f"{label[: found.start()]}{choice}{label[found.end() :]}")
    ]


class FactTemplate(_Strict):
    """One fact. `labels` stand before or above the value, with choices as in `spelled`; `patterns` are searched in the
    folded running text (spaces and line ends removed, brackets half-width), the value is group `v`. For type
    `range`, the facts are `<name>_from` and `<name>_to` unless `gives` names them. `only` is a pattern a labelled
    value must contain. `column` names a table and a column (``records.valid_to``) whose rows state the fact too;
    with `latest`, the latest day stated counts alone, as in a history whose old rows stay."""

    name: str
    type: TypeName = "text"
    labels: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    gives: tuple[str, str] | None = None
    only: Pattern | None = None
    column: str | None = None
    latest: bool = False

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(sorted({fold(x) for label in self.labels for x in spelled(label)} - {""}, key=len, reverse=True))


class ColumnTemplate(_Strict):
    """A column by the words of its heading; by `like`, a pattern in other headings where none of the words stands; by
    `patterns` (group `v`) where the record is told in a sentence."""

    name: str
    type: TypeName = "text"
    headings: tuple[str, ...]
    like: Pattern | None = None
    patterns: tuple[Pattern, ...] = ()

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(fold(x) for heading in self.headings for x in spelled(heading))


class TableTemplate(_Strict):
    """A table whose rows are records; it is taken when all `needs` columns are among its headings. `rows` are patterns
    by column: only rows that one of them fits are records of this kind, as where one list names all staff. Where the
    paper has no such table: with `cards`, the headings are labels that stand again for each record; `begins` are
    patterns of the running text with which the sentence about a record begins (groups named like columns)."""

    name: str
    columns: tuple[ColumnTemplate, ...]
    needs: tuple[str, ...]
    rows: dict[str, Pattern] = {}
    cards: bool = False
    begins: tuple[Pattern, ...] = ()

    @cached_property
    def card(self) -> DocumentTemplate:
        """The columns as labels of a card."""
        facts = tuple(FactTemplate(name=x.name, type=x.type, labels=x.headings) for x in self.columns)
        return DocumentTemplate(kind=self.name, label="", title=(), facts=facts, glued=True)


class PartTemplate(_Strict):
    """Something the paper must contain: any of the patterns in its folded running text."""

    name: str
    label: str
    any: tuple[Pattern, ...]


class SignatureTemplate(_Strict):
    """A place for a hand signature: patterns of its label. `bare` are labels that, alone in the last rows of a paper
    with no other place, ask for one too (法定代表人：____)."""

    name: str
    labels: tuple[Pattern, ...]
    bare: tuple[Pattern, ...] = ()


class DocumentTemplate(_Strict):
    """One kind of document. `materials` are the uploads it answers, as ``matter.material_key``; `beside` are kinds that
    are rightly scanned together with it; with `close` a value may follow its label at the beginning of a row without
    any gap that recognition sees, and with `glued` a label with its colon may follow a value so; `titled` papers always
    bear their own title (certificates of an authority); `vague` are titles that such papers bear and others too
    (检验报告): with some of the marks they do."""

    kind: str
    label: str
    materials: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    title: tuple[Pattern, ...]
    vague: tuple[Pattern, ...] = ()
    marks: tuple[str, ...] = ()
    loose: bool = False
    close: bool = False
    glued: bool = False
    titled: bool = False
    facts: tuple[FactTemplate, ...] = ()
    tables: tuple[TableTemplate, ...] = ()
    parts: tuple[PartTemplate, ...] = ()
    signatures: tuple[SignatureTemplate, ...] = ()
    seal: bool = False
    source: str = Field(default="", description="law or form the kind follows")

    def gives(self) -> set[str]:
        """The names of all facts that papers of this kind may state, besides those that every paper may."""
        return {fact.name for fact in self.facts if fact.type != "range"} | self.ends

    @cached_property
    def ends(self) -> frozenset[str]:
        """The facts that periods give: their first and their last day."""
        ranges = (fact for fact in self.facts if fact.type == "range")
        return frozenset(end for fact in ranges for end in fact.gives or (f"{fact.name}_from", f"{fact.name}_to"))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All folded labels, longest first."""
        return tuple(sorted({x for fact in self.facts for x in fact.folded}, key=len, reverse=True))

    @cached_property
    def beginning(self) -> dict[str, tuple[str, ...]]:
        """The folded labels by their first character, longest first."""
        found: dict[str, list[str]] = {}
        for label in self.labels:
            found.setdefault(label[0], []).append(label)
        return {first: tuple(labels) for first, labels in found.items()}


class TemplateSet:
    """All kinds known, by key and by material."""

    def __init__(self, templates: Iterable[DocumentTemplate]) -> None:
        self.kinds = {template.kind: template for template in templates}
        self._by_material: dict[str, list[DocumentTemplate]] = {}
        for template in self.kinds.values():
            for material in template.materials:
                self._by_material.setdefault(material, []).append(template)

    def for_material(self, matter: str, material_key: str) -> tuple[DocumentTemplate, ...]:
        """The kinds that may answer this material; empty when no template does."""
        return tuple(self._by_material.get(f"{matter}.{material_key}", ()))


def parse_template(text: str, name: str) -> DocumentTemplate:
    """The template in this YAML text. Raises TemplateError naming file and place."""
    try:
        return DocumentTemplate.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise TemplateError(file=name, why=str(error).replace("\n", " ")) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise TemplateError(file=name, why=f"{place}: {first['msg']}") from None


def load_templates(folder: Path) -> TemplateSet:
    """All `*.yaml` of a folder. Raises TemplateError for the first bad one and for two of the same kind."""
    found: dict[str, DocumentTemplate] = {}
    for path in sorted(folder.glob("*.yaml")):
        template = parse_template(path.read_text(encoding="utf-8"), path.name)
        if template.kind in found:
            raise TemplateError(file=path.name, why=f"kind {template.kind!r} is already taken")
        found[template.kind] = template
    return TemplateSet(found.values())
