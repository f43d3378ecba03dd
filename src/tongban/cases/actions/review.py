"""What staff do with a case: claim, accept, ask for correction, review step by step, decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.base.actor import Actor
from tongban.base.writes import together
from tongban.cases import documents, policy
from tongban.cases.actions.moving import Moving, check, move, note, take
from tongban.cases.actions.papers import write_document
from tongban.cases.actions.results import issue_result
from tongban.cases.models import Case
from tongban.core.canonical import digest
from tongban.core.errors import Conflict, InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.roles import CASE_ROLES
from tongban.core.text import clean

OPINION = 2000  # characters of an officer's opinion


@together()
def claim(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Take a case out of the pool. Raises HeldByAnother when somebody else holds it."""
    moving = take(case_id, seen=seen, actor=actor, now=now)
    _check_workable(moving, actor)
    if moving.state.holder != actor.viewer.user_id:
        note(moving, "case.claimed", {"officer": actor.viewer.user_id}, actor=_staff(moving, actor), now=now)
    return moving.case


@together()
def release(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Put a claimed case back into the pool."""
    moving = take(case_id, seen=seen, actor=actor, now=now)
    _check_workable(moving, actor)
    if moving.state.holder is not None:
        payload = {"officer": moving.state.holder}
        note(moving, "case.released", payload, actor=_staff(moving, actor), now=now)
    return moving.case


@together()
def accept(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """受理: the papers are complete; writes the acceptance slip (行政许可法 32(2))."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "accept")
    steps = policy.steps_of(moving.matter, moving.case.variant)
    paper = write_document(moving, "acceptance", documents.plain("acceptance"), actor=actor, now=now)
    payload = {"document": paper.pk, "step": steps[0].key, "role": steps[0].role}
    move(moving, row, payload, actor=actor, now=now)
    return moving.case


@together()
def ask_correction(
    case_id: UUID, reasons: Sequence[Mapping[str, str]], *, seen: int | None = None, actor: Actor, now: datetime
) -> Case:
    """补正: ONE notice that names everything missing, each with paper, point, rule and remedy (32(1)(4)).

    Raises AlreadyCorrected the second time, ReasonsIncomplete for a part left out.
    """
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "ask_correction")
    policy.check_first_notice(moving.state)
    content = documents.with_reasons("correction", _reasons(reasons), remedies=False)
    paper = write_document(moving, "correction", content, actor=actor, now=now)
    move(moving, row, {"document": paper.pk, "points": len(content["reasons"])}, actor=actor, now=now)
    return moving.case


@together()
def not_accept(
    case_id: UUID, reasons: Sequence[Mapping[str, str]], *, seen: int | None = None, actor: Actor, now: datetime
) -> Case:
    """不予受理, in writing, with reasons and remedies (32(1)(1)(2), 32(2))."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "not_accept")
    content = documents.with_reasons("non_acceptance", _reasons(reasons), remedies=True)
    paper = write_document(moving, "non_acceptance", content, actor=actor, now=now)
    move(moving, row, {"document": paper.pk}, actor=actor, now=now)
    return moving.case


@together()
def pass_step(case_id: UUID, opinion: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """This step of the review is done; the next one's role is up."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "pass_step")
    step = policy.check_step_is_mine(moving.matter, moving.case.variant, moving.state, moving.roles)
    following = policy.step_after(moving.matter, moving.case.variant, step.key)
    if following is None:
        why = Message(N_("“{step}”是最后一步，请直接作出决定"), {"step": step.name})
        raise Conflict(what=Message(N_("转下一步")), why=why)
    paper = _opinion(moving, step.name, opinion, actor, now)
    payload = {"done": step.key, "step": following.key, "role": following.role, "step_name": step.name} | paper
    move(moving, row, payload, preferred_role=step.role, actor=actor, now=now)
    return moving.case


