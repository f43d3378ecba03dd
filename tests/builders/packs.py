"""Small packs made of plain data: one healthy matter, and whatever a test changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml

from tongban.core.packs.loader import LoadedMatter, LoadedPack, load_files

ARTICLE = {"law": "service-rules", "article": "8"}


def matter_data(key: str = "pool-permit", name: str = "游泳场所卫生许可", **changes: Any) -> dict[str, Any]:
    """A licence with three variants, two steps, a waivable paper and a guided question."""
    data: dict[str, Any] = {
        "matter": key,
        "name": name,
        "aliases": ["泳池证"],
        "theme": "places",
        "version": "1",
        "effective": {"from": "2026-01-01"},
        "type": "01",
        "procedure": "licence",
        "codes": {"basic": {"value": None, "confidence": "unsure"}},
        "summary": "开办游泳场所之前办理。",
        "competent_department": {"value": "县级卫生健康部门", "confidence": "known"},
        "levels": ["3", "4"],
        "applicants": ["2", "6"],
        "legal_basis": [
            {"law": "service-rules", "articles": ["8"], "says": "经许可方可营业。", "confidence": "verified"}
        ],
        "conditions": [{"says": "池水检测合格。", "basis": ARTICLE, "confidence": "verified", "variants": ["first"]}],
        "questions": [
            {
                "key": "holding",
                "ask": "您现在有卫生许可证吗？",
                "options": [{"value": "no", "label": "没有"}, {"value": "yes", "label": "有"}],
            },
            {
                "key": "wish",
                "ask": "您想办什么？",
                "options": [{"value": "change", "label": "变更"}, {"value": "extend", "label": "延续"}],
            },
        ],
        "variants": {
            "first": _variant("新办", "new", {"holding": "no"}, "issue"),
            "change": {
                **_variant("变更单位名称", "change", {"holding": "yes", "wish": "change"}, "amend"),
                "required_certificate": "pool-permit",
            },
            "renewal": {
                **_variant("延续", "renewal", {"holding": "yes", "wish": "extend"}, "renew"),
                "required_certificate": "pool-permit",
            },
        },
        "materials": {
            "form": _material("卫生许可申请表", generated=True),
            "water_report": _material("池水检测报告", variants=["first", "renewal"], may_be_held=True),
            "old_permit": _material(
                "原卫生许可证", variants=["change", "renewal"], replaced_by=[{"certificate": "pool-permit"}]
            ),
        },
        "steps": [
            _step("review", "材料审查", "reviewer"),
            _step("decision", "决定", "section_head"),
        ],
        "fee": {"charged": False, "confidence": "verified", "basis": ARTICLE},
        "faq": [{"question": "救生员也要体检吗？", "answer": "直接为顾客服务的人员都要有健康合格证明。"}],
    }
    return {**data, **changes}


def _variant(name: str, kind: str, answers: Mapping[str, str], action: str) -> dict[str, Any]:
    limit = {"from": "2020-01-01", "unit": "working_day", "starts": "accepted", "confidence": "verified"}
    return {
        "name": name,
        "kind": kind,
        "summary": f"{name}时选这一项。",
        "answers": dict(answers),
        "limits": {
            "statutory": [{**limit, "amount": 20, "basis": ARTICLE}],
            "promised": [{**limit, "amount": 7}],
        },
        "handling": "promised",
        "result": {
            "certificate": "pool-permit",
            "action": action,
            "name": "卫生许可证",
            "validity": 4,
            "validity_unit": "year",
            "confidence": "verified",
        },
        "trips": 0,
    }


def _material(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "form": "electronic",
        "issuer": "申请人",
        "basis": [ARTICLE],
        "confidence": "verified",
        **more,
    }


def _step(key: str, name: str, role: str, **more: Any) -> dict[str, Any]:
    checks = [{"says": "内容与材料一致。", "basis": ARTICLE}]
    return {"key": key, "name": name, "role": role, "checks": checks, "confidence": "known", **more}


def form_data() -> dict[str, Any]:
    return {
        "sections": [
            {
                "title": "场所",
                "fields": [
                    {"key": "place_name", "label": "场所名称", "type": "organisation_name"},
                    {"key": "pool_area", "label": "水面面积（平方米）", "type": "integer", "variants": ["first"]},
                ],
            }
        ]
    }


def example_data() -> dict[str, Any]:
    """One example for each variant: everything handed in, so that a person looks."""
    return {
        "examples": [
            {
                "name": f"{variant}，材料齐全",
                "given": {
                    "variant": variant,
                    "on": "2026-03-02",
                    "form": {"place_name": "青江县游泳馆", **({"pool_area": 250} if variant == "first" else {})},
                    "materials": materials,
                },
                "expect": {"outcome": "to_a_person"},
            }
            for variant, materials in (
                ("first", ["water_report"]),
                ("change", ["old_permit"]),
                ("renewal", ["water_report", "old_permit"]),
            )
        ]
    }


def pack_wide() -> dict[str, Any]:
    permit = {
        "name": "公共场所卫生许可证",
        "holder": "organisation",
        "type_code": "D01",
        "type_code_confidence": "unsure",
        "face": {"place_name": {"label": "单位名称", "type": "organisation_name", "source": "form.place_name"}},
        "confidence": "known",
    }
    law = {
        "title": "场所卫生管理办法",
        "kind": "rule",
        "status": "in_force",
        "confidence": "verified",
        "articles": {"8": "经许可方可营业，4年有效。"},
    }
    return {
        "pack.yaml": {
            "pack": "sample",
            "name": "样例",
            "version": "1",
            "themes": {
                "places": {"name": "公共场所", "summary": "场馆和店铺"},
                "people": {"name": "人员", "summary": "人"},
            },
        },
        "laws.yaml": {"laws": {"service-rules": law}},
        "certificates.yaml": {"certificates": {"pool-permit": permit}},
        "registries.yaml": {"registries": {}},
    }


def files(matters: Sequence[Mapping[str, Any]] | None = None, **documents: Any) -> dict[str, str]:
    """A pack's files as text. `documents` replace pack-wide files (laws=…) or every matter's form, checks, examples."""
    written = {name: deepcopy(document) for name, document in pack_wide().items()}
    own = {"form": form_data(), "checks": {}, "examples": example_data()}
    for name, document in documents.items():
        if name in own:
            own[name] = document
        else:
            written[f"{name}.yaml"] = document
    for matter in [matter_data()] if matters is None else matters:
        folder = f"matters/{matter['theme']}/{matter['matter']}"
        written[f"{folder}/matter.yaml"] = matter
        written.update({f"{folder}/{name}.yaml": document for name, document in own.items()})
    text = {path: dump(document) for path, document in written.items()}
    faces = {
        path.replace("matter.yaml", "face.typ"): "#let face = []\n" for path in text if path.endswith("/matter.yaml")
    }
    return {**text, **faces}


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(document: Any) -> str:
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    # Days are written bare, as the pack's dialect reads them.
    return "\n".join(_bare_day(line) for line in text.splitlines()) + "\n"


def _bare_day(line: str) -> str:
    head, colon, value = line.partition(": ")
    day = value.strip("'")
    return f"{head}{colon}{day}" if len(day) == 10 and day[4] == day[7] == "-" and day[:4].isdigit() else line


def pack(matters: Sequence[Mapping[str, Any]] | None = None, **documents: Any) -> LoadedPack:
    """A pack as loaded. Fails when it cannot be read."""
    return load_files(files(matters, **documents)).sound()


def loaded(matter: Mapping[str, Any] | None = None, **documents: Any) -> LoadedMatter:
    """One loaded matter of a sample pack."""
    chosen = matter or matter_data()
    return pack([chosen], **documents).matters[str(chosen["matter"])]
