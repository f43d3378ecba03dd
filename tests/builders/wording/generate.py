"""Sentences from `templates.yaml`: alternatives chosen by a seeded generator, whole templates held out."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_TEMPLATES = Path(__file__).with_name("templates.yaml")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_CORES = (
    "康愈",
    "泰康",
    "博雅",
    "明德",
    "华军",
    "仁济",
    "晨光",
    "第一",
    "同福",
    "瑞和",
    "百草",
    "安澜",
    "军山",
    "开元",
    "根深",
    "天使",
    "博爱",
)
_KINDS = ("皮肤病医院", "骨科医院", "综合医院", "口腔门诊部", "眼科医院", "肛肠医院", "肿瘤医院", "康复医院", "结核病防治院",
          "中医医院", "妇产医院", "精神病医院", "大学附属医院", "人民医院", "社区卫生服务中心", "医疗美容诊所")  # fmt: skip
_PLACES = ("成都", "绵阳", "内江", "昆明", "贵阳", "长沙", "杭州", "西安", "济南", "南宁")


@dataclass(frozen=True)
class Sentence:
    """One made sentence, its class (`ok`, `a6`, `f1` … `f8`) and the number of the template it came from; `named` when
    it holds the name of an institution, which an advertisement's form declares."""

    text: str
    label: str
    template: str
    named: bool = False


def _fill(text: str, chance: random.Random) -> str:
    while True:
        match = _CHOICE.search(text)
        if not match:
            break
        text = text[: match.start()] + chance.choice(match.group(1).split("|")) + text[match.end() :]
    digits = "".join(chance.choice("0123456789") for _ in range(4))
    values = {
        "{name}": chance.choice(_PLACES) + chance.choice(_CORES) + chance.choice(_KINDS),
        "{place}": chance.choice(_PLACES), "{surname}": chance.choice("王李张陈刘杨黄"),
        "{h}": str(chance.randint(7, 9)), "{h2}": str(chance.randint(17, 22)), "{m}": chance.choice(["00", "30"]),
        "{n}": str(chance.randint(1, 12)), "{p4}": digits, "{p3}": digits[:3],
    }  # fmt: skip
    for key, value in values.items():
        text = text.replace(key, value)
    return text.replace("(", "").replace(")", "")


def templates() -> dict[str, list[str]]:
    """The templates by class."""
    with _TEMPLATES.open(encoding="utf-8") as file:
        loaded: dict[str, list[str]] = yaml.safe_load(file)
    return loaded


def sentences(*, seed: int, per_template: int) -> list[Sentence]:
    """Up to `per_template` different sentences of each template, in a fixed order for a seed."""
    chance = random.Random(seed)
    found = []
    for label, lines in templates().items():
        for number, template in enumerate(lines):
            made = {_fill(template, chance) for _ in range(per_template * 3)}
            found += [
                Sentence(text, label, f"{label}-{number}", "{name}" in template) for text in sorted(made)[:per_template]
            ]
    return found


def split(made: list[Sentence], *, seed: int, held_out: float = 0.25) -> tuple[list[Sentence], list[Sentence]]:
    """(training, held out): whole templates go to one side or the other."""
    chance = random.Random(seed)
    names = sorted({sentence.template for sentence in made})
    kept_back = {name for name in names if chance.random() < held_out}
    return (
        [sentence for sentence in made if sentence.template not in kept_back],
        [sentence for sentence in made if sentence.template in kept_back],
    )
