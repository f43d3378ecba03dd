"""The registration number on a medical institution's practice licence: 22 characters (WS 218-2002)."""

from __future__ import annotations

import re

from tongban.core.identifiers.checked import ORGANISATION_WRONG_CHECK, Checked, refused, tidy, unreadable, wrong_length
from tongban.core.identifiers.credit_code import check_org_code
from tongban.core.identifiers.institution_kinds import CATEGORIES, ECONOMIC_TYPES, MANAGEMENT
from tongban.core.messages import N_, Message

_FORM = re.compile(r"([0-9A-Z]{9})([0-9]{6})([0-9]{2})([A-Z][0-9]{3})([129])")
_FILLER = re.compile(r"PDY[0-9A-Z]{6}")


def check_institution_code(value: str) -> Checked:
    """Whether `value` can be a registration number: organisation code 9, region 6, economic type 2, category 4,
    management class 1.

    There is no check character over the whole: the organisation code inside is checked. Bodies without one carry a
    filler that begins with PDY (known), which is a note; a category outside of the list is a note too.
    """
    code = tidy(value)
    if problem := unreadable(code):
        return refused(code, problem)
    if len(code) != 22:
        return refused(code, wrong_length(code, "22"))
    match = _FORM.fullmatch(code)
    if not match:
        return refused(code, _form_problem(code))
    organisation, region, economic, category, management = match.groups()
    parts = {
        "org_code": organisation, "region": region, "economic_type": economic, "category": category,
        "management": management, "management_name": MANAGEMENT[management],
    }  # fmt: skip
    if category in CATEGORIES:
        parts["category_name"] = CATEGORIES[category]
    if economic in ECONOMIC_TYPES:
        parts["economic_type_name"] = ECONOMIC_TYPES[economic]
    if not _FILLER.fullmatch(organisation) and not check_org_code(organisation).valid:
        return refused(code, ORGANISATION_WRONG_CHECK, parts)
    return Checked(True, code, parts, notes=_notes(organisation, category))


def _form_problem(code: str) -> Message:
    if code[-1] not in MANAGEMENT:
        return Message(N_("最后一位应为1（非营利性）、2（营利性）或9（其他）"))
    return Message(N_("应依次为组织机构代码9位、行政区划代码6位数字、经济类型2位数字、机构类别4位、分类管理1位"))


def _notes(organisation: str, category: str) -> tuple[Message, ...]:
    notes = []
    if _FILLER.fullmatch(organisation):
        notes.append(Message(N_("前9位是PDY开头的占位码：登记时没有组织机构代码")))
    if category not in CATEGORIES:
        notes.append(Message(N_("机构类别代码没有收录，请与登记信息核对")))
    return tuple(notes)
