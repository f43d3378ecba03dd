"""Every event kind has a reaction entry, a sentence, a privacy word and, in a case, a reader for every version."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from tests.guards.source import calls, python_files, shown
from tongban.base import events, reactions
from tongban.cases.replay import _READERS
from tongban.project.wiring import WIRING

STREAM_KINDS_REPLAYED = ("case.",)


def test_every_kind_has_an_entry_and_every_entry_a_kind() -> None:
    assert set(WIRING) == set(events.all_codes())


def test_the_wiring_of_the_project_is_the_one_in_use() -> None:
    assert reactions.wired_kinds() == set(WIRING)


def test_every_kind_speaks_and_says_what_it_holds() -> None:
    silent = [kind.code for kind in events._KINDS.values() if not kind.sentence.strip() or not kind.holds.strip()]
    assert silent == []


def test_every_version_of_a_case_event_has_a_reader() -> None:
    known = {key for key in events._KINDS if key[0].startswith(STREAM_KINDS_REPLAYED)}
    assert unread(known, _READERS) == set()
    assert set(_READERS) == known


def unread(known: set[tuple[str, int]], readers: Mapping[tuple[str, int], object]) -> set[tuple[str, int]]:
    return known - set(readers)


def test_the_guard_sees_a_version_without_a_reader() -> None:
    assert unread({("case.received", 2)}, _READERS) == {("case.received", 2)}


def test_events_are_registered_in_the_furniture_for_them() -> None:
    """A kind written down elsewhere would be missed by who looks for it."""
    wrong = [
        f"{shown(file)}:{line}"
        for file in python_files()
        for line, name, node in calls(file)
        if name == "EventKind" and file.name != "events.py" and not _is_declaration(node)
    ]
    assert wrong == []


def _is_declaration(node: ast.Call) -> bool:
    return not node.args
