"""Making findings: the sentences for people, one place for all kinds of check."""

from __future__ import annotations

from tongban.core.messages import N_, Message
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import Check, Plan
from tongban.prereview.checking.submission import Stated

_SEVERITY_DOWN = {Severity.BLOCKS: Severity.ASKS, Severity.ASKS: Severity.HINTS, Severity.HINTS: Severity.HINTS}


def softer(severity: Severity) -> Severity:
    """One step down: what a doubt does to a finding."""
    return _SEVERITY_DOWN[severity]


def place(plan: Plan, stated: Stated) -> Message:
    """The paper or form field a statement comes from, as people call it."""
    if stated.material:
        return Message(N_("《{label}》"), {"label": plan.material_label(stated.material)})
    if stated.field:
        return Message(N_("表单“{label}”"), {"label": plan.field_label(stated.field)})
    return Message(N_("提交日期"))


def made(
    check: Check,
    message: Message,
    remedy: Message,
    *,
    at: Stated | None = None,
    against: Stated | None = None,
    material: str | None = None,
    field: str | None = None,
    expected: str = "",
    doubtful: bool = False,
) -> Finding:
    """A finding of a check of the matter, at a statement or at a material or field as a whole. `against` is what the
    statement was compared with."""
    papers = (at and at.material) or (against and against.material) or material
    return Finding(
        check=check.id,
        code=check.code,
        severity=softer(check.severity) if doubtful else check.severity,
        message=Message(check.says, dict(message.data)) if check.says else message,
        remedy=Message(check.remedy) if check.remedy else remedy,
        article=check.article,
        material=(at.material if at else None) or material,
        field=field or (at.field if at else None),
        page=at.page if at else None,
        box=at.box if at else None,
        confidence=(at.confidence if at else 1.0) * (0.6 if doubtful else 1.0),
        read=at.text if at else "",
        expected=expected,
        of_form=not papers,
    )


DOUBT = N_("机器识别可能有误，请对照原件核对；原件无误的，请选择“已核对，原件无误”并说明。")


def doubt_or(remedy: Message, doubtful: bool) -> Message:
    """The remedy; for a doubtful reading the request to look at the original first."""
    return Message(DOUBT) if doubtful else remedy
