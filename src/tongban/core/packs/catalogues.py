"""Schemas of the pack-wide lists: pack.yaml, laws.yaml, certificates.yaml, registries.yaml."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tongban.core.packs.form import FieldType
from tongban.core.packs.values import (
    Citation,
    Confidence,
    Key,
    Slug,
    Strict,
    Text,
    Unit,
)


class Theme(Strict):
    name: Text
    summary: Text


class Pack(Strict):
    """pack.yaml. `extends` names the pack that this one lies over (a province over national)."""

    pack: Slug
    name: Text
    extends: Slug | None = None
    region: str | None = None  # GB/T 2260
    version: str
    themes: dict[Slug, Theme]


class Law(Strict):
    """One text that the pack may cite. `articles` lists those cited, each with its gist in our own words."""

    title: Text
    number: str | None = None  # e.g. 国务院令第517号
    kind: Literal["law", "regulation", "rule", "notice", "standard", "local"]
    status: Literal["in_force", "amended", "repealed"]
    in_force: date | None = None
    version: str | None = None  # which amendment was read
    confidence: Confidence
    note: Text | None = None
    articles: dict[str, Text] = Field(default_factory=dict)


class Laws(Strict):
    laws: dict[Slug, Law]


class ChangedSource(Strict):
    """Where an item comes from when the application says that just this item changes (变更事项).

    `when` is a dotted name; if its value is `equals`, the item is read from `source`, else from the item's own source.
    """

    when: str
    equals: str
    source: str


class FaceField(Strict):
    """One item on a certificate's face. `personal` items are masked on public verification."""

    label: Text
    type: FieldType
    personal: bool = False
    source: str  # dotted name: form.<field>, applicant.<…>, certificates.<…>, case.<…>
    changed: ChangedSource | None = None


class CertificateType(Strict):
    """证照类型. `type_code` is the 3-character part of GB/T 36904 owned by `owner_uscc`; demo values say so."""

    name: Text
    holder: Literal["person", "organisation"]
    type_code: str
    type_code_confidence: Confidence
    validity: int | None = None
    validity_unit: Unit | None = None
    basis: Citation | None = None
    number_prefix: str | None = None
    face: dict[Key, FaceField]
    confidence: Confidence
    note: Text | None = None


class CertificateTypes(Strict):
    certificates: dict[Slug, CertificateType]


class RegistryField(Strict):
    label: Text
    type: FieldType
    personal: bool = False


class Registry(Strict):
    """A register that tongban may ask instead of the applicant. `key` is the field by which an entry is found."""

    name: Text
    owner: Text
    key: Key
    fields: dict[Key, RegistryField]
    basis: Citation | None = None
    confidence: Confidence


class Registries(Strict):
    registries: dict[Key, Registry]
