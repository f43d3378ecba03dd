"""Events of this room have a reaction entry even when the project's own wiring is not loaded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tongban.base import events, reactions
from tongban.certificates import templates


@pytest.fixture(autouse=True)
def every_kind_is_wired() -> Iterator[None]:
    """Reactions themselves are tested where they are wired."""
    before = dict(reactions._wiring)  # the registry has no reader for its functions, and tests put it back
    reactions.wire({kind: before.get(kind, ()) for kind in events.all_codes()})
    yield
    reactions.wire(before)


@pytest.fixture
def broken_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """A publication whose face cannot be typeset."""
    monkeypatch.setattr(
        templates, "template", lambda publication: ({templates.MAIN: "#nothing-of-this-name()"}, templates.MAIN)
    )
