"""Checks of the form by itself: filled in, well formed, check characters right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tongban.core.messages import N_, Message
from tongban.prereview.checking.expressions import Asker
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.numbers import is_birth_date, right_id_character, right_uscc_character
from tongban.prereview.checking.schema import FieldType, FormField, Plan
from tongban.prereview.checking.submission import Submission, as_text, is_blank

_PHONE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|[48]00-?\d{4}-?\d{3}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_FORMS: dict[FieldType, tuple[re.Pattern[str], str]] = {
    FieldType.PHONE: (_PHONE, N_("座机写成“区号-号码”，或者11位手机号码")),
    FieldType.PLATE: (
        re.compile(r"[\u4e00-\u9fff][A-Z]·?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"),
        N_("机动车号牌，如“川A12345”"),
    ),
    FieldType.MOBILE: (_MOBILE, N_("11位手机号码，以1开头")),
    FieldType.CITIZEN_ID: (re.compile(r"\d{17}[\dXx]"), N_("18位身份证号码，最后一位可以是X")),
    FieldType.USCC: (
        re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}"),
        N_("18位统一社会信用代码，只有数字和大写字母，没有字母I、O、S、V、Z"),
    ),
    FieldType.INSTITUTION_CODE: (
        re.compile(r"[0-9A-Z]{8}[0-9X]\d{8}[A-Z]\d{4}|[0-9A-Z]{9}\d{8}[A-Z]\d{4}|\d{12}|PDY[0-9A-Z]{6,19}"),
        N_("22位登记号：组织机构代码9位、行政区划6位、经济类型2位、类别4位、分类1位"),
    ),
    FieldType.PHYSICIAN_CERTIFICATE: (re.compile(r"\d{15}"), N_("15位数字")),
    FieldType.PHYSICIAN_QUALIFICATION: (re.compile(r"\d{26}[\dXx]|\d{24}"), N_("27位（早期证书24位）")),
    FieldType.PERSON: (
        re.compile(r"[\u3400-\u9fff]{2,12}([·•・‧．.][\u3400-\u9fff]{1,12}){0,4}|[A-Za-z][A-Za-z .'-]{1,60}"),
        N_("与身份证一致的姓名，不含数字和符号"),
    ),
}  # fmt: skip
_CHECKS: dict[FieldType, Callable[[str], str | None]] = {
    FieldType.CITIZEN_ID: right_id_character,
    FieldType.USCC: right_uscc_character,
}


def check_fields(plan: Plan, submission: Submission, asker: Asker) -> Iterator[Finding]:
    """Blank required fields, wrong forms, wrong check characters; one finding a field at most."""
    for key, field in plan.fields.items():
        answer = submission.fields.get(key)
        if is_blank(answer):
            if asker.holds(field.required):
                yield _missing(key, field)
            continue
        finding = _malformed(key, field, answer) or _miscounted(key, field, answer)
        if finding:
            yield finding


def _finding(code: str, key: str, message: Message, remedy: Message, read: str, expected: str) -> Finding:
    return Finding(
        check=f"field-{code.lower().replace('_', '-')}", code=code, severity=Severity.BLOCKS, message=message,
        remedy=remedy, field=key, read=read, expected=expected,
    )  # fmt: skip


def _missing(key: str, field: FormField) -> Finding:
    message = Message(N_("必填项“{label}”还没有填写。"), {"label": field.label})
    return _finding("FIELD_MISSING", key, message, Message(N_("请补填这一项。")), "", "")


def _malformed(key: str, field: FormField, answer: Any) -> Finding | None:
    text = as_text(answer).strip()
    expected = _expected(field, answer, text)
    if expected is None:
        return None
    message = Message(N_("“{label}”填写的“{read}”格式不对，应为{expected}。"),
                      {"label": field.label, "read": text, "expected": Message(expected)})  # fmt: skip
    return _finding("FIELD_FORMAT", key, message, Message(N_("请按要求的格式改正这一项。")), text, expected)


def _expected(field: FormField, answer: Any, text: str) -> str | None:
    """The form that the answer should have and has not; None when it is well formed."""
    if field.type in _FORMS:
        pattern, expected = _FORMS[field.type]
        return None if pattern.fullmatch(text) else expected
    if field.type is FieldType.DATE:
        try:
            date.fromisoformat(text)
        except ValueError:
            return N_("年-月-日，而且是日历上有的日期")
        return None if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else N_("年-月-日，而且是日历上有的日期")
    if field.type is FieldType.INTEGER:
        return None if re.fullmatch(r"\d{1,9}(\.0+)?", text) else N_("不小于0的整数")
    if field.type is FieldType.NUMBER:
        return None if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text) else N_("不小于0的数")
    if field.type is FieldType.CHOICE and field.options and text not in field.options:
        return N_("列出的选项之一")
    return None


def _unborn(key: str, field: FormField, number: str) -> Finding | None:
    """The finding about an identity number with a birth date that no calendar has."""
    if field.type is not FieldType.CITIZEN_ID or is_birth_date(number[6:14]):
        return None
    expected = N_("18位身份证号码，其中第7到14位是真实的出生日期")
    message = Message(N_("“{label}”填写的“{read}”格式不对，应为{expected}。"),
                      {"label": field.label, "read": number, "expected": Message(expected)})  # fmt: skip
    return _finding("FIELD_FORMAT", key, message, Message(N_("请按要求的格式改正这一项。")), number, expected)


def _miscounted(key: str, field: FormField, answer: Any) -> Finding | None:
    check = _CHECKS.get(field.type)
    if check is None:
        return None
    text = as_text(answer).strip().upper()
    right = check(text)
    if right is None:
        return _unborn(key, field, text)
    message = Message(N_("“{label}”填写的{read}校验位不对，至少有一位写错了。"), {"label": field.label, "read": text})
    remedy = Message(N_("请对照证件逐位核对后改正。"))
    return _finding("CHECKSUM_INVALID", key, message, remedy, text, right)
