"""Writing the authority's papers (文书)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.base import sql, writes
from tongban.base.actor import Actor
from tongban.cases import documents
from tongban.cases.actions.moving import Moving
from tongban.cases.models import Document
from tongban.core.canonical import canonical_json, digest

_ONE_MORE = sql.Query("SELECT nextval('cases_document_id_seq')", tables=frozenset())


def write_document(moving: Moving, kind: str, content: dict[str, Any], *, actor: Actor, now: datetime) -> Document:
    """Store a paper under its own number. The event that records it carries the row's id.

    The number ends in the number of that event, so that no two papers of a kind can bear the same.
    """
    paper = Document(
        id=_next_id(moving),
        case=moving.case,
        kind=kind,
        number=documents.document_number(moving.case.number, kind, moving.head.sequence + 1),
        content=content,
        digest=digest(canonical_json(content)),
        written_at=now,
    )
    writes.insert(paper)
    return paper


def _next_id(moving: Moving) -> int:
    """One of the keys that came with the case, or a new one when these are used up."""
    if not moving.paper_ids:
        [[(number,)]] = sql.fetch(_ONE_MORE)
        moving.paper_ids.append(number)
    return moving.paper_ids.pop(0)
