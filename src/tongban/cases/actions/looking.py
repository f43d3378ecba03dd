"""What staff look at that leaves a trace: a personal answer in full, and the machine's view of a case under way."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.base.writes import together
from tongban.cases.actions.moving import Moving, note, take
from tongban.cases.actions.results import applying_of
from tongban.cases.models import Case
from tongban.cases.situation import gather
from tongban.catalogue import queries as catalogue
from tongban.core.assessment.assess import Assessment, assess
from tongban.core.clock import civil_day
from tongban.core.errors import Forbidden, NotFound
from tongban.core.messages import N_, Message
from tongban.core.roles import Role

ALL = "*"
"""Every personal answer at once, as a clerk needs it who prepares the correction for somebody at the counter."""


@together()
def reveal(case_id: UUID, key: str, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Personal answers in full for an officer of the case, by field key (`ALL`: every one); who looked is kept.

    Raises NotFound for a field that the form does not have or that the law had erased, Forbidden for who has no post in
    the case (个人信息保护法 6, 54: only what the task needs, and it can be checked afterwards).
    """
    moving = take(case_id, seen=None, actor=actor, now=now)
    staff = sorted(moving.roles - {Role.APPLICANT})
    if not staff:
        raise Forbidden(what=Message(N_("查看个人信息")))
    personal = {field.key for field in moving.loaded.form.fields(moving.case.variant) if field.personal}
    wanted = personal if key == ALL else personal & {key}
    found = {name: value for name, value in _answers(moving).items() if name in wanted}
    if not found:
        raise NotFound(what=Message(N_("这项个人信息")))
    payload = {"field": key, "officer": actor.viewer.user_id}
    note(moving, "case.revealed", payload, actor=actor.acting_as(staff[0]), now=now)
    return found


def assess_case(case: Case, *, actor: Actor, now: datetime) -> Assessment | None:
    """What the matter's rules say of the last hand-in with what the registries know today; None once it is erased.

    Rules that speak of the day of application read the day of the last hand-in. Call after `access_case`; every look-up
    in a registry is logged with the case as its purpose.
    """
    revision = case.revisions.order_by("-number").first()
    if revision is None or revision.answers_encrypted is None:
        return None
    loaded = catalogue.loaded(case.publication_id)
    situation = gather(loaded, applying_of(case), actor=actor, now=now).situation
    calendar = catalogue.calendar(case.publication_id)
    return assess(loaded, case.variant, situation, calendar=calendar, on=civil_day(revision.handed_in_at))


def _answers(moving: Moving) -> dict[str, Any]:
    revision = moving.case.revisions.order_by("-number").first()
    if revision is None or revision.answers_encrypted is None:
        return {}
    answers: dict[str, Any] = json.loads(crypto.decrypt_text(revision.answers_encrypted))
    return answers
