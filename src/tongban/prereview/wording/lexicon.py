"""The wording pack: its strict schema, and the patterns compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, ConfigDict, field_validator

from tongban.prereview.wording.vocabulary import Vocabulary


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Allowed(_Strict):
    """What the eight kinds look like in print; lists of words, in `hour_words` of small patterns."""

    labels: dict[str, tuple[str, ...]]
    ownership: tuple[str, ...]
    categories: tuple[str, ...]
    hour_words: tuple[str, ...]
    connectives: tuple[str, ...]
    address_words: tuple[str, ...]


class ForbiddenGroup(_Strict):
    """One item of the law with the patterns that show it."""

    id: str
    code: str
    article: str
    title: str
    patterns: tuple[str, ...]

    @field_validator("patterns")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"不是有效的正则表达式：{pattern}（{error}）") from error
        return patterns

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, ready to search."""
        return tuple(re.compile(pattern) for pattern in self.patterns)


class WordingPack(_Strict):
    """`packs/*/wording/<name>.yaml` as a whole."""

    title: str
    source: str
    confidence: str
    allowed: Allowed
    furniture: tuple[str, ...]
    statements: tuple[str, ...] = ()
    scenes: tuple[str, ...]
    pictured: tuple[str, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    watermarks: tuple[str, ...] = ()
    camera: str = "(?!)"
    script: str = "(?!)"
    forbidden: tuple[ForbiddenGroup, ...]


class DepartmentList(_Strict):
    """`departments.yaml`: the names of the national list of departments."""

    source: str
    confidence: str
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A pattern found in a clause: which group of the pack, and where in the clause."""

    group: ForbiddenGroup
    start: int
    end: int


def find(pack: WordingPack, clause: str) -> Hit | None:
    """The first group, in the order of the pack, that shows in `clause`; None when no pattern does."""
    for group in pack.forbidden:
        for pattern in group.compiled:
            match = pattern.search(clause)
            if match and match.end() > match.start():
                return Hit(group, match.start(), match.end())
    return None
