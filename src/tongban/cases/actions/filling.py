"""Fill empty fields with what papers say (只填一次, 国务院令第716号 7), for the applicant to confirm."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.cases.actions.drafts import access_draft, answers_of, check_open
from tongban.cases.actions.prereviewing import request_prereview, review_of
from tongban.cases.models import Draft
from tongban.catalogue import queries as catalogue
from tongban.core.canonical import canonical_json
from tongban.prereview.queries import Suggested

EMPTY: tuple[object, ...] = (None, "", [])


def offered(draft: Draft) -> list[Suggested]:
    """What papers say about fields that are still empty."""
    review = review_of(draft)
    if review is None:
        return []
    answers = answers_of(draft)
    fields = {field.key for field in catalogue.loaded(draft.publication_id).form.fields(draft.variant)}
    return [each for each in review.suggestions if each.field in fields and answers.get(each.field) in EMPTY]


@transaction.atomic
def fill_from_papers(draft_id: UUID, *, actor: Actor, now: datetime) -> list[Suggested]:
    """Take over what papers say into fields that are still empty; what somebody typed is never replaced.

    Each such field is marked with its paper and page until somebody changes it. Returns what was filled.
    """
    draft = access_draft(draft_id, actor=actor, lock=True)
    check_open(draft)
    filled = offered(draft)
    if filled:
        answers = answers_of(draft) | {each.field: each.value for each in filled}
        marks = {
            each.field: {"material": each.material, "name": each.material_name, "page": each.page} for each in filled
        }
        draft.answers_encrypted = crypto.encrypt_text(canonical_json(answers))
        draft.read_from = {**draft.read_from, **marks}
        draft.saved += 1
        draft.saved_by = ""
        draft.updated_at = now
        draft.save(update_fields=["answers_encrypted", "read_from", "saved", "saved_by", "updated_at"])
        request_prereview(draft, answers, actor=actor, now=now)
    return filled
