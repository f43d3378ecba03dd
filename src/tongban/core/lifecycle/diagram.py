"""The diagram of a table, for the docs and the staff pages."""

from __future__ import annotations

from tongban.core.lifecycle.table import Lifecycle
from tongban.core.messages import Translate, untranslated


def mermaid(lifecycle: Lifecycle, translate: Translate = untranslated) -> str:
    """The table as a Mermaid state diagram: titles on states and arrows, articles behind the titles."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{translate(title)}" as {state}' for state, title in lifecycle.states.items()]
    lines.append(f"    [*] --> {lifecycle.initial}")
    for row in lifecycle.transitions:
        for source in sorted(row.sources):
            lines.append(f"    {source} --> {row.target}: {translate(row.title)} ({row.article})")
    lines += [f"    {state} --> [*]" for state in sorted(lifecycle.terminal)]
    return "\n".join(lines) + "\n"
