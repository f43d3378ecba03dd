"""Cases: state, timeline, worklist, staff actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router
from pydantic import Field

from tongban.api.auth import Caller, Token, caller
from tongban.api.errors import UnknownAction
from tongban.api.schemas import ActionIn, CaseOut, TimelineOut, WorkRowOut
from tongban.api.scopes import Scope
from tongban.cases import actions, queries
from tongban.cases.queries import Case, CaseView

router = Router(tags=["cases"])
READ, ACT = Token(Scope.CASES_READ), Token(Scope.CASES_ACT)


@router.get("", response=list[WorkRowOut], auth=READ, summary="任务列表")
def worklist(
    request: HttpRequest, mine: bool = False, limit: Annotated[int, Field(ge=1, le=200)] = 50
) -> list[WorkRowOut]:
    """Tasks of the account's posts, most urgent first."""
    call = caller(request)
    return [
        WorkRowOut(
            number=row.case.number, matter=row.case.matter, variant=row.case.variant, state=row.case.state,
            card=row.card.value, next_due=row.case.next_due, days_left=row.days_left,
        )
        for row in queries.worklist(call.viewer, now=call.now, mine=mine, limit=limit)
    ]  # fmt: skip


@router.get("/{number}", response=CaseOut, auth=READ, summary="办件状态")
def read(request: HttpRequest, number: str) -> CaseOut:
    return case_out(_find(caller(request), number))


@router.get("/{number}/timeline", response=list[TimelineOut], auth=READ, summary="办理经过")
def timeline(request: HttpRequest, number: str) -> list[TimelineOut]:
    """Staff see every entry, applicants the public ones."""
    call = caller(request)
    found = _find(call, number)
    return [
        TimelineOut(
            sequence=entry.sequence, kind=entry.kind, sentence=entry.message.render(gettext), article=entry.article,
            effective_at=entry.effective_at, recorded_at=entry.recorded_at,
        )
        for entry in found.timeline
        if entry.public or call.viewer.is_staff
    ]  # fmt: skip


@router.post("/{number}/actions/{action}", response=CaseOut, auth=ACT, summary="办理动作")
def act(request: HttpRequest, number: str, action: str, body: ActionIn) -> CaseOut:
    """Take a step under one of the account's posts; the same actions as on the workbench."""
    call = caller(request)
    found = _find(call, number)
    take = ACTIONS.get(action)
    if take is None:
        raise UnknownAction(action=action[:40], what="", why="")
    take(found.case, body, call)
    return case_out(_find(call, number))


def _plain(action: Callable[..., Case]) -> Callable[[Case, ActionIn, Caller], Case]:
    def take(case: Case, body: ActionIn, call: Caller) -> Case:
        return action(case.pk, seen=body.seen, actor=call.actor, now=call.now)

    return take


def _with(action: Callable[..., Case], read: Callable[[ActionIn], tuple[object, ...]]) -> Callable[..., Case]:
    def take(case: Case, body: ActionIn, call: Caller) -> Case:
        return action(case.pk, *read(body), seen=body.seen, actor=call.actor, now=call.now)

    return take


def _reasons(body: ActionIn) -> tuple[object, ...]:
    return ([reason.model_dump() for reason in body.reasons],)


ACTIONS: dict[str, Callable[[Case, ActionIn, Caller], Case]] = {
    "claim": _plain(actions.claim),
    "release": _plain(actions.release),
    "accept": _plain(actions.accept),
    "ask_correction": _with(actions.ask_correction, _reasons),
    "not_accept": _with(actions.not_accept, _reasons),
    "pass_step": _with(actions.pass_step, lambda body: (body.opinion,)),
    "return_step": _with(actions.return_step, lambda body: (body.opinion,)),
    "suspend": _with(actions.suspend, lambda body: (body.procedure, body.days)),
    "resume": _plain(actions.resume),
    "extend": _with(actions.extend, lambda body: (body.amount, body.reason)),
    "grant": _with(actions.grant, lambda body: (body.opinion,)),
    "refuse": _with(actions.refuse, _reasons),
    "file": _plain(actions.file),
    "deliver": _with(actions.deliver, lambda body: (body.way,)),
    "close": _plain(actions.close),
    "withdraw": _plain(actions.withdraw),
}


def case_out(found: CaseView) -> CaseOut:
    """A case as the API tells it: settled in thought to now, no personal data."""
    case, state, clocks = found.case, found.state, found.clocks
    statutory, promised = clocks.find("decision"), clocks.find("decision", "promised")
    return CaseOut(
        number=case.number, matter=case.matter, variant=case.variant, state=state.state,
        state_name=found.state_title.render(gettext), step=state.step, waiting_for=state.waiting_for,
        outcome=state.outcome, automatic=state.automatic, received_at=case.received_at, accepted_at=state.accepted_at,
        decided_at=state.decided_at, concluded_at=state.concluded_at, next_due=clocks.next_due,
        statutory_due=statutory.due.date if statutory else None,
        promised_due=promised.due.date if promised else None, provisional=clocks.provisional,
        sequence=case.head_sequence, allowed=[row.name for row in found.allowed],
        certificate=str(state.certificate) if state.certificate else None,
    )  # fmt: skip


def _find(call: Caller, number: str) -> CaseView:
    return queries.access_case_by_number(number[:40], viewer=call.viewer, now=call.now)
