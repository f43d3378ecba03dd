"""The hand-in: a draft becomes a case. An instant matter whose rules all hold is decided in the same transaction."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.base import crypto, sql, writes
from tongban.base.actor import SYSTEM, Actor
from tongban.base.eventlog import GENESIS, Head
from tongban.base.writes import together
from tongban.cases import documents, policy
from tongban.cases.actions.drafts import answers_of, lock_with_uploads
from tongban.cases.actions.moving import Moving, check, move, note, ownership, take
from tongban.cases.actions.papers import write_document
from tongban.cases.actions.prereviewing import (
    Problem,
    prereview_problems,
    request_prereview,
    review_of,
    said_once,
    with_prereview,
)
from tongban.cases.actions.results import issue_result
from tongban.cases.errors import DraftCarried, DraftNotFound, NoAuthority, NothingReady
from tongban.cases.models import Case, Draft, DraftMaterial, HandedMaterial, Revision
from tongban.cases.replay import CaseState
from tongban.cases.situation import Applying, Gathered, gather
from tongban.catalogue import queries as catalogue
from tongban.core.assessment.answers import FieldProblem
from tongban.core.assessment.assess import Assessment, assess
from tongban.core.assessment.rules import AutoApproval
from tongban.core.canonical import canonical_json, digest
from tongban.core.clock import civil_day
from tongban.core.identifiers import build_case_number, build_query_code
from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.core.roles import Role
from tongban.core.rules.explain import explain
from tongban.prereview.queries import Review

SERIALS = 999_999  # from a sequence: gaps are allowed, numbers are never used twice within a day (a million at most)
_REVISION_ID = sql.Query("SELECT nextval('cases_revision_id_seq')", tables=frozenset())
_NUMBERS = sql.Query(
    "SELECT nextval('cases_case_serial'), nextval('cases_revision_id_seq'), "
    "nextval('cases_document_id_seq'), nextval('cases_document_id_seq'), clock_timestamp()",
    tables=frozenset(),
)
"""What a new case needs before it is written: serial, key of its revision, keys of two papers, the database's time."""


@dataclass(frozen=True)
class Checked:
    """A draft as the rules see it."""

    loaded: LoadedMatter
    gathered: Gathered
    assessment: Assessment
    problems: tuple[Problem, ...]
    on: date
    review: Review | None = None


@dataclass(frozen=True)
class Submitted:
    """What a hand-in gives back. `query_code` opens public progress; it is shown once and stored as a digest only."""

    case: Case
    query_code: str | None


def check_draft(
    draft: Draft,
    *,
    uploads: Iterable[DraftMaterial] | None = None,
    ask_registries: bool = True,
    actor: Actor,
    now: datetime,
) -> Checked:
    """Assess a draft without handing it in: problems, waivers, due dates. `uploads`: its files, where known already."""
    loaded = catalogue.loaded(draft.publication_id)
    holder = draft.applicant_person or draft.applicant_organisation
    assert holder is not None  # `begin` sees to it
    uploaded = frozenset(row.material for row in (draft.materials.all() if uploads is None else uploads))
    applying = Applying(draft.variant, holder, answers_of(draft), uploaded, draft.pk)
    gathered = gather(loaded, applying, ask_registries=ask_registries, actor=actor, now=now)
    assessment = assess(
        loaded,
        draft.variant,
        gathered.situation,
        calendar=catalogue.calendar(draft.publication_id),
        on=civil_day(now),
    )
    review = review_of(draft)
    approval = with_prereview(assessment.auto_approval, review)
    assessment = replace(said_once(assessment, review), auto_approval=approval)
    problems = (*_problems(loaded, gathered, assessment), *prereview_problems(review))
    return Checked(loaded, gathered, assessment, problems, civil_day(now), review)