@together()
def return_step(case_id: UUID, opinion: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Back to the step before, with the reason."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "return_step")
    step = policy.check_step_is_mine(moving.matter, moving.case.variant, moving.state, moving.roles)
    before = policy.step_before(moving.matter, moving.case.variant, step.key)
    if before is None:
        why = Message(N_("“{step}”是第一步，没有上一步"), {"step": step.name})
        raise Conflict(what=Message(N_("退回上一步")), why=why)
    paper = _opinion(moving, step.name, opinion, actor, now)
    payload = {"from": step.key, "step": before.key, "role": before.role, "step_name": before.name} | paper
    move(moving, row, payload, preferred_role=step.role, actor=actor, now=now)
    return moving.case


@together()
def suspend(case_id: UUID, procedure: str, days: int, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Start a special procedure of the matter; `days` is the time needed, told in writing (行政许可法 45)."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "suspend")
    known = moving.matter.special_procedures_of(moving.case.variant)
    found = next((item for item in known if item.key == procedure), None)
    if found is None:
        raise InvalidInput(what=Message(N_("特别程序")), why=Message(N_("本事项没有这一项特别程序")))
    if not 1 <= days <= 365:
        raise InvalidInput(what=Message(N_("所需天数")), why=Message(N_("应在 1 到 365 之间")))
    content = documents.plain("special_procedure", procedure=found.name, days=days, unit=found.unit.value)
    paper = write_document(moving, "special_procedure", content, actor=actor, now=now)
    payload = {"procedure": found.key, "procedure_name": found.name, "days": days, "document": paper.pk}
    move(moving, row, payload, actor=actor, now=now)
    return moving.case


@together()
def resume(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """The special procedure is over; the clock runs on."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "resume")
    running = moving.state.pauses[-1].procedure
    name = next((item.name for item in moving.matter.special_procedures if item.key == running), running)
    move(moving, row, {"procedure": running, "procedure_name": name}, actor=actor, now=now)
    return moving.case


@together()
def extend(case_id: UUID, amount: int, reason: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """Extend the decision limit by up to ten working days, once, with the reason told (42(1))."""
    moving = take(case_id, seen=seen, actor=actor, now=now)
    row = check(moving, "extend")
    policy.check_extension(moving.state, amount)
    why = clean(reason, what=Message(N_("延长的理由")), max_length=OPINION, multiline=True)
    if not why:
        raise InvalidInput(what=Message(N_("延长的理由")), why=Message(N_("不能为空，要告知申请人")))
    paper = write_document(
        moving, "extension", documents.plain("extension", amount=amount, reason=why), actor=actor, now=now
    )
    move(moving, row, {"amount": amount, "document": paper.pk}, actor=actor, now=now)
    return moving.case


@together()
def grant(case_id: UUID, opinion: str = "", *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """The last step decides: granted. The certificate row and its signature are made in the same transaction."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "grant")
    step = policy.check_step_is_mine(moving.matter, moving.case.variant, moving.state, moving.roles)
    policy.check_step_decides(moving.matter, moving.case.variant, moving.state)
    paper = write_document(moving, "grant", documents.plain("grant"), actor=actor, now=now)
    payload = {"document": paper.pk} | _opinion(moving, step.name, opinion, actor, now)
    move(moving, row, payload, preferred_role=step.role, actor=actor, now=now)
    issue_result(moving, actor=actor, now=now)
    return moving.case


@together()
def refuse(
    case_id: UUID, reasons: Sequence[Mapping[str, str]], *, seen: int | None = None, actor: Actor, now: datetime
) -> Case:
    """不予许可: every ground names paper, point, rule and remedy; the paper names review and suit (38(2))."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "refuse")
    step = policy.check_step_is_mine(moving.matter, moving.case.variant, moving.state, moving.roles)
    policy.check_step_decides(moving.matter, moving.case.variant, moving.state)
    content = documents.with_reasons("refusal", _reasons(reasons), remedies=True)
    paper = write_document(moving, "refusal", content, actor=actor, now=now)
    move(moving, row, {"document": paper.pk}, preferred_role=step.role, actor=actor, now=now)
    return moving.case


@together()
def file(case_id: UUID, *, seen: int | None = None, actor: Actor, now: datetime) -> Case:
    """备案: the papers are complete; a receipt, no decision."""
    moving = _take_work(case_id, seen, actor, now)
    row = check(moving, "file")
    paper = write_document(moving, "filing_receipt", documents.plain("filing_receipt"), actor=actor, now=now)
    move(moving, row, {"document": paper.pk}, actor=actor, now=now)
    return moving.case


def _take_work(case_id: UUID, seen: int | None, actor: Actor, now: datetime) -> Moving:
    moving = take(case_id, seen=seen, actor=actor, now=now)
    policy.check_holder(moving.state, actor.viewer.user_id, moving.roles)
    return moving


def _check_workable(moving: Moving, actor: Actor) -> None:
    """Claiming needs a post that works cases, and a case that waits for staff."""
    policy.check_holder(moving.state, actor.viewer.user_id, moving.roles)
    if not moving.roles & CASE_ROLES or moving.state.waiting_for in ("", "applicant"):
        raise Conflict(what=Message(N_("领取任务")), why=Message(N_("这个办件现在不需要工作人员办理")))


def _staff(moving: Moving, actor: Actor) -> Actor:
    return actor.acting_as(sorted(moving.roles & CASE_ROLES)[0])


def _reasons(reasons: Sequence[Mapping[str, str]]) -> tuple[policy.Reason, ...]:
    checked = policy.check_reasons(reasons)
    for reason in checked:
        for part, title in policy.REASON_PARTS.items():
            clean(getattr(reason, part), what=Message(title), max_length=OPINION, multiline=True)
    return checked


def _opinion(moving: Moving, step: str, opinion: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Keep the opinion as a paper of its own; the event carries its id and digest only."""
    text = clean(opinion, what=Message(N_("审查意见")), max_length=OPINION, multiline=True)
    if not text:
        return {}
    paper = write_document(moving, "opinion", {"step": step, "opinion": text}, actor=actor, now=now)
    return {"opinion": paper.pk, "opinion_digest": digest(text)}
