"""Functions over text: patterns, and the two comparisons that papers need (names and addresses)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import re2  # type: ignore[import-untyped]  # google-re2 comes with cel-python and carries no types

from tongban.core.messages import N_, Message
from tongban.core.rules.functions import Function, table
from tongban.core.rules.types import BOOLEAN, TEXT

MAX_PATTERN = 300
_DOTS = "·•・‧･∙⋅●．."
_DASHES = "-‐‑‒–—―−﹣－"
_BRACKETS = {"〔": "(", "〕": ")", "【": "(", "】": ")", "［": "(", "］": ")", "[": "(", "]": ")", "﹙": "(", "﹚": ")"}
_FOLD = str.maketrans({**dict.fromkeys(_DOTS, "·"), **dict.fromkeys(_DASHES, "-"), **_BRACKETS})
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川"
    "|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PROVINCE = re.compile("(?:中国)?(" + _PROVINCES + ")(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?")
_LEADING = re.compile("(" + _PROVINCE.pattern + ")?([一-鿿]{1,10}?(市|自治州|地区|盟))?")


def folded(text: str) -> str:
    """Text as it is compared: NFKC, no spaces, one form each of dots, dashes and brackets, lower case.

    Full and half width fall together; 张·三, 张•三 and 张・三 are the same name.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD)
    return "".join(plain.split()).casefold()


def same_text(left: str, right: str) -> bool:
    """Whether two papers write the same, however it was typed or printed."""
    return folded(left) == folded(right)


def same_address(left: str, right: str) -> bool:
    """`same_text`, and one of the two may leave out the leading province, city, or both, or write 江苏 for 江苏省."""
    one, other = folded(left), folded(right)
    if _leaves_out(one, other):
        return True
    first, second = _PROVINCE.match(one), _PROVINCE.match(other)
    if not first or not second or first.group(1) != second.group(1):
        return False
    return _leaves_out(one[first.end() :], other[second.end() :])


def _leaves_out(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    return bool(short) and long.endswith(short) and _LEADING.fullmatch(long[: -len(short)]) is not None


def _pattern(text: str) -> Any:
    """A pattern of RE2: linear in the text, so no paper can make it run away."""
    if len(text) > MAX_PATTERN:
        raise ValueError(Message(N_("格式超过{limit}个字符，请写得简单些"), {"limit": MAX_PATTERN}))
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text, options)
    except re2.error:
        raise ValueError(Message(N_("格式（正则表达式）写得不对，请检查括号和反斜杠"))) from None


def _matches(text: str, pattern: Any) -> bool:
    return pattern.search(text) is not None


def _starts_with(text: str, start: str) -> bool:
    return text.startswith(start)


def _ends_with(text: str, end: str) -> bool:
    return text.endswith(end)


TWO = (TEXT, TEXT)
_STARTS = N_("文字以某几个字开头")
_ENDS = N_("文字以某几个字结尾")

TEXT_FUNCTIONS = table(
    [
        Function("same_text", TWO, BOOLEAN, same_text, N_("两处文字相同，不计全角半角、空格、括号和间隔点的写法"),
                 "same_text(form.name, evidence.licence.name)"),
        Function("same_address", TWO, BOOLEAN, same_address, N_("两处地址相同，其中一处可以省去开头的省名、市名"),
                 "same_address(form.address, evidence.licence.address)"),
        Function("contains", TWO, BOOLEAN, lambda text, part: part in text, N_("文字中含有某几个字"),
                 'form.institution_name.contains("中心")'),
        Function("starts_with", TWO, BOOLEAN, _starts_with, _STARTS, 'starts_with(form.licence_number, "PDY")'),
        Function("startsWith", TWO, BOOLEAN, _starts_with, _STARTS, 'form.licence_number.startsWith("PDY")'),
        Function("ends_with", TWO, BOOLEAN, _ends_with, _ENDS, 'ends_with(form.institution_name, "诊所")'),
        Function("endsWith", TWO, BOOLEAN, _ends_with, _ENDS, 'form.institution_name.endsWith("诊所")'),
        Function("matches", TWO, BOOLEAN, _matches,
                 N_("文字中有一段符合格式（RE2 正则表达式；要求全文符合时以 ^ 开头、以 $ 结尾）"),
                 'form.phone.matches("^1[0-9]{10}$")', prepare={1: _pattern}),
    ]
)  # fmt: skip
