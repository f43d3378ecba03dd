"""Administrative places: whether an address can lie in the place that an answer names.

Either may leave out a level: the province, the prefecture above a county-level city, the county under a prefecture.
"""

from __future__ import annotations

import re

from tongban.prereview.evidence.normalise import fold_name

_PROVINCE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|自治区)")
_UNIT = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:自治州|自治县|地区|林区|新区|盟|市|区|县|旗)")


def units(place: str) -> tuple[str | None, tuple[str, ...]]:
    """The province that the place begins with, and the prefectures, cities, counties and districts behind it."""
    rest = fold_name(place)
    province = _PROVINCE.match(rest)
    rest = rest[province.end() :] if province else rest
    found: list[str] = []
    while len(found) < 3 and (unit := _UNIT.match(rest)):
        found.append(unit.group())
        rest = rest[unit.end() :]
    return (province.group() if province else None), tuple(found)


def apart(place: str, address: str) -> bool:
    """Whether the address surely lies outside of the place: each names a unit that the other has not."""
    (province, inside), (other, named) = units(place), units(address)
    if province and other and province != other:
        return True
    if not inside or not named:
        return False
    return inside[-1] not in fold_name(address) and any(unit not in fold_name(place) for unit in named)
