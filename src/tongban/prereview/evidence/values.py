"""Types of values: from the printed words to what is compared."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tongban.prereview.evidence import numbers
from tongban.prereview.evidence.conclusions import verdict
from tongban.prereview.evidence.model import Value
from tongban.prereview.evidence.normalise import (
    date_like,
    fold,
    fold_address,
    fold_name,
    fold_person,
    parse_date,
    parse_dates,
    parse_number,
    split_list,
    ticked,
)

Doubts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value as printed (or mended), ready to compare, and whether it is of its type."""

    value: str
    normalised: Value
    fits: bool


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def parse(kind: str, text: str, doubts: Doubts = (), *, recognised: bool = False) -> Parsed:
    """Read `text` as a value of type `kind` (a key of TYPES). An empty text fits no type and has no value."""
    stripped = (ticked(text) if kind in ("name", "text") else text).strip().strip("_＿ ")
    if kind not in ("text", "number", "phone"):
        boxes = "" if kind == "list" else "☑☒□■√✓"
        stripped = stripped.lstrip(f"．.·・,，、:：;；'`*—-」』】〕》”’| {boxes}").rstrip("．·・,，、:：;；'`*—-。 ")
    if stripped[-1:] in ("）", ")") and not re.search("[（(]", stripped):
        stripped = stripped[:-1]  # （执业范围：儿科专业）
    if not stripped:
        return Parsed("", None, False)
    return TYPES[kind](stripped, doubts, recognised)


def _text(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    return Parsed(text, fold(text), True)


_NO_NAME = re.compile(
    r"\(?(?:签[名字章]|盖章|公章|章\))|(?:照片|相片|贴照片处)$|[\u4e00-\u9fff]{0,6}(?:签名|签字|签章|盖章)[栏处]?$"
)  # what stands after 承诺人 and 申请单位 beside the name


_ALL_CHOICES = ("", "男女", "女男", "是否", "否是")  # whose boxes to tick were not read


_BEFORE_NAME = re.compile(
    r"^(?:[名称位][ \u3000]+|现就|兹就|兹有|现有|兹证明|(?:我|本)(?:单位|院|所|中心|公司|店)(?:的|所属)?[(（]?)(?=[\u4e00-\u9fff]{4})"
)


_AFTER_NAME = re.compile(r"(?<=[\u4e00-\u9fff)）]{4})(?:现将|现就|兹将|特将|特此证明|特此函复)$")
_PORTRAIT = re.compile(r"^(?:照片|相片|贴照片处)(?=[男女])")  # beside which the sex is printed


def _name(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    text = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text))  # 现就成都青竹宾馆申请…, 我单位病原分离鉴定实验室
    text = _PORTRAIT.sub("", text)
    name = fold_name(text)
    return Parsed(text, name, name not in _ALL_CHOICES and not _is_day(text) and not _NO_NAME.match(name))


_SPAN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})(?:秒|s|′′|\")?[-~至到](?:(\d{1,2}):)?(\d{1,3})")


