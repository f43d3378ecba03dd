"""The names that a matter's rules may read, with their Chinese labels, made from its own files.

`applicant.*`, `submitted_on`, `case.variant`, `form.<key>`, `certificates.<type>.<item>`, `registry.<key>.<item>`,
`materials.<key>.present` and `.waived`. Hyphens of a slug become underscores. What papers say (`evidence.*`) is
declared by the prereview room and handed in as `extra`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tongban.core.messages import N_
from tongban.core.packs.form import FieldType
from tongban.core.packs.loader import Catalogues, LoadedMatter
from tongban.core.rules.declarations import Declaration, Declarations
from tongban.core.rules.types import BOOLEAN, DATE, DECIMAL, INTEGER, TEXT, RuleType, list_of

NONE = Declarations()

APPLICANT: Mapping[str, tuple[RuleType, str, bool]] = {
    "name": (TEXT, N_("申请人姓名或名称"), True),
    "kind": (TEXT, N_("申请人类型"), False),
    "citizen_id": (TEXT, N_("申请人身份证号"), True),
    "uscc": (TEXT, N_("统一社会信用代码"), False),
    "phone": (TEXT, N_("申请人电话"), True),
    "address": (TEXT, N_("申请人地址"), True),
    "birth_date": (DATE, N_("申请人出生日期"), True),
    "sex": (TEXT, N_("申请人性别"), False),
    "legal_representative": (TEXT, N_("法定代表人"), True),
}
"""What is known of the applicant: type, label, whether it is private. `kind` is person or organisation."""

CERTIFICATE: Mapping[str, tuple[RuleType, str]] = {
    "found": (BOOLEAN, N_("是否查到")),
    "status": (TEXT, N_("状态")),
    "number": (TEXT, N_("编号")),
    "issued_on": (DATE, N_("发证日期")),
    "valid_from": (DATE, N_("有效期起")),
    "valid_to": (DATE, N_("有效期止")),
}
"""Items that every certificate has besides its face. `status` is one of the certificates room's states."""

_TYPES: Mapping[FieldType, RuleType] = {
    FieldType.INTEGER: INTEGER,
    FieldType.DECIMAL: DECIMAL,
    FieldType.MONEY: DECIMAL,
    FieldType.DATE: DATE,
    FieldType.YES_NO: BOOLEAN,
    FieldType.CHOICES: list_of(TEXT),
    FieldType.TEXT_LIST: list_of(TEXT),
}


def rule_type(kind: FieldType) -> RuleType:
    """How a field's value looks to a rule; text, unless the type says otherwise."""
    return _TYPES.get(kind, TEXT)


def rule_name(slug: str) -> str:
    """A slug as one part of a dotted name."""
    return slug.replace("-", "_")


def declarations(loaded: LoadedMatter, extra: Declarations = NONE) -> Declarations:
    """Every name of the matter. Raises DeclarationError for a key that the rule language keeps for itself."""
    return Declarations([*_fixed(), *_form(loaded), *_catalogues(loaded.catalogues), *_materials(loaded), *extra])


def _fixed() -> Iterator[Declaration]:
    for key, (kind, label, private) in APPLICANT.items():
        yield Declaration(f"applicant.{key}", kind, label, private)
    yield Declaration("submitted_on", DATE, N_("提交日期"))
    yield Declaration("case.variant", TEXT, N_("办理情形"))


def _form(loaded: LoadedMatter) -> Iterator[Declaration]:
    for section in loaded.form.sections:
        for field in section.fields:
            yield Declaration(f"form.{field.key}", rule_type(field.type), field.label, field.personal)


def _catalogues(catalogues: Catalogues) -> Iterator[Declaration]:
    for slug, certificate in catalogues.certificates.items():
        name = rule_name(slug)
        for item, face in certificate.face.items():
            yield Declaration(
                f"certificates.{name}.{item}", rule_type(face.type), f"{certificate.name} {face.label}", face.personal
            )
        for item, (kind, label) in CERTIFICATE.items():
            yield Declaration(f"certificates.{name}.{item}", kind, f"{certificate.name} {label}")
    for key, registry in catalogues.registries.items():
        for item, field in registry.fields.items():
            label = f"{registry.name} {field.label}"
            yield Declaration(f"registry.{key}.{item}", rule_type(field.type), label, field.personal)
        yield Declaration(f"registry.{key}.found", BOOLEAN, f"{registry.name} 是否查到")


def _materials(loaded: LoadedMatter) -> Iterator[Declaration]:
    for key, material in loaded.matter.materials.items():
        yield Declaration(f"materials.{key}.present", BOOLEAN, f"{material.name} 已上传")
        yield Declaration(f"materials.{key}.waived", BOOLEAN, f"{material.name} 免于提交")
