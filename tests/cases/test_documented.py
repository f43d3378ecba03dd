"""What the docs say of the lifecycle is what the code does."""

from __future__ import annotations

from pathlib import Path

from tongban.cases.states import STATES, lifecycle
from tongban.core.lifecycle import mermaid

PAGE = Path(__file__).resolve().parents[2] / "docs" / "systems" / "cases.md"


def test_the_diagram_is_the_table() -> None:
    written = PAGE.read_text(encoding="utf-8").split("```mermaid\n")[1].split("```")[0]
    assert written.strip() == mermaid(lifecycle("licence")).strip()


def test_every_state_is_explained() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [state for state in STATES if f"| `{state}` |" not in text] == []
