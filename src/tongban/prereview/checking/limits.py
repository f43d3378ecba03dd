"""Measurements in a report against the limit printed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tongban.core.messages import N_, Message
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.schema import WithinLimits
from tongban.prereview.checking.sentences import doubt_or, made
from tongban.prereview.checking.submission import View, stated_by
from tongban.prereview.evidence.normalise import fold

_VALUE = r"[-+]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_VALUE})[^\d,;()~-]{{0,3}}(?:-|~|至|到)({_VALUE})")
_POWER = re.compile(r"(\d+(?:\.\d+)?)[×xX*]10\^?(\d)(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UPPER = re.compile(
    rf"(?:≤|<=|<|不大于|不超过|不高于|不得超过|小于等于|小于或等于|小于)({_VALUE})|({_VALUE})[^\d]{{0,8}}(?:以下|以内)"
)
_LOWER = re.compile(
    rf"(?:≥|>=|>|不小于|不低于|不少于|不得低于|大于等于|大于或等于|大于)({_VALUE})|({_VALUE})[^\d]{{0,8}}以上"
)
_NOT_FOUND = re.compile(r"未检出|未检测到|阴性|不得检出|无|ND|<")
_FOUND = re.compile(r"检出|阳性|有")
_MORE_IS_BETTER = re.compile(r"新风|照度|余氯|换气|风速|采光")
_NO = re.compile(r"否|不|[×✗✘xXN]")  # under 是否合格
_FAILED = re.compile(r"不合格|不符合|超标|不达标|不通过")


def within_limits(check: WithinLimits, view: View) -> Iterator[Finding]:
    """Each row whose result breaks its limit or whose verdict says that it fails."""
    owner = check.table.partition(".")[0]
    paper = view.submission.papers.get(owner)
    if paper is None:
        return
    for row in view.table(check.table):
        broken, doubtful = _broken(check, row, paper.printed)
        if not broken:
            continue
        shown = row.get(check.result) or row.get(check.verdict)
        item = next((fact.value for fact in row.facts if fact.name in ("item", "name")), "")
        limit = row.get(check.limit)
        data = {
            "paper": view.plan.material_label(owner), "item": item, "result": shown.value if shown else "",
            "limit": limit.value if limit else "",
        }  # fmt: skip
        message = Message(N_("《{paper}》中“{item}”的结果是{result}，不符合限值{limit}。"), data)
        remedy = Message(N_("请整改后重新检测，换成合格的报告；识别有误的，请对照原件核对。"))
        at = stated_by(paper, shown) if shown else None
        yield made(check, message, doubt_or(remedy, doubtful), at=at, material=owner, expected=str(data["limit"]),
                   doubtful=doubtful)  # fmt: skip


def _broken(check: WithinLimits, row: Any, printed: bool) -> tuple[bool, bool]:
    """(a limit is broken, but recognition may be to blame)."""
    result, limit, verdict = row.get(check.result), row.get(check.limit), row.get(check.verdict)
    if verdict is not None and _FAILED.search(fold(verdict.value)):
        return True, not printed and verdict.confidence < 0.6
    if verdict is not None and _NO.fullmatch(fold(verdict.value)):
        return True, not printed
    if result is None or limit is None:
        return False, False
    if _FAILED.search(fold(result.value)):
        return True, False
    folded, found = fold(limit.value), fold(result.value)
    if re.fullmatch(rf"{_VALUE}[^\d]*", folded):  # a bare number is the most allowed, unless more is better
        item = next((fact.value for fact in row.facts if fact.name == "item"), "")
        return breaks(("≥" if _MORE_IS_BETTER.search(fold(item)) else "≤") + folded, found), True
    sure = printed or (min(result.confidence, limit.confidence) >= 0.8 and ("." in found or "." not in folded))
    return breaks(folded, found), not sure


def breaks(limit: str, result: str) -> bool:
    """Whether a folded result lies outside a folded limit; False when either cannot be understood."""
    if "不得检出" in limit or "未检出" in limit or limit in ("阴性", "0"):
        return bool(_FOUND.search(result)) and not _NOT_FOUND.search(result)
    limit, result = _plain(limit), _plain(result)
    span = _RANGE.match(result)  # the least and the most that was measured: 23.1~24.5
    if span:
        return any(breaks(limit, each) for each in span.groups())
    number = re.search(_VALUE, result)
    if not number or result.startswith(("<", "≤", "未")):
        return False
    value = float(number.group())
    upper, lower, between = _UPPER.search(limit), _LOWER.search(limit), _RANGE.search(limit)
    if upper:
        return value > _bound(upper) or bool(lower and value < _bound(lower))
    if lower:
        return value < _bound(lower)
    if between:
        return not float(between.group(1)) <= value <= float(between.group(2))
    return False


def _plain(text: str) -> str:
    """Without commas between thousands, and 1.5×10³ (folded: 1.5×103) written out."""
    whole = _THOUSANDS.sub("", text)
    return _POWER.sub(lambda match: f"{float(match.group(1)) * 10 ** int(match.group(2)):g}", whole)


def _bound(match: re.Match[str]) -> float:
    return float(match.group(1) or match.group(2))
