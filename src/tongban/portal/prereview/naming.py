"""What a rule over papers is called on pages: what it finds, and of which answer or paper. Its id stays beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tongban.core.messages import N_
from tongban.core.packs.loader import LoadedMatter

CODES: Mapping[str, str] = {
    "MATERIAL_MISSING": N_("缺少材料"),
    "MATERIAL_WRONG_TYPE": N_("材料传错了"),
    "MATERIAL_UNREADABLE": N_("材料看不清"),
    "MATERIAL_INCOMPLETE": N_("材料不完整"),
    "MATERIAL_MIXED": N_("两份材料在一个文件里"),
    "FIELD_MISSING": N_("必填项没有填"),
    "FIELD_FORMAT": N_("格式不对"),
    "CHECKSUM_INVALID": N_("号码校验位不对"),
    "CODE_INCONSISTENT": N_("号码与内容矛盾"),
    "LICENCE_EXPIRED": N_("证照过期"),
    "DEADLINE_MISSED": N_("超过期限"),
    "DOCUMENT_OUTDATED": N_("材料时间太久"),
    "DATE_ORDER": N_("日期先后不对"),
    "NAME_MISMATCH": N_("名称不一致"),
    "PERSON_MISMATCH": N_("人员不一致"),
    "ADDRESS_MISMATCH": N_("地址不一致"),
    "NUMBER_MISMATCH": N_("编号或者数量不一致"),
    "SCOPE_MISMATCH": N_("超出核准范围"),
    "SEAL_MISSING": N_("没有盖章"),
    "SEAL_MISMATCH": N_("盖错了章"),
    "SIGNATURE_MISSING": N_("没有签名"),
    "AD_CONTENT_NOT_ALLOWED": N_("广告内容不在允许之列"),
    "AD_FORBIDDEN_CONTENT": N_("广告用语被禁止"),
    "RECEIVER_NOT_APPROVED": N_("接收单位不合要求"),
    "PACKAGING_NONCOMPLIANT": N_("包装不合要求"),
    "REQUIREMENT_NOT_MET": N_("不符合条件"),
    "SCAN_NOT_READ": N_("扫描件没有识别"),
    "READING_NOTE": N_("读取时的提示"),
}
"""What a finding of each code says, in a few words."""


def subjects(loaded: LoadedMatter) -> dict[str, str]:
    """What each check of the matter's papers is about, by its id: the label of a field, else of a paper."""
    papers: Mapping[str, Any] = loaded.checks.papers or {}
    return {check["id"]: label for check in papers.get("checks", ()) for label in _labels(check, papers)}


def _labels(check: Mapping[str, Any], papers: Mapping[str, Any]) -> Iterator[str]:
    """The label of the first field that a check names, else of the first material; nothing where it names neither."""
    named = list(_references(check))
    for part, mark in (("fields", "form"), ("materials", "")):
        for owner, key in named:
            wanted = key if mark else owner
            if (not mark or owner == mark) and wanted in papers[part]:
                yield papers[part][wanted]["label"]
                return


def _references(check: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(owner, key) of what a check names, in the order of weight: its field, its places, its references."""
    if check.get("field"):
        yield "form", check["field"]
    for place in check.get("at", ()):
        kind, _, key = place.partition(":")
        yield ("form", key) if kind == "field" else (key, "")
    for name in ("value", "items", "number", "until", "date", "earlier", "table", "papers"):
        given = check.get(name, ())
        for each in (given,) if isinstance(given, str) else given:
            owner, _, key = each.partition(".")
            yield owner, key