def submit(draft_id: UUID, *, actor: Actor, now: datetime) -> Submitted:
    """Hand in. A second click, or the same request again, gives the case of the first.

    Raises NothingReady with every problem at once, DraftCarried when the matter has a newer version in force (the draft
    is carried over and shown again), DraftNotFound. Nothing typed or uploaded is lost by any of them.
    """
    with together():
        draft, uploads = lock_with_uploads(draft_id, actor=actor)
        if draft.submitted_at is not None:
            return Submitted(_case_of(draft), None)
        _check_current(draft, now)
        package = request_prereview(draft, answers_of(draft), actor=actor, now=now)
        checked = check_draft(draft, uploads=uploads, actor=actor, now=now)
        if checked.problems:
            raise NothingReady(count=len(checked.problems), problems=checked.problems)
        draft.submitted_at = now
        writes.update(draft, ["submitted_at"])
        if draft.case_id:
            return Submitted(_hand_in_correction(draft, uploads, checked, package, actor, now), None)
        return _open_case(draft, uploads, checked, package, actor, now)


def _open_case(
    draft: Draft, uploads: Sequence[DraftMaterial], checked: Checked, package: UUID | None, actor: Actor, now: datetime
) -> Submitted:
    code = build_query_code(secrets.token_bytes(5))
    [[(serial, revision_id, *paper_ids, recorded_at)]] = sql.fetch(_NUMBERS)
    moving = _new_case(draft, checked.loaded, serial, code, package, actor, now)
    moving.paper_ids, moving.head = paper_ids, Head(0, GENESIS, recorded_at)
    writes.insert(moving.case)
    revision = _write_revision(revision_id, moving.case, 1, uploads, checked, now)
    receipt = write_document(moving, "receipt", documents.plain("receipt"), actor=actor, now=now)
    payload = {"revision": 1, "digest": revision.digest, "materials": len(checked.gathered.situation.materials)}
    move(moving, check(moving, "submit"), payload | {"document": receipt.pk}, actor=actor, now=now)
    _decide_at_once(moving, checked, now)
    return Submitted(moving.case, code)


def _decide_at_once(moving: Moving, checked: Checked, now: datetime) -> None:
    """Automatic approval: granted and issued here and now, or handed to a person with the reasons. Never refused."""
    approval = checked.assessment.auto_approval
    if not moving.variant.auto_approval or approval is None:
        return
    moving.roles = frozenset({Role.SYSTEM})
    if not approval.granted:
        reasons = {"reasons": [message.render() for message in approval.hindrances]}
        paper = write_document(moving, "machine_note", reasons, actor=SYSTEM, now=now)
        payload = {"conditions": approval_gaps(approval), "document": paper.pk}
        note(moving, "case.sent_to_a_person", payload, actor=SYSTEM, now=now)
        return
    trace = approval_trace(approval)
    paper = write_document(moving, "grant", documents.plain("grant", trace=trace), actor=SYSTEM, now=now)
    payload = {"document": paper.pk, "trace": digest(canonical_json(trace))}
    move(moving, check(moving, "grant_automatically"), payload, actor=SYSTEM, now=now)
    issue_result(moving, checked.gathered.situation, actor=SYSTEM, now=now)


def approval_gaps(approval: AutoApproval) -> list[str]:
    """Ids of the conditions that are not true."""
    return [item.condition.id for item in approval.conditions if item.outcome.holds is not True]


def approval_trace(approval: AutoApproval) -> list[dict[str, Any]]:
    """Each condition with what it read and what came out: the explanation of an automatic decision."""
    return [
        {"condition": item.condition.id, "says": item.condition.says, "explained": explain(item.outcome)}
        for item in approval.conditions
    ]


def _hand_in_correction(
    draft: Draft, uploads: Sequence[DraftMaterial], checked: Checked, package: UUID | None, actor: Actor, now: datetime
) -> Case:
    assert draft.case_id is not None
    moving = take(draft.case_id, seen=None, actor=actor, now=now)
    row = check(moving, "hand_in_correction")
    number = moving.state.revision + 1
    [[(revision_id,)]] = sql.fetch(_REVISION_ID)
    revision = _write_revision(revision_id, moving.case, number, uploads, checked, now)
    if package is not None:
        moving.case.prereview_package = package
        writes.update(moving.case, ["prereview_package"])
    move(moving, row, {"revision": number, "digest": revision.digest}, actor=actor, now=now)
    return moving.case


