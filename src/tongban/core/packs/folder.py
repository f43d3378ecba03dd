"""Reading a pack's folder: the only file of this part that opens files. Everything after works on {path: text}."""

from __future__ import annotations

from pathlib import Path

from tongban.core.packs.problems import Problem, problem
from tongban.core.packs.source import MAX_BYTES

SUFFIXES = frozenset({".yaml", ".typ", ".svg", ".txt"})


def read_folder(root: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """All text files below `root` by relative path with forward slashes, and those that could not be read.

    Hidden files, links and other kinds of files are left out.
    """
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        hidden = any(part.startswith(".") for part in relative.parts)
        if hidden or path.suffix not in SUFFIXES or path.is_symlink() or not path.is_file():
            continue
        name, size = relative.as_posix(), path.stat().st_size
        if size > MAX_BYTES:
            problems.append(problem("too-large", name, 1, size=size, limit=MAX_BYTES))
            continue
        try:
            files[name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            problems.append(problem("not-text", name, 1))
    return files, tuple(problems)
