"""Functions over numbers with check characters. Valid means that the number can exist, not that it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tongban.core.identifiers import (
    Checked,
    check_certificate_id,
    check_citizen_id,
    check_institution_code,
    check_nurse_certificate,
    check_org_code,
    check_physician_certificate,
    check_uscc,
)
from tongban.core.messages import N_
from tongban.core.rules.context import RuleContext
from tongban.core.rules.functions import Function, table
from tongban.core.rules.types import BOOLEAN, DATE, TEXT

_SEXES = {"male": "男", "female": "女"}


def _valid(check: Callable[[str], Checked]) -> Callable[[str], bool]:
    return lambda number: check(number).valid


def _citizen_id_valid(context: RuleContext, number: str) -> bool:
    return check_citizen_id(number, on=context.today).valid


def _part(checked: Checked, name: str) -> str:
    """A piece of a valid number. Raises ValueError with the reason where the number cannot exist."""
    if not checked.valid:
        raise ValueError(checked.reason)
    return checked.parts[name]


def _birth(number: str) -> date:
    return date.fromisoformat(_part(check_citizen_id(number), "birth_date"))


def _sex(number: str) -> str:
    return _SEXES[_part(check_citizen_id(number), "sex")]


def _org_code(number: str) -> str:
    return _part(check_uscc(number), "org_code")


ONE = (TEXT,)

IDENTIFIER_FUNCTIONS = table(
    [
        Function("citizen_id_valid", ONE, BOOLEAN, _citizen_id_valid, N_("公民身份号码的位数、日期和校验码都对"),
                 "citizen_id_valid(form.citizen_id)", needs_context=True),
        Function("citizen_id_birth", ONE, DATE, _birth, N_("公民身份号码中的出生日期；号码不对时为未知"),
                 "citizen_id_birth(form.citizen_id) == form.birth_date"),
        Function("citizen_id_sex", ONE, TEXT, _sex, N_("公民身份号码中的性别，男或女；号码不对时为未知"),
                 'citizen_id_sex(form.citizen_id) == "女"'),
        Function("uscc_valid", ONE, BOOLEAN, _valid(check_uscc), N_("统一社会信用代码的校验码对"),
                 "uscc_valid(form.uscc)"),
        Function("uscc_org_code", ONE, TEXT, _org_code, N_("统一社会信用代码中的组织机构代码；代码不对时为未知"),
                 "uscc_org_code(form.uscc) == form.org_code"),
        Function("org_code_valid", ONE, BOOLEAN, _valid(check_org_code), N_("组织机构代码的校验码对"),
                 "org_code_valid(form.org_code)"),
        Function("institution_code_valid", ONE, BOOLEAN, _valid(check_institution_code),
                 N_("卫生机构（组织）代码的组成对（WS 218）"), "institution_code_valid(form.institution_code)"),
        Function("physician_certificate_valid", ONE, BOOLEAN, _valid(check_physician_certificate),
                 N_("医师执业证书编码的组成对"), "physician_certificate_valid(form.physician_certificate)"),
        Function("nurse_certificate_valid", ONE, BOOLEAN, _valid(check_nurse_certificate),
                 N_("护士执业证书编号的组成对"), "nurse_certificate_valid(form.nurse_certificate)"),
        Function("certificate_id_valid", ONE, BOOLEAN, _valid(check_certificate_id),
                 N_("电子证照标识的校验码对（GB/T 36904）"), "certificate_id_valid(form.certificate_id)"),
    ]
)  # fmt: skip
