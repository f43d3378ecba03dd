"""What officers of the demonstration county write: grounds of notices and refusals, opinions on a step."""

from __future__ import annotations

import random

from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.values import Citation

_POINTS = (
    ("“{name}”的盖章不清楚，看不出单位名称", "请重新扫描，盖章处要能看清单位全称。"),
    ("“{name}”缺第2页", "请把全部页面合成一个文件后重新上传。"),
    ("“{name}”上的姓名与申请表不一致", "请核对后改正申请表，或者换上正确的材料。"),
    ("“{name}”没有签名和日期", "请签名并写上日期后重新上传。"),
)
_OPINIONS = ("经核对，{says}", "材料已核对：{says}", "符合要求：{says}", "已审查，{says}同意转下一步。")


def correction_grounds(loaded: LoadedMatter, variant: str, chance: random.Random) -> list[dict[str, str]]:
    """One or two papers of the variant that have to be handed in again."""
    names = [
        (item.name, item.basis)
        for item in loaded.matter.materials.values()
        if not item.generated and (not item.variants or variant in item.variants)
    ]
    chosen = chance.sample(names, k=min(len(names), chance.choice((1, 1, 2)))) or [(loaded.matter.name, ())]
    grounds = []
    for name, basis in chosen:
        point, remedy = chance.choice(_POINTS)
        rule = cited(loaded, basis[0]) if basis else "《行政许可法》第三十一条"
        grounds.append({"paper": name, "point": point.format(name=name), "rule": rule, "remedy": remedy})
    return grounds


def refusal_grounds(loaded: LoadedMatter, variant: str, chance: random.Random) -> list[dict[str, str]]:
    """One condition of the matter that is not met, in the words of its own rules."""
    rules = [
        rule
        for rule in loaded.checks.rules
        if (not rule.variants or variant in rule.variants) and rule.severity.value != "hints" and rule.at
    ]
    if not rules:
        return correction_grounds(loaded, variant, chance)[:1]
    rule = chance.choice(rules)
    basis = rule.basis or next((item.basis for item in loaded.matter.conditions if item.basis), None)
    return [
        {
            "paper": _place_name(loaded, rule.at[0]),
            "point": rule.says,
            "rule": cited(loaded, basis) if basis else "《行政许可法》第三十八条",
            "remedy": rule.remedy,
        }
    ]


def opinion(loaded: LoadedMatter, step: str, chance: random.Random) -> str:
    """A short opinion in the words of the step's own standards."""
    checks = next((item.checks for item in loaded.matter.steps if item.key == step), ())
    says = chance.choice(checks).says if checks else "材料齐全，内容一致。"
    return chance.choice(_OPINIONS).format(says=says)


def cited(loaded: LoadedMatter, citation: Citation) -> str:
    """The law's title and article, as a notice names them."""
    law = loaded.catalogues.laws.get(citation.law)
    title = f"《{law.title.strip('《》')}》" if law else citation.law
    return f"{title}第{citation.article}条" if citation.article else title


def _place_name(loaded: LoadedMatter, place: str) -> str:
    kind, _, key = place.partition(":")
    if kind == "material" and key in loaded.matter.materials:
        return loaded.matter.materials[key].name
    fields = (field for section in loaded.form.sections for field in section.fields)
    return next((field.label for field in fields if field.key == key), loaded.matter.name)