def _seconds(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    """A duration in seconds, also told as a span: 3—10秒, 00:03-00:10."""
    span = _SPAN.search(fold(text))
    if span is None:
        return _number(text, doubts, recognised)
    begins, ends = (60 * int(span[n] or 0) + int(span[n + 1]) for n in (1, 3))
    return Parsed(text, float(ends - begins), ends > begins)


def _is_day(text: str) -> bool:
    return date_like(text) or (parse_date(text) is not None and not re.search(r"[\u4e00-\u9fff]", text))


_NO_PERSON = re.compile(r"签[名字章]|盖章|公章|姓名|日期|电话|号码|负责人|代表人|身份证")  # labels beside a name


_BESIDE_NAME = re.compile(
    r"^(?:由|兹有|现有|今有|我院|我单位|本院|本单位|聘任|任命|指定)(?=[\u3400-\u9fff·]{2})|(?<=[\u3400-\u9fff]{2})(?:同志|先生|女士|为)$"
)


def _person(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    text = _BESIDE_NAME.sub("", text)  # 由张静负责; a name of two characters is left whole
    name = fold_person(text)
    return Parsed(
        text,
        name,
        not _NO_PERSON.search(name) and bool(re.fullmatch(r"[\u3400-\u9fff·]{2,20}|[A-Za-z·\-]{2,40}", name)),
    )


def _address(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    return Parsed(text, fold_address(text), len(text) >= 3)


def _date(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    day = parse_date(text)
    return Parsed(text, iso(day), day is not None)


_TERM = re.compile(
    r"起(?:算)?,?(?:有效)?(?:期限?)?(?:为|满)?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?P<unit>年|月)"
)


def _later(day: date, months: int) -> date:
    """The day before the same day so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(min(day.year + years, date.max.year - 1), month + 1, 1)
    return first + timedelta(days=min(day.day, monthrange(first.year, first.month)[1]) - 2)


def _until(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    """The day a validity ends: the last one named (2024.1.1至2025.1.1), or so long after it (自2024.1.1起三年)."""
    day = next(reversed(parse_dates(text)), None)
    term = _TERM.search(fold(text))
    count = parse_number(term["count"].replace("两", "二")) if term else None
    if day is not None and term is not None and count is not None:
        day = _later(day, int(count) * (12 if term["unit"] == "年" else 1))
    return Parsed(text, iso(day), day is not None)


def _number(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    text = re.split("[；;。]", text)[0]
    number = parse_number(text)
    return Parsed(text, number, number is not None)


_SENTENCE = re.compile(r"。(?=.*(?:《|\d{4}\s*年|\d{4}-\d|有效期|本|现|以上))")  # prose goes on after the list


def _list(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    text = _SENTENCE.split(text, maxsplit=1)[0]
    items = split_list(text)
    if recognised:
        items = tuple(piece for item in items for piece in _departments(item))
    return Parsed(text, items, bool(items) and not _is_day(text))


_LONG_ITEM = 9  # characters
_NEXT_ITEM = re.compile(r"(?:(?<=[\u4e00-\u9fff]科)(?<!全科)(?!专业|学|室|门诊)|(?<=专业))(?=[\u4e00-\u9fff]{2})")


def _departments(item: str) -> list[str]:
    """The departments of a list whose marks between them recognition did not see (内科预防保健科医学检验科)."""
    return _NEXT_ITEM.split(item) if len(item) >= _LONG_ITEM and "(" not in fold(item) else [item]


_SPECKLED = re.compile(r"[\dXx.·,\s-]+")  # a number with specks of dirt in it


def _checked(
    length: int, holds: Callable[[str], bool], last_x: bool, digits: bool
) -> Callable[[str, Doubts, bool], Parsed]:
    def read(text: str, doubts: Doubts, recognised: bool) -> Parsed:
        code = numbers.leading(text)
        if recognised and len(code) < length == len(numbers.bare(text)) and _SPECKLED.fullmatch(text):
            code = numbers.bare(text)
        text = text if len(code) == len(numbers.bare(text)) and text.isascii() else code
        if recognised and len(code) == length:
            code = numbers.mended(code, holds, doubts, last_x=last_x) or (
                numbers.as_digits(code, last_x) if digits else code
            )
        fits = len(code) == length
        return Parsed(code if fits and recognised else text, code, fits)

    return read


def _plain_code(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    return Parsed(text, fold(text).upper(), bool(fold(text)))


def _digits(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    code = numbers.bare(text)
    code = numbers.as_digits(code) if recognised else code
    return Parsed(text, code, code.isdigit())


def _phone(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    found = re.sub(r"[^\d\-+]", "", fold(text))
    return Parsed(text, found, len(found) >= 7)


def _verdict(text: str, doubts: Doubts, recognised: bool) -> Parsed:
    said = verdict(fold(text))
    return Parsed(text, said, said is not None)


def _loose(text: str) -> bool:
    return bool(text)


TYPES: dict[str, Callable[[str, Doubts, bool], Parsed]] = {
    "text": _text,
    "name": _name,
    "person": _person,
    "address": _address,
    "date": _date,
    "until": _until,
    "range": _text,
    "number": _number,
    "seconds": _seconds,
    "list": _list,
    "code": _plain_code,
    "digits": _digits,
    "phone": _phone,
    "verdict": _verdict,
    "id18": _checked(18, numbers.id18_holds, True, True),
    "uscc18": _checked(18, numbers.uscc_holds, False, False),
    "regno22": _checked(22, _loose, False, False),
    "cert15": _checked(15, str.isdigit, False, True),
    "qual27": _checked(27, numbers.qualification_holds, True, True),
}
MULTILINE = frozenset(
    {"text", "name", "address", "list", "range", "code", "uscc18", "regno22", "qual27", "date", "until", "verdict"}
)
