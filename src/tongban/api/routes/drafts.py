"""Drafts: begin, fill, upload, check, submit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongban.api import actions as api
from tongban.api.auth import Caller, Token, caller
from tongban.api.errors import KeyMissing
from tongban.api.routes.cases import case_out
from tongban.api.schemas import AnswersIn, ApplicantIn, CheckOut, DraftIn, DraftOut, ProblemOut, SubmittedOut, UploadOut
from tongban.api.scopes import Scope
from tongban.base import actions as base_actions
from tongban.base import queries as base
from tongban.base.rows import Organisation, Person
from tongban.cases import actions, queries
from tongban.cases.queries import Draft
from tongban.core.canonical import digest
from tongban.core.errors import Forbidden, InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.roles import Role

router = Router(tags=["drafts"], auth=Token(Scope.DRAFTS_WRITE))


@router.post("", response={201: DraftOut}, summary="新建草稿")
def begin(request: HttpRequest, body: DraftIn) -> Status[DraftOut]:
    """Begin an application in the version in force, prefilled from what is known."""
    call = caller(request)
    person, organisation = _applicant(call, body.applicant)
    channel = "1" if body.applicant.kind == "person" else "2"
    draft = actions.begin(
        body.matter, body.variant, authority_id=body.authority, person=person, organisation=organisation,
        channel=channel, actor=call.actor, now=call.now,
    )  # fmt: skip
    return Status(201, _out(draft))


@router.get("/{draft_id}", response=DraftOut, summary="读取草稿")
def read(request: HttpRequest, draft_id: UUID) -> DraftOut:
    return _out(queries.access_draft(draft_id, actor=caller(request).actor))


@router.patch("/{draft_id}", response=DraftOut, summary="保存填报内容")
def save(request: HttpRequest, draft_id: UUID, body: AnswersIn) -> DraftOut:
    """Keep answers, right or wrong; `check` says what is wrong with them."""
    call = caller(request)
    return _out(actions.save(draft_id, body.answers, seen=body.saved, actor=call.actor, now=call.now))


@router.post("/{draft_id}/materials/{material}", response={201: UploadOut}, summary="上传材料")
def upload(request: HttpRequest, draft_id: UUID, material: str, file: File[UploadedFile]) -> Status[UploadOut]:
    """Add one file to a material; what a file is, is told from its bytes."""
    call = caller(request)
    row = actions.upload(draft_id, material[:64], file.chunks(), name=file.name or "", actor=call.actor, now=call.now)
    return Status(201, _upload(row))


@router.delete("/{draft_id}/materials/{upload_id}", response={204: None}, summary="删除已上传的文件")
def remove(request: HttpRequest, draft_id: UUID, upload_id: int) -> Status[None]:
    call = caller(request)
    actions.remove_upload(draft_id, upload_id, actor=call.actor, now=call.now)
    return Status(204, None)


@router.get("/{draft_id}/check", response=CheckOut, summary="提交前检查")
def check(request: HttpRequest, draft_id: UUID) -> CheckOut:
    """Everything that keeps it from being handed in, what is waived, and when it would be due."""
    call = caller(request)
    draft = queries.access_draft(draft_id, actor=call.actor)
    checked = actions.check_draft(draft, actor=call.actor, now=call.now)
    papers = checked.assessment.papers
    return CheckOut(
        outcome=checked.assessment.outcome,
        problems=[
            ProblemOut(
                at=item.at, code=item.code, detail=item.message.render(),
                remedy=item.remedy.render() if item.remedy else None,
            )
            for item in checked.problems
        ],
        required=list(papers.required),
        waived={waiver.material: waiver.source_name for waiver in papers.waived},
        missing=list(papers.missing),
        statutory_due=checked.assessment.statutory_due,
        promised_due=checked.assessment.promised_due,
    )  # fmt: skip


@router.post("/{draft_id}/submit", response={200: SubmittedOut, 201: SubmittedOut}, summary="提交申请")
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Hand in. Needs an Idempotency-Key; the same key again gives the same answer, query code included."""
    call = caller(request)
    key = _key(request)
    wanted = digest(f"submit:{draft_id}")
    kept = api.kept_answer(call.client, key, wanted)
    if kept is not None:
        return JsonResponse(kept.answer, status=kept.status)
    done = actions.submit(draft_id, actor=call.actor, now=call.now)
    found = queries.access_case(done.case.pk, viewer=call.viewer, now=call.now)
    answer = SubmittedOut(case=case_out(found), query_code=done.query_code).model_dump(mode="json")
    api.keep_answer(call.client, key, wanted, 201, answer, actor=call.actor, now=call.now)
    return JsonResponse(answer, status=201)


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 100 or not key.isprintable():
        raise KeyMissing(what="", why="")
    return key


def _applicant(call: Caller, wanted: ApplicantIn) -> tuple[Person | None, Organisation | None]:
    if wanted.kind == "self" and call.viewer.person_id is not None:
        return base.person(call.viewer.person_id), None
    if wanted.kind == "organisation":
        for body in base.organisations_of(call.viewer):
            if body.uscc == (wanted.uscc or "").upper():
                return None, body
    if wanted.kind == "person":
        if not call.viewer.has(Role.CLERK, Role.CHIEF_REPRESENTATIVE):
            raise Forbidden(what=Message(N_("替他人填写申请")))
        found = base_actions.register_person(
            name=wanted.name or "", citizen_id=wanted.citizen_id or "", actor=call.actor, now=call.now
        )
        return found, None
    raise InvalidInput(what=Message(N_("申请人")), why=Message(N_("这个调用方不能为该申请人办理")))


def _out(draft: Draft) -> DraftOut:
    return DraftOut(
        id=str(draft.pk), matter=draft.matter, variant=draft.variant, digest=draft.publication_id, saved=draft.saved,
        answers=queries.answers_of(draft),
        materials=[_upload(row) for row in draft.materials.select_related("file").order_by("pk")],
        submitted=draft.submitted_at is not None,
    )  # fmt: skip


def _upload(row: queries.DraftMaterial) -> UploadOut:
    return UploadOut(id=row.pk, material=row.material, name=row.name, size=row.file.size, sha256=row.file.sha256)
