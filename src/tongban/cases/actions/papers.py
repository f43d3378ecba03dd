"""Writing the authority's papers (文书)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.base.actor import Actor
from tongban.cases import documents
from tongban.cases.models import Case, Document
from tongban.core.canonical import canonical_json, digest


def write_document(case: Case, kind: str, content: dict[str, Any], *, actor: Actor, now: datetime) -> Document:
    """Store a paper under its own number. The event that records it carries the row's id.

    The number ends in the number of that event, so that no two papers of a kind can bear the same.
    """
    return Document.objects.create(
        case=case,
        kind=kind,
        number=documents.document_number(case.number, kind, case.head_sequence + 1),
        content=content,
        digest=digest(canonical_json(content)),
        written_at=now,
    )
