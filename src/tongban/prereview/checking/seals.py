"""Whose seal it is, by the text of its ring."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from tongban.prereview.evidence.alike import Doubts, differences, similar
from tongban.prereview.evidence.model import SealPlace
from tongban.prereview.evidence.normalise import fold_name

_PIECE = 4  # so many characters in order are the name with some lost, not another name
_SHORTEST = 5  # no unit has a name of fewer characters
_GARBLED = 0.8
_TURN = 3  # a name may begin within its last characters where the ring was cut open elsewhere
_NAMED = re.compile(
    r"医院|公司|中心|委员会|研究所|研究院|学院|大学|卫生|疾病|疾控|管理|监督|集团|诊所|门诊|学校|协会|学会|检验|检测|专用|局$|厅$"
)
_LOST = 0.9
_LONG_PIECE = 8
_CLEAR = 0.995  # read so surely that one strange character is another name
_FAIR = 0.97  # so surely that two are
_PURPOSE = re.compile(
    r"(?:行政|审批|许可|业务|检验|检测|技术|科研|质量|合同|证照|证书|培训|考核|登记)*专用章|[\dA-Za-z]+"
)
_NO_NAME = ("公章", "行政专用章", "业务专用章", "检测专用章", "检验检测专用章", "测试样章", "专用章")


def seal_texts(place: SealPlace) -> tuple[str, ...]:
    """The readings of a ring, likeliest first."""
    return (place.seal.ring_text, *place.seal.alternatives)


def _in_order(piece: str, whole: str) -> bool:
    """Whether all characters of `piece` stand in `whole` in the same order."""
    rest = iter(whole)
    return all(character in rest for character in piece)


def ring_like(ring: str, unit: str) -> float:
    """How well the text of a ring fits a unit's name, 0 to 1. A ring has no beginning, so every turn is tried; words
    such as 公章 and 专用章 in it do not count."""
    plain, name = fold_name(ring), fold_name(unit)
    for word in _NO_NAME:
        plain = plain.replace(word, "")
    if not plain or not name:
        return 0.0
    if name in plain + plain:
        return 1.0
    if len(plain) >= _PIECE and _in_order(plain, name):
        return _LOST
    turns = (plain[at:] + plain[:at] for at in range(min(len(plain), 40)))
    return max(SequenceMatcher(None, turn, name, autojunk=False).ratio() for turn in turns)


def surely_another(place: SealPlace, unit: str, doubts: Doubts = ()) -> bool:
    """Whether every reading of a clearly read ring has characters that the unit's name has not, however alike the two
    are otherwise (江西省 for 浙江省). Characters that were lost, as often beside the gap of a ring, mean nothing."""
    if place.seal.confidence < _FAIR:
        return False
    least = 1 if place.seal.confidence >= _CLEAR else 2
    return all(_strangers(text, unit, doubts) >= least for text in seal_texts(place))


_PLACE = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:省|市|自治|州|盟|地区|县|区)")


def of_another_place(place: SealPlace, unit: str) -> bool:
    """Whether a clearly read ring begins with another province or city than the unit's name, with no character of it:
    so much is seen even where the name stands under the stamp."""
    ring, name = _PLACE.match(fold_name(place.seal.ring_text)), _PLACE.match(fold_name(unit))
    if ring is None or name is None or place.seal.confidence < _CLEAR or place.seal.alternatives:
        return False
    return not set(ring[1]) & set(name[1]) and name[1] not in place.seal.ring_text


def says_nothing(place: SealPlace) -> bool:
    """Whether no more than a few characters of a ring were read, or what was read shows by no reading to be a name."""
    texts = [_PURPOSE.sub("", fold_name(text)) for text in seal_texts(place)]
    if len(texts[0]) < _SHORTEST:
        return True
    named = any(_NAMED.search(text + text[:_TURN]) for text in texts)
    return place.seal.confidence < _GARBLED and not named


def mostly_lost(place: SealPlace, unit: str) -> bool:
    """Whether a reading is a long piece of the name, at most one character of it misread, and the rest was lost."""
    return any(len(text) >= _LONG_PIECE and _strangers(text, unit, ()) <= 1 for text in seal_texts(place))


def _strangers(ring: str, unit: str, doubts: Doubts) -> int:
    plain, name = _PURPOSE.sub("", fold_name(ring)), fold_name(unit)
    if len(plain) > len(name):
        plain = re.sub(rf"^[^{re.escape(name)}]|[^{re.escape(name)}]$", "", plain)  # the star, the number below
    for word in _NO_NAME:
        plain = plain.replace(word, "")
    if not plain or not name or name in plain + plain:
        return 0
    others = dict(doubts)
    turns = (plain[at:] + plain[:at] for at in range(min(len(plain), 40)))
    return min(
        sum(1 for a, b in differences(turn, name) if _strange(a, b) and not (b and a in others.get(b, "")))
        for turn in turns
    )


def _strange(read: str, expected: str) -> bool:
    """Whether a character read is another than the expected one. Rare and traditional ones are slips of recognition."""
    return bool(read) and not (expected and similar(read, expected)) and _usual(read)


def _usual(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