def _new_case(
    draft: Draft, loaded: LoadedMatter, serial: int, code: str, package: UUID | None, actor: Actor, now: datetime
) -> Moving:
    authority = draft.authority
    if authority is None:
        raise NoAuthority(matter=loaded.matter.name)
    case = Case(
        id=uuid.uuid4(),
        number=build_case_number(authority.region_id, civil_day(now), (serial - 1) % SERIALS + 1),
        query_code_index=crypto.blind_index(code, purpose="query_code"),
        submission_key=f"draft:{draft.pk}",
        matter=draft.matter,
        variant=draft.variant,
        publication_id=draft.publication_id,
        region=authority.region_id,
        authority=authority,
        applicant_person=draft.applicant_person,
        applicant_organisation=draft.applicant_organisation,
        agent_person_id=_agent(draft, actor),
        channel=draft.channel,
        prereview_package=package,
    )
    roles = policy.roles_in_case(actor.viewer, ownership(case))
    return Moving(case, loaded, CaseState(), Head(0, GENESIS), roles, [])


def _write_revision(
    revision_id: int, case: Case, number: int, uploads: Iterable[DraftMaterial], checked: Checked, now: datetime
) -> Revision:
    """Keep the answers as read, encrypted, and the list of papers with what stands in for the waived ones."""
    text = canonical_json(checked.gathered.situation.form)
    revision = Revision(
        id=revision_id,
        case=case,
        number=number,
        answers_encrypted=crypto.encrypt_text(text),
        digest=digest(text),
        handed_in_at=now,
    )
    rows = [
        HandedMaterial(revision=revision, material=item.material, file_id=item.file_id, name=item.name)
        for item in uploads
    ]
    rows += [
        HandedMaterial(revision=revision, material=waiver.material, replaced_by=waiver.source_name)
        for waiver in checked.assessment.papers.waived
        if waiver.material not in checked.gathered.situation.materials
    ]
    writes.insert(revision, *rows)
    return revision


def _problems(loaded: LoadedMatter, gathered: Gathered, assessment: Assessment) -> list[Problem]:
    """Everything that keeps the application from being handed in, once per field."""
    found = [_field_problem(item) for item in gathered.unreadable]
    unreadable = {item.field for item in gathered.unreadable}
    found += [_field_problem(item) for item in assessment.fields if item.field not in unreadable]
    held = set(assessment.papers.held_possible)
    for key in assessment.papers.missing:
        if key not in held:
            name = loaded.matter.materials[key].name
            found.append(
                Problem(f"material:{key}", "material_missing", Message(N_("还没有上传“{name}”"), {"name": name}))
            )
    for outcome in assessment.blocking:
        at = outcome.rule.at[0] if outcome.rule.at else ""
        found.append(Problem(at, outcome.rule.id, Message(outcome.rule.says), Message(outcome.rule.remedy)))
    return found


def _field_problem(item: FieldProblem) -> Problem:
    return Problem(f"field:{item.field}", item.code, item.message)


def _check_current(draft: Draft, now: datetime) -> None:
    """A first hand-in is judged by the version in force; a correction by the one the case is bound to."""
    if draft.case_id:
        return
    current = catalogue.digest_in_force(draft.matter, civil_day(now))
    if current is not None and current != draft.publication_id:
        raise DraftCarried(what="", why="")


def _case_of(draft: Draft) -> Case:
    if draft.case is not None:
        return draft.case
    case = Case.objects.filter(submission_key=f"draft:{draft.pk}").first()
    if case is None:
        raise DraftNotFound(what=str(draft.pk))
    return case


def _agent(draft: Draft, actor: Actor) -> int | None:
    """The person who hands in for a body is its agent; a clerk who helps is not."""
    return actor.viewer.person_id if draft.applicant_organisation_id else None


__all__: Sequence[str] = ("Checked", "Problem", "Submitted", "check_draft", "submit")
