"""How personal data is shown where the whole of it is not needed."""

from __future__ import annotations

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "令狐",
        "百里",
        "呼延",
        "东郭",
        "西门",
        "南门",
        "第五",
        "拓跋",
        "轩辕",
        "淳于",
        "单于",
    ]
)


def mask_citizen_id(value: str) -> str:
    """The first three and the last two characters: 510*************36. Shorter texts are covered wholly."""
    return _covered(value, 3, 2)


def mask_phone(value: str) -> str:
    """The first three and the last four characters: 138****1234. Shorter texts are covered wholly."""
    return _covered(value, 3, 4)


def mask_name(value: str) -> str:
    """The surname, the rest covered: 张**, 欧阳*. The first character of a name with a dot; a single one is covered."""
    name = value.strip()
    keep = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    if len(name) < 2:
        return "*" * len(name)
    return name[:keep] + "".join("·" if character in "·•" else "*" for character in name[keep:])


def _covered(value: str, head: int, tail: int) -> str:
    text = value.strip()
    if len(text) < head + tail + 2:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
