"""Places of a paper that its form asks to fill in and that stand blank beside their label."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.core.messages import N_, Message
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import Material
from tongban.prereview.checking.submission import Paper, View, corners
from tongban.prereview.evidence.model import Fact
from tongban.prereview.evidence.normalise import fold


def left_blank(key: str, material: Material, paper: Paper, view: View) -> Iterator[Finding]:
    """A question about each fact of `filled` whose label stands on the paper with nothing beside it, though the form
    has an answer. Where the answer stands in a row that is no other fact's, it is there, only not understood."""
    for name in material.filled:
        stated, answer = tuple(paper.evidence.all(name)), view.one(f"form.{name}") if name in view.plan.fields else None
        if not stated or any(fact.value.strip() for fact in stated) or answer is None:
            continue
        if _stands_alone(fold(answer.text), paper):
            continue
        data = {"label": material.label, "field": view.plan.field_label(name)}
        message = Message(N_("《{label}》上“{field}”一栏看起来是空白的。"), data)
        remedy = Message(N_("请补填后重新上传；已经填写的，请选择“已核对，原件无误”并说明。"))
        yield Finding(
            "paper-material-incomplete", "MATERIAL_INCOMPLETE", Severity.ASKS, message, remedy, material=key,
            field=name, page=stated[0].page, box=corners(stated[0].box), expected=answer.text,
        )  # fmt: skip


def _stands_alone(answer: str, paper: Paper) -> bool:
    """Whether a row says the answer that belongs to no other fact and is nobody's signature."""
    taken = [(fact.page, fact.box) for fact in paper.evidence.facts if _says(fact, answer)]
    taken += [(place.page, place.ink.box) for place in paper.evidence.signatures if place.ink is not None]
    rows = ((page.number, line) for page in paper.reading.pages for line in page.lines if answer in fold(line.text))
    return any(not any(number == page and line.box.meets(box) for page, box in taken) for number, line in rows)


def _says(fact: Fact, answer: str) -> bool:
    return bool(fact.value.strip()) and answer in fold(fact.value)
