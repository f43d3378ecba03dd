"""Files that a person can hold in the head."""

from __future__ import annotations

import re

from tests.guards.source import ROOT, python_files, shown

MOST_LINES = 500
MOST_CHARACTERS = 120
DRAWERS = re.compile(r"(^|/)(utils?|helpers?|common|misc)(\.py)?(/|$)")
PRAGMA = re.compile(r"\s+# (noqa|type: ignore|fmt:).*$")  # may run over, as it does for ruff
LEFT_BEHIND = re.compile(r"#.*\b(TODO|FIXME|XXX)\b")


def test_no_file_is_too_long() -> None:
    files = [*python_files(), *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "src").rglob("*.html"))]
    lengths = {shown(file): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_line_is_too_long() -> None:
    long = [
        f"{shown(file)}:{number}"
        for file in python_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(PRAGMA.sub("", line)) > MOST_CHARACTERS
    ]
    assert long == []


def test_no_drawers_without_a_subject() -> None:
    assert [shown(file) for file in python_files() if DRAWERS.search(shown(file))] == []


def test_nothing_is_left_for_later_in_a_comment() -> None:
    left = [shown(file) for file in python_files() if LEFT_BEHIND.search(file.read_text(encoding="utf-8"))]
    assert left == []
