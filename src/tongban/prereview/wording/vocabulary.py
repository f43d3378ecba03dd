"""Texts put together from a small stock of words: headings of a paper, places for a number, what a camera does.

No list of phrases ever holds every heading an office may set over a sample. The words such headings are made of are few
and claim nothing, in whatever order they stand, so a text made of them alone claims nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pydantic import BaseModel, ConfigDict, field_validator

from tongban.prereview.wording.normal import is_word


class Vocabulary(BaseModel):
    """`needs`: a pattern that the whole clause must show before its words count; `words`: the stock; `signs`: single
    characters that may stand anywhere, digits and abbreviations of provinces for instance; `scripts_only`: the words
    count in a script, not on a poster, where a picture has no words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    needs: str
    words: tuple[str, ...]
    signs: str = ""
    scripts_only: bool = False

    @field_validator("needs")
    @classmethod
    def _compiles(cls, needs: str) -> str:
        try:
            re.compile(needs)
        except re.error as error:
            raise ValueError(f"不是有效的正则表达式：{needs}（{error}）") from error
        return needs

    @cached_property
    def stock(self) -> Stock:
        """The words, ready to cut texts with."""
        return Stock((*self.words, *self.signs))

    def explains(self, clause: str, rest: str) -> bool:
        """Whether `rest`, what of `clause` is not explained otherwise, is made of these words alone."""
        return bool(re.search(self.needs, clause)) and self.stock.makes(rest)


class Stock:
    """A set of words that a text may be made of."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(filter(None, words))
        self._longest = max(map(len, self._words), default=0)

    def makes(self, text: str) -> bool:
        """Whether every run of letters, digits and characters in `text` can be cut into words of the stock."""
        runs = "".join(character if is_word(character) else " " for character in text).split()
        return all(self._cuts(run) for run in runs)

    def _cuts(self, run: str) -> bool:
        """Whether `run` can be cut into words, by the places a cut can reach from its start."""
        reached = {0}
        for start in range(len(run)):
            if start in reached:
                stop = min(len(run), start + self._longest)
                reached.update(end for end in range(start + 1, stop + 1) if run[start:end] in self._words)
        return len(run) in reached
