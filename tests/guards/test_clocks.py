"""Time comes from outside: one clock in base, read by shells, never by what decides or records."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.guards.source import SOURCE, calls, python_files, shown, tree

THE_CLOCK = SOURCE / "base" / "clock.py"
READS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time(_ns)?|localtime|gmtime"
    r"|timezone\.(now|localdate|localtime))$"
)
BARE_READS = {("django.utils.timezone", "now"), ("django.utils.timezone", "localdate"), ("time", "time")}
# Furniture that gets `now` as an argument and may not even ask the clock of base.
WITHOUT_CLOCK = {"core", "policy", "states", "models", "actions", "evidence", "reading"}


def clock_reads(file: Path) -> list[str]:
    """Places in the file that read a clock of their own."""
    found = [f"{shown(file)}:{line}: {name}()" for line, name, _ in calls(file) if READS.search(name)]
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom):
            found += [
                f"{shown(file)}:{node.lineno}: from {node.module} import {alias.name}"
                for alias in node.names
                if (node.module, alias.name) in BARE_READS
            ]
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            found.append(f"{shown(file)}:{node.value.lineno}: {node.arg}")
    return found


def test_only_base_reads_the_clock() -> None:
    found = [place for file in python_files() if file != THE_CLOCK for place in clock_reads(file)]
    assert not found, "take `now` as an argument; shells call tongban.base.clock.now():\n" + "\n".join(found)


def test_what_decides_and_records_does_not_ask_the_clock_of_base() -> None:
    found = []
    for file in python_files():
        parts = {part.removesuffix(".py") for part in file.relative_to(SOURCE).parts}
        if parts & WITHOUT_CLOCK and "tongban.base import clock" in (text := file.read_text(encoding="utf-8")):
            found.append(f"{shown(file)}:{text[: text.index('import clock')].count(chr(10)) + 1}")
    assert not found, "take `now` as an argument:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "import datetime; datetime.datetime.now()",
        "from datetime import date; date.today()",
        "from django.utils import timezone; timezone.now()",
        "from django.utils.timezone import now",
        "import time; time.time()",
        "from django.db import models; models.DateTimeField(auto_now_add=True)",
    ],
)
def test_the_guard_sees_every_way(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "actions.py"
    file.write_text(line)
    monkeypatch.setattr("tests.guards.source.ROOT", tmp_path)
    assert clock_reads(file)
