"""A document before it has a look: what stands on it, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

STYLES: tuple[Callable[[date], str], ...] = (
    lambda d: d.isoformat(),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    lambda d: "".join("〇一二三四五六七八九"[int(c)] for c in str(d.year)) + f"年{_cn(d.month)}月{_cn(d.day)}日",
)


def _cn(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else "一二三四五六七八九"[tens - 1] + "十") + (
        "〇一二三四五六七八九"[ones] if ones else ""
    )


def show(value: Any, style: Callable[[date], str]) -> str:
    """A value as printed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return style(value)
    if isinstance(value, list | tuple):
        return "；".join(str(item) for item in value)
    return str(value)


@dataclass
class Row:
    """A labelled value, or a line of text (`label` empty)."""

    name: str
    label: str
    value: Any


@dataclass
class Grid:
    headings: list[str]
    rows: list[list[Any]]
    title: str = ""


@dataclass
class Paper:
    """One material. `look`: form, certificate, letter, card, poster, plan. `seal` is the text of the ring or None;
    `seal_label`, `unit` and `day` stand beside it; `sign` is (label, name or None for unsigned)."""

    key: str
    label: str
    title: str
    look: str
    rows: list[Row] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    sign: tuple[str, str | None] | None = None
    sign_day: date | None = None
    seal: str | None = None
    seal_label: str = ""
    unit: str = ""
    day: date | None = None
    kinds: tuple[str, ...] = ("docx", "pdf", "scan", "photo")
    spoil: str = ""

    def set(self, name: str, value: Any) -> None:
        """Change the value of a row. Raises KeyError for a row that is not there."""
        self.row(name).value = value

    def row(self, name: str) -> Row:
        found = next((row for row in self.rows if row.name == name), None)
        if found is None:
            raise KeyError(f"{self.key} has no row {name}")
        return found

    def drop(self, name: str) -> None:
        self.rows = [row for row in self.rows if row.name != name]


@dataclass
class Case:
    """One application before defects and rendering."""

    matter: str
    label: str
    variant: str
    submitted: date
    fields: dict[str, tuple[str, Any]]
    papers: dict[str, Paper]
    facts: dict[str, Any]

    def value(self, key: str) -> Any:
        return self.fields[key][1]

    def fill(self, key: str, value: Any) -> None:
        """Change a form answer (the printed form follows it)."""
        self.fields[key] = (self.fields[key][0], value)


@dataclass(frozen=True)
class Truth:
    """What is wrong, and where a finding may point."""

    code: str
    material: str | None
    field: str | None
    explanation: str
    accept_codes: tuple[str, ...] = ()
    accept_at: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        at = [f"material:{self.material}"] * bool(self.material) + [f"field:{self.field}"] * bool(self.field)
        return {
            "code": self.code, "material": self.material, "field": self.field, "explanation": self.explanation,
            "accept_codes": [self.code, *self.accept_codes],
            "accept_at": [*at, *self.accept_at, "material:application_form"], "difficulty": "made",
        }  # fmt: skip


Defect = Callable[[Random, Case], Truth | None]
