"""Wording that leaves people guessing: catch-alls and vague words, with the sentence and what to say instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from tongban.core.messages import N_, Message
from tongban.core.packs import checks, form, matter
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.problems import Problem
from tongban.core.packs.walk import walk

_NAME_THEM = N_("请把要交的材料逐一写出名称；说不清的就不要。")
_NAME_CONDITIONS = N_("请把条件逐条写出并注明条款；法律没有写的就不要求。")
_SAY_WHEN = N_("请写明什么情况下需要，如“通过考试已超过3年的”。")
_SAY_NUMBER = N_("请写出具体的天数、日期或者数值。")
_SAY_WHO = N_("请写出是哪个部门、哪份文件。")

CATCH_ALL: tuple[tuple[str, str], ...] = (
    (r"其[他它](?:有关|相关|所需|必要)?(?:的)?(?:申请)?(?:材料|资料|证明|文件|证件|手续)", _NAME_THEM),
    (r"等(?:有关|相关|其他)?(?:的)?(?:申请)?(?:材料|资料|证明|文件|证件|手续)", _NAME_THEM),
    (r"(?:有关|相关)(?:证明)?(?:材料|资料|文件|证件|手续)", _NAME_THEM),
    (r"(?:需要|要求|认为需要)(?:提供|提交)的(?:材料|资料)", _NAME_THEM),
    (r"规定的其[他它](?:条件|情形|要求|材料)", _NAME_CONDITIONS),
    (r"其[他它](?:条件|情形|要求)", _NAME_CONDITIONS),
    (r"(?:法律|法规|规章)(?:、(?:法律|法规|规章))*(?:另有|有)?规定的(?:条件|情形|要求)", _NAME_CONDITIONS),
    (r"必要时|视情况|视情形|根据需要|根据情况|酌情|特殊情况下?", _SAY_WHEN),
)
SOFT: tuple[tuple[str, str], ...] = (
    (r"尽快|及时|近期|一定期限|合理期限|适当|若干", _SAY_NUMBER),
    (r"有关(?:部门|机关|单位|规定|要求)|相关(?:部门|机关|单位|规定|要求|人员)|按规定|符合规定", _SAY_WHO),
    (r"原则上", _SAY_WHEN),
)

_SPOKEN: dict[type[BaseModel], tuple[str, ...]] = {
    matter.Matter: ("summary",),
    matter.Condition: ("says",),
    matter.Material: ("name", "standard", "condition_text"),
    matter.StepCheck: ("says",),
    matter.Step: ("name",),
    matter.SpecialProcedure: ("name",),
    matter.Variant: ("name", "summary"),
    matter.Question: ("ask",),
    matter.Option: ("label", "hint"),
    matter.Faq: ("question", "answer"),
    form.FormField: ("label", "hint"),
    form.FormSection: ("title",),
    checks.Rule: ("says", "remedy"),
    checks.ApprovalCondition: ("says",),
}
"""What people read. The gist of a law and the notes for authors are not scanned."""


def lint_wording(loaded: LoadedMatter) -> Iterator[Problem]:
    """Vague wording in everything that the public and the staff read."""
    for name, model in (("matter.yaml", loaded.matter), ("form.yaml", loaded.form), ("checks.yaml", loaded.checks)):
        for path, part in walk(model):
            for field in _SPOKEN.get(type(part), ()):
                text = getattr(part, field)
                for code, word, sentence, remedy in vague(text or ""):
                    data = {"word": word, "sentence": sentence, "remedy": Message(remedy)}
                    yield loaded.problem(code, name, *path, field, **data)


def vague(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Code, word, the sentence it stands in, and the remedy, for each vague word; catch-alls first, each place once."""
    taken: list[tuple[int, int]] = []
    for code, table in (("vague-wording", CATCH_ALL), ("soft-wording", SOFT)):
        for pattern, remedy in table:
            for found in re.finditer(pattern, text):
                if any(start < found.end() and found.start() < end for start, end in taken):
                    continue
                taken.append(found.span())
                yield code, found.group(), _sentence(text, found.start()), remedy


def _sentence(text: str, position: int) -> str:
    start = max(text.rfind(mark, 0, position) for mark in "。；！？\n") + 1
    ends = [end for mark in "。；！？\n" if (end := text.find(mark, position)) >= 0]
    return text[start : min(ends, default=len(text))].strip()
