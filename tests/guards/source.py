"""The source of the platform, as the guards read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tongban"

# From the ground up; rooms in one line do not know each other. The same order stands in pyproject.toml for imports.
FLOORS: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            ("core",),
            ("base",),
            ("catalogue", "exchange"),
            ("certificates",),
            ("prereview",),
            ("cases",),
            ("portal", "api", "cli"),
            ("project",),
        ),
    )
)


def may_know(room: str, other: str) -> bool:
    """Whether `room` may point to `other`: itself, or any lower floor."""
    return room == other or _floor(other) < _floor(room)


def _floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def python_files(*, migrations: bool = False) -> list[Path]:
    """Every Python file of the platform; generated migrations only when asked for."""
    return [file for file in sorted(SOURCE.rglob("*.py")) if migrations or "migrations" not in file.parts]


@cache
def tree(file: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def calls(file: Path) -> Iterator[tuple[int, str, ast.Call]]:
    """(line, dotted name as written, node) of every call in the file."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), node


def shown(file: Path) -> str:
    """The path as a message names it."""
    return file.relative_to(ROOT).as_posix()
