"""The way of one application as rows of boxes: what the flow chart draws and what a reader without eyes hears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from tongban.catalogue.guide import wording
from tongban.catalogue.guide.burden import steps_of
from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Procedure, Step, Variant


class Shape(StrEnum):
    """What kind of box. Shapes differ, not only colours."""

    END = "end"  # where it starts and where it ends: round
    STAFF = "staff"  # a person of the authority acts: square
    MACHINE = "machine"  # the platform acts by itself: broken line


@dataclass(frozen=True)
class Box:
    shape: Shape
    title: str | Message
    detail: Message | None = None
    key: str = ""  # which place of the way: apply, automatic, accept, the key of a step, result


Row = tuple[Box, ...]  # boxes of one row run in parallel


def flow(loaded: LoadedMatter, variant: str, on: date) -> tuple[Row, ...]:
    """The rows from application to result, in order."""
    chosen = loaded.matter.variants[variant]
    licence = loaded.matter.procedure is Procedure.LICENCE
    rows: list[Row] = [(_apply(chosen),)]
    if chosen.auto_approval:
        rows.append((_automatic(),))
    if licence:
        rows.append((_accept(),))
    rows.extend(_steps(steps_of(loaded, variant), chosen, on, licence))
    rows.append((_result(chosen, licence),))
    return tuple(rows)


def _apply(variant: Variant) -> Box:
    trips = N_("网上提交，要到现场{trips}次") if variant.trips else N_("网上提交，一次都不用跑")
    return Box(Shape.END, Message(N_("提出申请")), Message(trips, {"trips": variant.trips}), "apply")


def _automatic() -> Box:
    detail = Message(N_("条件全部符合的，当场办成；拿不准的转工作人员，系统不会自动拒绝"))
    return Box(Shape.MACHINE, Message(N_("系统自动核对")), detail, "automatic")


def _accept() -> Box:
    detail = Message(N_("材料不齐全或不符合法定形式的，一次告知要补正的全部内容"))
    return Box(Shape.STAFF, Message(N_("受理")), detail, "accept")


def _steps(steps: tuple[Step, ...], variant: Variant, on: date, licence: bool) -> list[Row]:
    rows: list[Row] = []
    for _, group in groupby(enumerate(steps), key=lambda item: item[1].together or str(item[0])):
        together = list(group)
        rows.append(tuple(_step(step, place == len(steps) - 1, variant, on, licence) for place, step in together))
    return rows


def _step(step: Step, last: bool, variant: Variant, on: date, licence: bool) -> Box:
    role = wording.ROLES[step.role]
    if not last:
        return Box(Shape.STAFF, step.name, role, step.key)
    data = {"role": role, "clock": wording.limit_words(wording.binding_limit(variant.limits, on))}
    refusal = N_("{role}作出决定（{clock}）；不予许可的，书面说明理由和救济途径")
    sentence = refusal if licence else N_("{role}办理（{clock}）")
    return Box(Shape.STAFF, step.name, Message(sentence, data), step.key)


def _result(variant: Variant, licence: bool) -> Box:
    title = Message(N_("领取结果")) if licence else Message(N_("取得回执"))
    return Box(Shape.END, title, wording.result_words(variant.result), "result")
