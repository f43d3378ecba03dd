"""Drafts: begin, save, upload, carry to a new version. Nothing typed or uploaded is lost."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongban.base import crypto, files, sql
from tongban.base import queries as base
from tongban.base.actor import Actor
from tongban.base.rows import Authority, Organisation, Person
from tongban.cases.actions.prereviewing import request_prereview
from tongban.cases.errors import DraftMoved, DraftNotFound, NoAuthority
from tongban.cases.models import Draft, DraftMaterial
from tongban.cases.prefill import prefill
from tongban.cases.situation import Applying, gather
from tongban.catalogue import queries as catalogue
from tongban.core.canonical import canonical_json
from tongban.core.clock import civil_day
from tongban.core.errors import Forbidden, InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.text import clean
from tongban.prereview import actions as prereview

MAX_FILES = 20  # per material; more belongs into one PDF
MAX_DRAFTS = 200  # per user; a runaway client is stopped, a person never gets there


@transaction.atomic
def begin(
    matter: str,
    variant: str,
    *,
    authority_id: int,
    person: Person | None = None,
    organisation: Organisation | None = None,
    channel: str = "2",
    actor: Actor,
    now: datetime,
) -> Draft:
    """Start an application for a person or a body. Raises NoAuthority when the authority does not handle the matter."""
    loaded = catalogue.loaded_in_force(matter, civil_day(now))
    catalogue.check_variant(loaded, variant)
    authority = base.authority(authority_id)
    if authority is None or matter not in authority.matters:
        raise NoAuthority(matter=loaded.matter.name)
    if Draft.objects.filter(user_id=owner_of(actor), submitted_at__isnull=True).count() >= MAX_DRAFTS:
        raise InvalidInput(what=Message(N_("草稿")), why=Message(N_("草稿太多了，请先提交或删除旧的草稿")))
    publication = catalogue.publication_in_force(matter, civil_day(now))
    assert publication is not None  # loaded_in_force would have raised
    holder = organisation or person
    if holder is None:
        raise InvalidInput(what=Message(N_("申请人")), why=Message(N_("还没有选定")))
    draft_id = uuid.uuid4()
    applying = Applying(variant, holder, {}, frozenset(), draft_id)
    known = prefill(loaded, variant, gather(loaded, applying, actor=actor, now=now).situation)
    return Draft.objects.create(
        id=draft_id,
        user_id=owner_of(actor),
        matter=matter,
        variant=variant,
        publication_id=publication.digest,
        authority=authority,
        applicant_person=None if organisation else person,
        applicant_organisation=organisation,
        answers_encrypted=crypto.encrypt_text(canonical_json(known)),
        prefilled=sorted(known),
        channel=channel,
        created_at=now,
        updated_at=now,
    )


def access_draft(draft_id: UUID, *, actor: Actor, lock: bool = False) -> Draft:
    """The actor's own open draft. Raises DraftNotFound for anybody else's."""
    rows = Draft.objects.select_related("authority", "applicant_person", "applicant_organisation")
    if lock:
        rows = rows.select_for_update(of=("self",))
    draft = rows.filter(pk=draft_id, user_id=owner_of(actor)).first()
    if draft is None:
        raise DraftNotFound(what=str(draft_id))
    return draft


_DRAFT = sql.Columns(Draft, "d")
_AUTHORITY = sql.Columns(Authority, "a", start=_DRAFT.end)
_PERSON = sql.Columns(Person, "p", start=_AUTHORITY.end)
_BODY = sql.Columns(Organisation, "o", start=_PERSON.end)
_UPLOAD = sql.Columns(DraftMaterial, "m")
_LOCK = (
    f"SELECT {_DRAFT.text}, {_AUTHORITY.text}, {_PERSON.text}, {_BODY.text} "  # noqa: S608  # our own models
    f"FROM {_DRAFT.table} LEFT JOIN {_AUTHORITY.table} ON {_AUTHORITY.key} = d.authority_id "
    f"LEFT JOIN {_PERSON.table} ON {_PERSON.key} = d.applicant_person_id "
    f"LEFT JOIN {_BODY.table} ON {_BODY.key} = d.applicant_organisation_id "
    f"WHERE {_DRAFT.key} = %s AND d.user_id = %s FOR UPDATE OF d"
)
_UPLOADS = f"SELECT {_UPLOAD.text} FROM {_UPLOAD.table} WHERE m.draft_id = %s ORDER BY {_UPLOAD.key}"  # noqa: S608  # ditto


def lock_with_uploads(draft_id: UUID, *, actor: Actor) -> tuple[Draft, list[DraftMaterial]]:
    """The actor's own draft, locked, and what was uploaded to it, oldest first. Raises DraftNotFound."""
    found, uploads = sql.fetch(sql.Query(_LOCK, [draft_id, owner_of(actor)]), sql.Query(_UPLOADS, [draft_id]))
    draft = _DRAFT.row(found[0]) if found else None
    if draft is None:
        raise DraftNotFound(what=str(draft_id))
    draft.authority = _AUTHORITY.row(found[0])
    draft.applicant_person = _PERSON.row(found[0])
    draft.applicant_organisation = _BODY.row(found[0])
    return draft, _UPLOAD.rows(uploads)


def answers_of(draft: Draft) -> dict[str, Any]:
    """What has been typed so far, as stored: texts, numbers, lists."""
    found: dict[str, Any] = json.loads(crypto.decrypt_text(draft.answers_encrypted))
    return found


