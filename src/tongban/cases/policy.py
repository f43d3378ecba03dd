"""Pure decisions of the cases room: who has which role in a case, and the guards named in `states`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongban.base.permissions import Viewer
from tongban.cases.errors import AlreadyCorrected, HeldByAnother, ReasonsIncomplete, StepNotYours
from tongban.cases.replay import CaseState
from tongban.core.errors import Conflict, InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.packs.matter import Matter, Step
from tongban.core.roles import CASE_ROLES, Role

ROLE_NAMES = {
    "applicant": N_("申请人"),
    "clerk": N_("窗口人员"),
    "reviewer": N_("审查人员"),
    "section_head": N_("处室负责人"),
    "chief_representative": N_("首席代表"),
    "inspector": N_("监督员"),
    "hotline": N_("热线坐席"),
    "content_officer": N_("事项管理员"),
    "auditor": N_("审计员"),
    "administrator": N_("系统管理员"),
    "system": N_("系统"),
}

REASON_PARTS = {
    "paper": N_("哪份材料或哪个填报项"),
    "point": N_("哪一点不符合"),
    "rule": N_("依据哪条规定"),
    "remedy": N_("怎样补救"),
}

MAX_EXTENSION = 10  # working days, 行政许可法 42(1)


@dataclass(frozen=True)
class CaseOwnership:
    """To whom a case belongs, as ids."""

    authority_id: int
    authority_path: str
    person_id: int | None
    organisation_id: int | None


@dataclass(frozen=True)
class Reason:
    """One ground of a correction, non-acceptance or refusal; all four parts are required."""

    paper: str
    point: str
    rule: str
    remedy: str


def roles_in_case(viewer: Viewer, owner: CaseOwnership) -> frozenset[Role]:
    """Every role the viewer has towards this case. Empty: the case does not exist for them.

    Who applies, or acts for the applicant, has no other role in that case: an officer does not handle their own
    application (回避, 公务员法 76; known).
    """
    roles = viewer.roles_at(owner.authority_id, owner.authority_path) & (CASE_ROLES | {Role.AUDITOR, Role.INSPECTOR})
    mine = (owner.person_id is not None and owner.person_id == viewer.person_id) or (
        owner.organisation_id is not None and owner.organisation_id in viewer.organisation_ids
    )
    return frozenset({Role.APPLICANT}) if mine else roles


def steps_of(matter: Matter, variant: str) -> tuple[Step, ...]:
    """The steps a variant is reviewed in, in order."""
    return matter.steps_of(variant)


def step_after(matter: Matter, variant: str, key: str) -> Step | None:
    """The step after `key`, or None when `key` is the last and decides."""
    steps = steps_of(matter, variant)
    index = next(i for i, step in enumerate(steps) if step.key == key)
    return steps[index + 1] if index + 1 < len(steps) else None


def step_before(matter: Matter, variant: str, key: str) -> Step | None:
    steps = steps_of(matter, variant)
    index = next(i for i, step in enumerate(steps) if step.key == key)
    return steps[index - 1] if index > 0 else None


def check_step_is_mine(matter: Matter, variant: str, state: CaseState, roles: frozenset[Role]) -> Step:
    """The step under review, if one of `roles` may do it. The chief representative may do any (首席代表, full power).

    Raises StepNotYours otherwise.
    """
    step = next(step for step in steps_of(matter, variant) if step.key == state.step)
    if step.role not in roles and Role.CHIEF_REPRESENTATIVE not in roles:
        raise StepNotYours(step=step.name, role=Message(ROLE_NAMES[step.role]))
    return step


def check_step_decides(matter: Matter, variant: str, state: CaseState) -> None:
    """A decision is taken in the last step. Raises Conflict in an earlier one."""
    if (following := step_after(matter, variant, state.step)) is not None:
        why = Message(N_("后面还有“{step}”这一步"), {"step": following.name})
        raise Conflict(what=Message(N_("作出决定")), why=why)


def check_holder(state: CaseState, user_id: int | None, roles: frozenset[Role]) -> None:
    """A claimed case is worked by its holder; section heads and chief representatives may step in.

    Raises HeldByAnother."""
    may_step_in = roles & {Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE}
    if state.holder is not None and state.holder != user_id and not may_step_in:
        raise HeldByAnother()


def check_first_notice(state: CaseState) -> None:
    """补正 is told once (行政许可法 32(1)(4)). Raises AlreadyCorrected the second time."""
    if state.corrections:
        raise AlreadyCorrected()


def check_reasons(reasons: Sequence[Mapping[str, str]]) -> tuple[Reason, ...]:
    """All four parts of every ground. Raises ReasonsIncomplete naming the first missing part."""
    if not reasons:
        raise ReasonsIncomplete(missing=Message(REASON_PARTS["paper"]))
    complete = []
    for reason in reasons:
        for part, title in REASON_PARTS.items():
            if not str(reason.get(part, "")).strip():
                raise ReasonsIncomplete(missing=Message(title))
        complete.append(Reason(**{part: str(reason[part]).strip() for part in REASON_PARTS}))
    return tuple(complete)


def check_extension(state: CaseState, amount: int) -> None:
    """At most ten working days, once (行政许可法 42(1)). Raises InvalidInput or Conflict."""
    if not 1 <= amount <= MAX_EXTENSION:
        why = Message(N_("只能延长 1 到 {limit} 个工作日"), {"limit": MAX_EXTENSION})
        raise InvalidInput(what=Message(N_("延长的天数")), why=why)
    if state.extension:
        raise Conflict(what=Message(N_("延长审查期限")), why=Message(N_("已经延长过一次")))
