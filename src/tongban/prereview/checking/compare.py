"""Are two statements the same? Yes, no, or no that a misreading could explain. The ways of writing that count as equal
are those of `evidence.normalise`; nothing else is forgiven."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from tongban.prereview.checking.places import apart
from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Stated, as_date, as_items
from tongban.prereview.evidence.alike import Doubts, looks_like
from tongban.prereview.evidence.normalise import (
    fold,
    fold_address,
    fold_list,
    fold_name,
    fold_person,
    names_a_unit,
    parse_date,
    parse_dates,
    parse_number,
)

_SURE = 0.75
_SURELY_READ = 0.97
_OTHER_CODE = 0.75  # two codes less alike are two numbers of one paper (that of the report, that of the certificate)
_END_OF_ADDRESS = 8  # characters
ALIKE = 0.5  # from here on one may be meant to be the other


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def stands_on(how: Comparison, expected: str, read: str, paper: str) -> bool:
    """Whether the expected value stands on the paper all the same, and what was read in its place is only a piece of it
    or something else altogether: then the wrong words were taken for the value. `paper` is its folded text."""
    wanted, found = fold_name(expected).replace("·", ""), fold_name(read).replace("·", "")
    if how is Comparison.CODE:
        wanted, found = _bare(expected), _bare(read)
    if how is Comparison.DATE:
        day = parse_date(expected)
        return day is not None and day in parse_dates(paper)
    if how is Comparison.NUMBER:
        zeros = "0*" if "." in wanted else r"(?:\.0+)?"
        return len(wanted) >= 3 and bool(re.search(rf"(?<![\d.]){re.escape(wanted)}{zeros}(?![\d.])", paper))
    if how is Comparison.LIST or len(wanted) < 2:
        return False
    if how is Comparison.ADDRESS and _goes_on(fold_address(expected), fold_address(read), paper):
        return True
    if wanted not in paper.replace("·", ""):
        return False
    other = _OTHER_CODE if how is Comparison.CODE else ALIKE
    return found in wanted or (how is not Comparison.TEXT and likeness(wanted, found) < other)


def _goes_on(wanted: str, found: str, paper: str) -> bool:
    """Whether what was read is the beginning of an address, and its end stands in another row."""
    rest = wanted[len(found) :]
    return wanted.startswith(found) and len(found) >= 6 and 2 <= len(rest) <= 12 and rest in paper


class Verdict(StrEnum):
    """DOUBTFUL: they differ as read, but only in a way that recognition often gets wrong."""

    SAME = "same"
    DIFFERENT = "different"
    DOUBTFUL = "doubtful"


def compare(how: Comparison, one: Stated, other: Stated) -> Verdict:
    """The verdict for two statements: `one` is the standard, `other` what a paper says."""
    key = _KEYS[how]
    left, right = key(one), key(other)
    if left is None or right is None or left == right:
        return Verdict.SAME
    if how is Comparison.PLACE and not apart(str(left), str(right)):
        return Verdict.SAME
    if not other.printed and isinstance(left, str) and isinstance(right, str) and _watermarked(left, right):
        return Verdict.SAME
    if how is Comparison.ADDRESS and _shorter_address(str(left), str(right)):
        return Verdict.SAME
    if isinstance(left, str) and isinstance(right, str) and _more_than(how, left, right):
        return Verdict.SAME
    if not other.printed and not plausible(how, one.text, other.text):
        return Verdict.SAME
    if how is Comparison.CODE and len(_bare(other.text)) < 3:
        return Verdict.SAME  # 见附件, 详见证书
    if how is Comparison.LIST and fold_list(as_items(_sentence(other.text))) == left:
        return Verdict.SAME  # and the sentence goes on with something else
    if how is Comparison.LIST and (_run_together(one, other) or (not other.printed and _but_for_a_slip(one, other))):
        return Verdict.SAME
    if how is Comparison.NAME and not names_a_unit(other.text) and likeness(str(left), str(right)) < ALIKE:
        return Verdict.SAME  # a label or a piece of a sentence
    if isinstance(left, str) and isinstance(right, str) and _with_its_neighbours(how, left, right):
        return Verdict.DOUBTFUL
    if one.printed and other.printed and not _part_of(how, left, right):
        return Verdict.DIFFERENT
    if how in (Comparison.DATE, Comparison.NUMBER, Comparison.LIST):
        sure = min(one.confidence, other.confidence) >= _SURE and not _part_of(how, left, right)
        return Verdict.DIFFERENT if sure else Verdict.DOUBTFUL
    if how is Comparison.PERSON and _hardly_read(left, right, min(one.confidence, other.confidence)):
        return Verdict.DOUBTFUL
    return _text_verdict(
        how, str(left), str(right), (*one.doubts, *other.doubts), min(one.confidence, other.confidence)
    )


def _with_its_neighbours(how: Comparison, expected: str, read: str) -> bool:
    """Whether one holds the other: pages are laid out in many ways, so it may have been read with words that stand
    beside it, or only in part. What merely goes on with the number of a house is another address."""
    if how is Comparison.ADDRESS and read.startswith(expected):
        return not _HOUSE.match(read[len(expected) :])
    if how is Comparison.ADDRESS and len(read) >= _END_OF_ADDRESS and expected.endswith(read[2:]):
        return True  # its beginning stands in another row, or was not read
    return expected in read or read in expected


def _part_of(how: Comparison, whole: Any, read: Any) -> bool:
    """Whether a number that was read may be a part of the whole: the area of one room, the beds of one ward."""
    return how is Comparison.NUMBER and 0 < read < whole / 4


def _hardly_read(left: str, right: str, confidence: float) -> bool:
    """Names of one length that share a character, read with less than full confidence: rare characters are read as
    common ones."""
    shared = len(left) == len(right) and any(a == b for a, b in zip(left, right, strict=True))
    return shared and confidence < _SURELY_READ


def _cut_and_misread(expected: str, read: str) -> bool:
    """Whether an address was read without its end, and with a character too many or another in its midst."""
    pieces = SequenceMatcher(None, expected, read, autojunk=False).get_opcodes()
    ends = pieces[-1]
    if ends[0] != "delete" or len(read) < _END_OF_ADDRESS:
        return False
    slips = [piece for piece in pieces[:-1] if piece[0] != "equal"]
    wrong = "".join(expected[a:b] + read[c:d] for _, a, b, c, d in slips)
    return len(slips) <= 2 and len(wrong) <= 3 and not re.search(r"\d", wrong)


def _text_verdict(how: Comparison, left: str, right: str, doubts: Doubts, confidence: float) -> Verdict:
    if how is Comparison.ADDRESS and _cut_and_misread(left, right):
        return Verdict.DOUBTFUL
    if looks_like(right, left, doubts) or _lost_some(left, right) or _broken_into(left, right):
        return Verdict.DOUBTFUL
    return Verdict.DIFFERENT if confidence >= 0.5 else Verdict.DOUBTFUL


_PLACE_PART = re.compile(r"[\d号楼层室附幢栋座路街道巷弄村组省市区县镇乡段单元]")


def _broken_into(expected: str, read: str) -> bool:
    """Whether what was read is the expected value with a word of another column in its midst; no part of an address."""
    at = next((n for n, (a, b) in enumerate(zip(expected, read, strict=False)) if a != b), len(expected))
    more = read[at : len(read) - (len(expected) - at)]
    return 4 <= at < len(expected) and len(more) in range(2, 5) and read == expected[:at] + more + expected[at:] \
        and not _PLACE_PART.search(more)  # fmt: skip


def _lost_some(expected: str, read: str) -> bool:
    """Whether what was read is the expected value but for one or two characters that are missing: cut off at the edge
    of a scan, or too faint."""
    missing = len(expected) - len(read)
    rest = iter(expected)
    return 0 < missing <= 2 and len(read) >= 4 and all(character in rest for character in read)


def _more_than(how: Comparison, expected: str, read: str) -> bool:
    """What was read holds the expected value and words around it that are no part of any such value; of a text, the
    words in brackets behind it may be left out."""
    if how is Comparison.CODE:
        return bool(
            re.fullmatch(
                rf"[\u4e00-\u9fff]{{2,}}{re.escape(expected)}|{re.escape(expected)}[\u4e00-\u9fff]{{2,}}.*", read
            )
        )
    if how is Comparison.PERSON:
        return expected in read and len(read) > max(4, len(expected) + 1)
    if how is Comparison.NAME:
        rest = read.removeprefix(expected)
        if rest != read and len(rest) >= 6 and _PLACE_WORD.search(rest[:4]):
            return True  # the address in the row below
        if rest != read and (len(rest) > 12 or re.match(r"\([^)]*\d|\($|[,.;:]", rest)):
            return True  # the sentence goes on, or a day in brackets
        before = read[: -len(expected)]
        return read.endswith(expected) and bool(
            re.search(r"关于|批复|通知|证明|决定|同意|任|为|对|向|由|在|[:.。]", before) or len(before) > 10
        )
    if how is Comparison.ADDRESS:
        return _address_among(expected, read)
    if how is Comparison.TEXT:
        unticked = expected in read and bool(_BOXES.search(read.replace(expected, "")))
        return unticked or (len(expected) == 1 and read.startswith(expected)) or expected.startswith(f"{read}(")
    return False


_BOXES = re.compile("[□◻☐☑☒■√✓✔]")  # boxes to tick that could not be told from each other
_HOUSE = re.compile(
    r"(?!(?:19|20)\d{2}[年.-])[\dA-Za-z附#号室楼层栋幢座单-]|\([^)]*[\d号室楼层栋座]|[一二三四五六七八九十]+[层楼号]"
)


def _address_among(expected: str, read: str) -> bool:
    """Whether the address was read whole, with other words before it, or behind it, that are no part of a house number;
    brackets may be lost."""
    bare, found = re.sub(r"[()]", "", expected), re.sub(r"[()]", "", read)
    if bare == found or (len(bare) >= 8 and found.endswith(bare)):
        return True
    rest = found.removeprefix(bare)
    return len(bare) >= 8 and rest != found and not _HOUSE.match(rest)


_WATERMARK = re.compile(r"[仅供使用审批复印件与原一致无效样本办理]{1,4}")


def _watermarked(expected: str, read: str) -> bool:
    """The expected value with pieces of a watermark (仅供…使用) that recognition put before or behind it."""
    if not expected or expected not in read:
        return False
    before, _, behind = read.partition(expected)
    return all(not piece or _WATERMARK.fullmatch(piece) for piece in (before, behind))


_UNIT_NAME = re.compile(r"[\u4e00-\u9fff·()（）A-Za-z0-9]{4,60}")
_PERSON_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(·[\u3400-\u9fff]{1,8}){1,3}|[A-Za-z .·]{3,40}")
_REST_OF_NUMBER = re.compile(r"\d*[号栋幢楼层室弄座单]")  # 37, when the row below begins with 号
_PLACE_WORD = re.compile(r"[省市区县州镇乡路街道巷村号]")


def plausible(how: Comparison, expected: str, read: str) -> bool:
    """Whether what was recognised can be a whole value of its kind at all. A piece of a value, a neighbour's value or
    a heap of characters is not a statement: it says nothing, and so contradicts nothing."""
    plain = fold_name(read)
    if how is Comparison.PERSON:
        return bool(_PERSON_NAME.fullmatch(fold_person(read)))
    if how is Comparison.NAME:
        return (
            bool(_UNIT_NAME.fullmatch(plain))
            and not plain.isdigit()
            and _han(plain) >= 4
            and _han(plain) >= len(plain) / 2
            and not (plain in fold_name(expected) and not names_a_unit(plain) and names_a_unit(expected))
        )
    if how is Comparison.ADDRESS:
        whole = fold_name(expected)
        inside = plain in whole and not whole.startswith(plain) and not _shorter_address(fold_address(expected), plain)
        inside = inside or (plain[-1:].isdigit() and bool(_REST_OF_NUMBER.match(whole.removeprefix(plain))))
        return len(plain) >= 6 and bool(_PLACE_WORD.search(plain)) and not inside and not re.search(r"\d{9,}", plain)
    if how is Comparison.CODE:
        return abs(len(_bare(read)) - len(_bare(expected))) <= 2
    if how is Comparison.LIST:
        return fold_name(read) not in fold_name(expected)
    return True


def _han(text: str) -> int:
    return len(re.findall(r"[\u3400-\u9fff]", text))


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", fold(text).upper())


def _sentence(text: str) -> str:
    """Up to the first full stop: a value never goes on after it."""
    return re.split(r"[。！？]", text)[0]


def _shorter_address(left: str, right: str) -> bool:
    """One leaves out the province, the city before a district that names it, or the 号 after the last number."""
    short, long = sorted((left, right), key=len)
    if short and short[-1].isdigit() and re.fullmatch(r"[号室幢栋楼层座]", long.removeprefix(short)):
        return True
    if not long.endswith(short) or len(short) < 6:
        return False
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,8}(省|自治区)", long[: len(long) - len(short)]))


_STAMP_HERE = re.compile(r"\((?:请)?(?:加?盖章|加?盖公章|公章|签章|印章|章)\)?:?$")  # 成都华佑医院（盖章）


def _closed(name: str) -> str:
    """The name with the bracket that was lost at its end."""
    return f"{name})" if name.count("(") == name.count(")") + 1 else name


def _code(stated: Stated) -> str:
    dashed = re.sub(r"(?<=\d)一+(?=\d)", "", fold(stated.text))  # a dash, read as a numeral
    return re.sub(r"[^0-9A-Z\u4e00-\u9fff]", "", dashed.upper())


def _run_together(one: Stated, other: Stated) -> bool:
    """Whether the same items were read, only not where one ends: parted by spaces, or by nothing."""
    rest = fold_name(" ".join(as_items(other.value)))
    for item in sorted(_list(one), key=len, reverse=True):
        if item not in rest:
            return False
        rest = rest.replace(item, "", 1)
    return not re.search(r"[\w]", rest)


def _but_for_a_slip(one: Stated, other: Stated) -> bool:
    """Whether all items were read, one of them perhaps without an end, and at most one character more."""
    rest, missing = fold_name(";".join(as_items(other.value))), []
    for item in sorted(_list(one), key=len, reverse=True):
        if item in rest:
            rest = rest.replace(item, ";", 1)
        else:
            missing.append(item)
    pieces = [piece for piece in re.split(r"[^\w]+", rest) if piece]
    if not missing:
        return len(pieces) <= 1 and all(len(piece) == 1 for piece in pieces)
    whole = missing[0]
    lost = len(pieces) == 1 and 2 * len(pieces[0]) >= len(whole) > len(pieces[0])
    return len(missing) == 1 and lost and (whole.startswith(pieces[0]) or whole.endswith(pieces[0]))


def _number(stated: Stated) -> float | None:
    value = stated.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 4)
    found = parse_number(str(value))
    return None if found is None else round(found, 4)


def _list(stated: Stated) -> frozenset[str]:
    return fold_list(as_items(stated.value))


_TYPE_NUMBER = re.compile(r"(?:(?P<two>[|丨lI1]{2}|2|二)|(?P<one>[|丨lI1一]))(?=型)")  # Ⅰ型 is often read as |型


def _text_key(text: str) -> str:
    """A text with the numerals of types written one way, and with the bracket that was lost at its end."""
    plain = _TYPE_NUMBER.sub(lambda match: "2" if match["two"] else "1", fold_name(text))
    return f"{plain})" if plain.count("(") > plain.count(")") else plain


_KEYS: dict[Comparison, Callable[[Stated], Any]] = {
    Comparison.NAME: lambda stated: _closed(_STAMP_HERE.sub("", fold_name(_sentence(stated.text)))),
    Comparison.PERSON: lambda stated: fold_person(stated.text).replace("·", ""),
    Comparison.ADDRESS: lambda stated: fold_address(_sentence(stated.text)),
    Comparison.CODE: _code,
    Comparison.NUMBER: _number,
    Comparison.DATE: lambda stated: as_date(stated.value),
    Comparison.PLACE: lambda stated: fold_name(_sentence(stated.text)),
    Comparison.TEXT: lambda stated: re.sub(
        r"(?<=.)(?:专业|类别|类|医学|(?<=临床|口腔|卫生|中医)医师)+$", "", _text_key(_sentence(stated.text))
    ),
    Comparison.LIST: _list,
}
