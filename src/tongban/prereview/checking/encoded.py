"""What a number encodes, against what form and papers say in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tongban.core.messages import N_, Message
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.numbers import institution_category_code, parts_of, right_id_character
from tongban.prereview.checking.schema import Encoded, FieldType
from tongban.prereview.checking.sentences import made, place
from tongban.prereview.checking.submission import Stated, View, as_date
from tongban.prereview.evidence.normalise import fold_name

_PART_NAMES = {
    "birth": N_("出生日期"), "sex": N_("性别"), "citizen_id": N_("身份证号"), "organisation": N_("组织机构代码"),
    "category": N_("类别"), "nature": N_("经营性质"), "level": N_("级别"), "year": N_("年份"),
}  # fmt: skip

_UNSURE = (("D15",), ("A6", "A7"))  # specialised clinics; 疗养院 and 护理院: the lists in use number them differently


def encoded(check: Encoded, view: View) -> Iterator[Finding]:
    """Each part of the number that contradicts its counterpart."""
    number = view.one(check.number)
    if number is None or (not number.printed and number.confidence < 0.8):
        return
    parts = parts_of(check.of_type, number.text)
    for part, reference in check.parts.items():
        other = view.one(reference)
        if part not in parts or other is None:
            continue
        if part == "citizen_id" and right_id_character(other.text.upper()) is not None:
            continue  # the other number is wrong in itself, which is said already
        if not _agrees(check.of_type, part, parts, other):
            data = {
                "number": place(view.plan, number), "part": Message(_PART_NAMES[part]), "coded": parts[part],
                "other": place(view.plan, other), "stated": other.text,
            }  # fmt: skip
            message = Message(N_("{number}的号码中包含的{part}是“{coded}”，与{other}的“{stated}”矛盾。"), data)
            remedy = Message(N_("请对照证件核对号码和这一项，改正写错的一处。"))
            field = check.field or number.field or other.field
            yield made(check, message, remedy, at=number, against=other, field=field, expected=other.text,
                       doubtful=part == "category" and _kindred(parts, other))  # fmt: skip


def _kindred(parts: Mapping[str, str], other: Stated) -> bool:
    """Two categories of one kind (口腔门诊部, 专科门诊部, 口腔诊所): regions number those of a kind differently."""
    code = institution_category_code(other.text)
    return code is not None and "category_code" in parts and code[:1] == parts["category_code"][:1]


def _agrees(kind: FieldType, part: str, parts: Mapping[str, str], other: Stated) -> bool:
    coded = parts[part]
    if part == "birth":
        day = as_date(other.value)
        return day is None or day.isoformat() == coded
    if part == "sex":
        said = fold_name(other.text)[:1]
        return said == coded or said not in ("男", "女")  # else no sex was read
    if part == "year":
        day = as_date(other.value)
        return day is None or str(day.year) == coded
    if part == "organisation":
        return _organisation(other.text) in ("", coded)
    if kind is FieldType.INSTITUTION_CODE and part == "category":
        code = institution_category_code(other.text)
        both = {code, parts["category_code"]}
        return (
            code is None
            or len(both) == 1
            or any(all(each.startswith(family) for each in both if each) for family in _UNSURE)
        )
    stated, said = fold_name(other.text).upper(), fold_name(coded).upper()
    return stated == said or (not other.printed and len(said) >= 2 and stated.startswith(said))


def _organisation(text: str) -> str:
    """The organisation code inside a credit code or a registration number; empty when there is none to compare."""
    for kind in (FieldType.USCC, FieldType.INSTITUTION_CODE):
        found = parts_of(kind, text).get("organisation")
        if found:
            return found
    return ""
