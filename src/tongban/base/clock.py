"""The one clock. Shells (pages, API, commands, jobs) read it and hand `now` on; nothing below them does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_rehearsal: ContextVar[datetime | None] = ContextVar("rehearsal_now", default=None)


def now() -> datetime:
    """The present instant, timezone-aware. A rehearsal (`TONGBAN_NOW`, or `rehearse`) may set it."""
    rehearsed = _rehearsal.get()
    if rehearsed is not None:
        return rehearsed
    fixed = os.environ.get("TONGBAN_NOW")
    return datetime.fromisoformat(fixed) if fixed else datetime.now(UTC)


@contextmanager
def rehearse(instant: datetime) -> Iterator[None]:
    """Let the clock show `instant` inside the block, in this thread of work only."""
    if instant.tzinfo is None:
        raise ValueError("a rehearsal needs a timezone-aware instant")
    token = _rehearsal.set(instant)
    try:
        yield
    finally:
        _rehearsal.reset(token)
