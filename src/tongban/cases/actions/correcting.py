"""The applicant's answer to the one notice: a draft that starts from what was handed in."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from tongban.base.actor import Actor
from tongban.base.writes import together
from tongban.cases.actions.drafts import answers_of, owner_of
from tongban.cases.actions.moving import check, take
from tongban.cases.actions.prereviewing import request_prereview
from tongban.cases.models import Draft, DraftMaterial


@together()
def begin_correction(case_id: UUID, *, actor: Actor, now: datetime) -> Draft:
    """Open the correction for somebody who may hand it in. Asking twice gives the same draft.

    Raises CaseNotFound, OutOfOrder when the case does not wait for a correction, WrongRole.
    """
    moving = take(case_id, seen=None, actor=actor, now=now)
    check(moving, "hand_in_correction")
    case = moving.case
    found = Draft.objects.filter(case=case, user_id=owner_of(actor), submitted_at__isnull=True).first()
    if found:
        return found
    revision = case.revisions.order_by("-number").first()
    assert revision is not None  # nobody erases a case that is under way
    assert revision.answers_encrypted is not None
    draft = Draft.objects.create(
        id=uuid.uuid4(),
        user_id=owner_of(actor),
        matter=case.matter,
        variant=case.variant,
        publication_id=case.publication_id,
        authority_id=case.authority_id,
        applicant_person_id=case.applicant_person_id,
        applicant_organisation_id=case.applicant_organisation_id,
        case=case,
        answers_encrypted=revision.answers_encrypted,
        channel=case.channel,
        created_at=now,
        updated_at=now,
    )
    rows = [
        DraftMaterial(draft=draft, material=row.material, file=row.file, name=row.name, uploaded_at=now)
        for row in revision.materials.select_related("file")
        if row.file is not None
    ]
    DraftMaterial.objects.bulk_create(rows)
    request_prereview(draft, answers_of(draft), actor=actor, now=now)
    return draft
