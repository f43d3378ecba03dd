"""Every row of every transition table has a sentence, an article, an action that takes it and a test that names it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.guards.source import ROOT, SOURCE
from tongban.base import events
from tongban.cases.states import FILING, LICENCE, SERVICE
from tongban.certificates.states import LIFECYCLE as CERTIFICATE
from tongban.core.lifecycle import Lifecycle, Transition

TABLES: dict[str, Lifecycle] = {
    "licence": LICENCE, "service": SERVICE, "filing": FILING, "certificate": CERTIFICATE
}  # fmt: skip
ROWS = [pytest.param(name, row, id=f"{name}-{row.name}") for name, table in TABLES.items() for row in table.transitions]
ROOM = {"licence": "cases", "service": "cases", "filing": "cases", "certificate": "certificates"}
# What the law or the platform does leaves its event; no test calls it by the row's name.
BY_EVENT = {"grant_automatically", "deem_accepted", "issue", "hand_in_correction"}


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_every_row_is_named_by_a_test(table: str, row: Transition) -> None:
    words = [row.event] if row.name in BY_EVENT else [rf"actions\.{row.name}\b", rf'"{row.name}"']
    text = text_of_tests(ROOM[table])
    assert any(re.search(word, text) for word in words), f"no test under tests/{ROOM[table]} takes “{row.name}”"


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_every_row_speaks_and_cites(table: str, row: Transition) -> None:
    assert row.title.strip()
    assert row.sentence.sentence.strip()
    assert row.article.strip()
    assert row.event in events.all_codes()


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_every_row_is_taken_by_an_action(table: str, row: Transition) -> None:
    assert re.search(rf'["\']{row.name}["\']', actions_of(ROOM[table])), f"no action takes “{row.name}”"


def test_states_that_nothing_leaves_are_the_terminal_ones() -> None:
    for name, table in TABLES.items():
        left = {source for row in table.transitions for source in row.sources}
        assert set(table.states) - left == set(table.terminal), name


@cache
def text_of_tests(room: str) -> str:
    files = [*(ROOT / "tests" / room).rglob("*.py"), *(ROOT / "tests" / "builders").glob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


@cache
def actions_of(room: str) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((SOURCE / room / "actions").glob("*.py")))
