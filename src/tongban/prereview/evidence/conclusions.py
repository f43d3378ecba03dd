"""What a conclusion of a report says: passed, failed, or neither for sure."""

from __future__ import annotations

import re

PASSED, FAILED, UNSURE = "合格", "不合格", "存疑"

_BAD = r"(?:不合格|不符合|不达标|不满足|超标|超出|超过|超限|高于)"
_NONE_BAD = re.compile(
    rf"{_BAD}(?:的)?(?:项目?|指标|参数|样品|个|件)*(?:数量?|率)?[:为是有]?(?:共|计)?(?:0(?![.\d])|零|无)(?:项|个|件|%)?"
    rf"|(?:(?<!\d)0|零)(?:项|个|件|处)(?:指标|参数|样品)?{_BAD}"
    rf"|(?:无|没有|未见|未发现|未检出|未出现|不存在|未有|并无|不|未|没)[^,;.不未无]{{0,8}}?{_BAD}(?:的)?(?:项目?|情况|现象|指标)?"
)
_FAILS = re.compile(
    r"不合格|不符合|不达标|未达到|未达标|未能达到|不能达到|达不到|不满足|未满足|未能满足|不能满足|未通过|超标|超出|超过|超限|高于.{0,8}(?:限值|标准|要求)"
)
_DOUBTS = re.compile(
    r"除(?!此)[^,;.]{1,30}外,?[^;.]{0,16}(?:合格|符合|达标|达到|满足)|整改|重新检测|限期|部分(?:项目|指标|参数)?(?:合格|符合)"
)
_PASSES = re.compile(
    r"合格|符合|达标|达到|满足|未超|在.{0,12}(?:限值|标准|范围)(?:要求)?(?:以|之)?内|低于|优于|通过|良好"
)


def verdict(folded: str) -> str | None:
    """PASSED, FAILED or UNSURE of a folded conclusion; None where it passes no judgement (见附页)."""
    rest = _NONE_BAD.sub("", folded)
    if _FAILS.search(rest):
        return FAILED
    if _DOUBTS.search(rest):
        return UNSURE
    return PASSED if rest != folded or _PASSES.search(rest) else None
