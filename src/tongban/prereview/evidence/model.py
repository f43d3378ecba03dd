"""What a paper says, by name: the facts that checks compare.

Names of facts are those of the templates (`packs/national/documents/*.yaml`) and, where the paper repeats a field of
the form, equal to the field's key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.prereview.reading.model import Box, Ink, Problem, Seal

Value = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One named fact. `value` is as printed (OCR slips mended where a check character proves it); `normalised` is what
    to compare: ISO date, number, tuple of list items, folded name. `confidence` 0 to 1; `box` in page pixels.

    `readable` is False when something stands in the place but could not be understood as the type asked for; an empty
    `value` means the label is there and its place blank. `doubts` are characters the recogniser was unsure of, for
    `alike.could_be`.
    """

    name: str
    value: str
    normalised: Value
    page: int
    box: Box
    confidence: float
    source_text: str
    type: str = "text"
    readable: bool = True
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table: column name to fact."""

    facts: tuple[Fact, ...]

    def get(self, name: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.name == name), None)


@dataclass(frozen=True, slots=True)
class Signature:
    """A place for a hand signature: the label found there, and the ink beside it (None when blank)."""

    name: str
    page: int
    box: Box
    ink: Ink | None
    date: Fact | None = None


@dataclass(frozen=True, slots=True)
class SealPlace:
    """A stamp and the page it is on."""

    page: int
    seal: Seal


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and how well the paper fits it (0 to 1)."""

    key: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Other:
    """Another paper in the same file: its kind, and the page and place where it stands."""

    kind: str
    label: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything one material says. `kinds` are the recognised kinds, best first; `expected` is the template used.

    `others` are other papers in the same file, whose words are in none of the rest.

    `tables` are record lists by name; `missing_parts` names the required parts (headings, conclusions) that are not
    there. `wrong_kind` is True only when the paper clearly is something else, `odd_kind` when it may be; `hardly_read`
    when little more than a watermark could be read of it. `faded` are rings that look like stamps without colour.
    """

    material_key: str
    expected: str
    kinds: tuple[Kind, ...]
    wrong_kind: bool
    facts: tuple[Fact, ...]
    tables: tuple[tuple[str, tuple[Record, ...]], ...]
    seals: tuple[SealPlace, ...]
    signatures: tuple[Signature, ...]
    missing_parts: tuple[str, ...]
    text: str
    problems: tuple[Problem, ...]
    odd_kind: bool = False
    confidence: float = 1.0
    others: tuple[Other, ...] = ()
    hardly_read: bool = False
    faded: tuple[SealPlace, ...] = ()

    def get(self, name: str) -> Fact | None:
        """The first statement of this fact that can be understood, else the first at all; None when there is none."""
        found = [fact for fact in self.facts if fact.name == name]
        return next((fact for fact in found if fact.readable and fact.value), found[0] if found else None)

    def all(self, name: str) -> Iterator[Fact]:
        """Every statement of this fact on the paper, in reading order."""
        return (fact for fact in self.facts if fact.name == name)

    def table(self, name: str) -> tuple[Record, ...]:
        """The rows of a record table; empty when the paper has none."""
        return next((rows for key, rows in self.tables if key == name), ())

    @property
    def readable(self) -> bool:
        """False when nothing on the paper can be used."""
        return not any(problem.unreadable for problem in self.problems) or bool(self.facts)
