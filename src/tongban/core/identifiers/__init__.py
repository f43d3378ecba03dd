"""Identifiers with their rules: what a number is made of, and whether it can exist.

Every `check_…` answers with `Checked` and never raises for what a person typed. Reasons and notes never repeat the
number, because they are logged. A number that passes *can* exist; only its register knows whether it *does*.
"""

from tongban.core.identifiers.case_number import build_case_number, build_query_code, check_case_number, tidy_query_code
from tongban.core.identifiers.certificate import build_certificate_identifier, check_certificate_id
from tongban.core.identifiers.checked import Checked
from tongban.core.identifiers.citizen import check_citizen_id
from tongban.core.identifiers.credit_code import check_org_code, check_uscc, org_check_character, uscc_check_character
from tongban.core.identifiers.institution import check_institution_code
from tongban.core.identifiers.masks import mask_citizen_id, mask_name, mask_phone
from tongban.core.identifiers.professionals import (
    check_nurse_certificate,
    check_physician_certificate,
    check_physician_qualification,
)

__all__ = [
    "Checked",
    "build_case_number",
    "build_certificate_identifier",
    "build_query_code",
    "check_case_number",
    "check_certificate_id",
    "check_citizen_id",
    "check_institution_code",
    "check_nurse_certificate",
    "check_org_code",
    "check_physician_certificate",
    "check_physician_qualification",
    "check_uscc",
    "mask_citizen_id",
    "mask_name",
    "mask_phone",
    "org_check_character",
    "tidy_query_code",
    "uscc_check_character",
]