@transaction.atomic
def save(
    draft_id: UUID,
    answers: Mapping[str, Any],
    *,
    seen: int | None = None,
    page: str = "",
    actor: Actor,
    now: datetime,
) -> Draft:
    """Keep answers as typed, right or wrong: only their form as text is checked here.

    Keys that the form does not have are refused. `seen` is the save count that the page knew and `page` its name;
    DraftMoved when another open page has saved since.
    """
    draft = access_draft(draft_id, actor=actor, lock=True)
    check_open(draft)
    if seen is not None and seen != draft.saved and draft.saved_by != page:
        raise DraftMoved(what="", why="")
    loaded = catalogue.loaded(draft.publication_id)
    fields = {field.key: field for field in loaded.form.fields(draft.variant)}
    kept = answers_of(draft)
    for key, value in answers.items():
        if key not in fields:
            raise InvalidInput(what=key[:64], why=Message(N_("表单里没有这一项")))
        field = fields[key]
        before, kept[key] = kept.get(key), _clean_answer(value, field.label, field.max_length)
        if kept[key] != before:
            draft.read_from.pop(key, None)  # from here on it is the person's own
    draft.answers_encrypted = crypto.encrypt_text(canonical_json(kept))
    draft.saved += 1
    draft.saved_by = page[:40]
    draft.updated_at = now
    draft.save(update_fields=["answers_encrypted", "saved", "saved_by", "read_from", "updated_at"])
    request_prereview(draft, kept, actor=actor, now=now)
    return draft


@transaction.atomic
def upload(
    draft_id: UUID, material: str, chunks: Iterable[bytes], *, name: str, actor: Actor, now: datetime
) -> DraftMaterial:
    """Add a file to a material. Raises FileRefused with what to do; earlier uploads stay."""
    draft = access_draft(draft_id, actor=actor, lock=True)
    check_open(draft)
    loaded = catalogue.loaded(draft.publication_id)
    wanted = loaded.matter.materials.get(material)
    if wanted is None or (wanted.variants and draft.variant not in wanted.variants):
        raise InvalidInput(what=material[:64], why=Message(N_("本情形不需要这份材料")))
    if draft.materials.filter(material=material).count() >= MAX_FILES:
        why = Message(N_("最多 {limit} 个文件，请把多页合并成一个 PDF"), {"limit": MAX_FILES})
        raise InvalidInput(what=wanted.name, why=why)
    shown = clean(name or "file", what=Message(N_("文件名")), max_length=200)
    stored = files.store_upload(chunks, name=shown, accepts=wanted.accepts, actor=actor, now=now)
    row = DraftMaterial.objects.create(draft=draft, material=material, file=stored, name=shown, uploaded_at=now)
    draft.updated_at = now
    draft.save(update_fields=["updated_at"])
    request_prereview(draft, answers_of(draft), actor=actor, now=now)
    return row


@transaction.atomic
def remove_upload(draft_id: UUID, upload_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a file back. Removing what is no longer there is no error."""
    draft = access_draft(draft_id, actor=actor, lock=True)
    check_open(draft)
    draft.materials.filter(pk=upload_id).delete()
    request_prereview(draft, answers_of(draft), actor=actor, now=now)


@transaction.atomic
def discard(draft_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Delete an unsubmitted draft with everything in it."""
    draft = access_draft(draft_id, actor=actor, lock=True)
    check_open(draft)
    prereview.forget(draft.pk, actor=actor, now=now)
    draft.delete()


@transaction.atomic
def carry(draft_id: UUID, *, actor: Actor, now: datetime) -> Draft:
    """Bring a draft to the version in force, keeping every answer that still has a field, and note what changed."""
    draft = access_draft(draft_id, actor=actor, lock=True)
    if draft.submitted_at or draft.case_id:
        return draft
    current = catalogue.publication_in_force(draft.matter, civil_day(now))
    if current is None or current.digest == draft.publication_id:
        return draft
    old, new = catalogue.loaded(draft.publication_id), catalogue.loaded(current.digest)
    catalogue.check_variant(new, draft.variant)
    changes = catalogue.difference(old, new, civil_day(now))
    fields = {field.key for field in new.form.fields(draft.variant)}
    kept = {key: value for key, value in answers_of(draft).items() if key in fields}
    draft.answers_encrypted = crypto.encrypt_text(canonical_json(kept))
    draft.publication_id = current.digest
    draft.carried_note = [change.message.render() for change in changes]
    draft.updated_at = now
    draft.save(update_fields=["answers_encrypted", "publication", "carried_note", "updated_at"])
    request_prereview(draft, kept, actor=actor, now=now)
    return draft


def owner_of(actor: Actor) -> int:
    """Drafts belong to a signed-in user. Raises Forbidden for anybody else."""
    if actor.viewer.user_id is None:
        raise Forbidden(what=Message(N_("填写申请")))
    return actor.viewer.user_id


def check_open(draft: Draft) -> None:
    """A submitted draft is history. Raises DraftNotFound."""
    if draft.submitted_at is not None:
        raise DraftNotFound(what=str(draft.pk))


def _clean_answer(value: Any, label: str, max_length: int) -> Any:
    """Answers are text, yes/no, whole numbers or lists of text; anything else is refused, not coerced."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean(value, what=label, max_length=max_length, multiline=True)
    if isinstance(value, list | tuple) and len(value) <= 200 and all(isinstance(item, str) for item in value):
        return [clean(item, what=label, max_length=max_length) for item in value]
    raise InvalidInput(what=label, why=Message(N_("内容的类型不对")))
