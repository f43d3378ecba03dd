"""Prereview of a draft: what is asked for, what it means for the hand-in, and what papers fill into the form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.cases.models import Draft
from tongban.catalogue import queries as catalogue
from tongban.core.assessment.answers import normalise_answers
from tongban.core.assessment.assess import Assessment
from tongban.core.assessment.rules import AutoApproval
from tongban.core.clock import civil_day
from tongban.core.messages import N_, Message
from tongban.core.packs.checks import Severity
from tongban.prereview import actions as prereview
from tongban.prereview import queries
from tongban.prereview.queries import Review


@dataclass(frozen=True)
class Problem:
    """One thing to mend before handing in: `at` is `field:<key>`, `material:<key>` or empty."""

    at: str
    code: str
    message: Message
    remedy: Message | None = None


def request_prereview(draft: Draft, answers: Mapping[str, Any], *, actor: Actor, now: datetime) -> UUID | None:
    """Have the papers of a draft read and checked as they are now; None where the matter has no rules about papers."""
    loaded = catalogue.loaded(draft.publication_id)
    if not queries.has_rules(loaded, draft.variant):
        return None
    files = [
        prereview.HandedFile(row.material, row.file_id, row.name) for row in draft.materials.order_by("material", "pk")
    ]
    application = prereview.Application(
        owner=draft.pk,
        publication=draft.publication_id,
        variant=draft.variant,
        authority_id=draft.authority_id,
        form=normalise_answers(loaded.form, draft.variant, answers).values,
        files=files,
        submitted_on=civil_day(now),
    )
    return prereview.request_review(application, actor=actor, now=now)


@transaction.atomic
def prereview_again(draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Ask anew where another day, another engine or a passing failure may change what was found."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk, submitted_at__isnull=True).first()
    if locked is not None:
        answers: dict[str, Any] = json.loads(crypto.decrypt_text(locked.answers_encrypted))
        request_prereview(locked, answers, actor=actor, now=now)


def review_of(draft: Draft) -> Review | None:
    """The prereview of a draft; None where there is none, or where this variant no longer has rules about papers."""
    loaded = catalogue.loaded(draft.publication_id)
    return queries.review_of(draft.pk) if queries.has_rules(loaded, draft.variant) else None


def prereview_problems(review: Review | None) -> Iterator[Problem]:
    """Findings that block and are neither mended nor answered."""
    for finding in review.blocking if review else ():
        at = f"material:{finding.row.material}"
        yield Problem(at, finding.row.code, finding.message, finding.remedy)


def said_once(assessment: Assessment, review: Review | None) -> Assessment:
    """The assessment without the rules that only repeat what a finding on a paper says, and shows the place of.

    A rule that blocks is never left out: its finding may be answered, the rule may not.
    """
    told = review.said_again if review else frozenset()
    kept = tuple(x for x in assessment.rule_outcomes if x.rule.id not in told or x.rule.severity is Severity.BLOCKS)
    return replace(assessment, rule_outcomes=kept)


def with_prereview(approval: AutoApproval | None, review: Review | None) -> AutoApproval | None:
    """Automatic approval asks for a clean prereview of whatever papers were handed in."""
    if approval is None or review is None or review.clean:
        return approval
    why = N_("智能预审还没有完成") if review.running or review.failed else N_("智能预审有需要人工核对的地方")
    return replace(approval, granted=False, hindrances=(*approval.hindrances, Message(why)))
