"""Which matters answer a query, in which order and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from tongban.catalogue.search.entries import TITLES, Entry, Kind
from tongban.catalogue.search.query import Phrase, Reading, pieces
from tongban.catalogue.search.tokens import tokens

_AROUND = 16  # characters shown before and after what was found in a long text


class Rank(IntEnum):
    """Kinds of match, best first."""

    EXACT = 0
    NAME_START = 1
    NAME = 2
    ALIAS = 3
    VARIANT = 4
    TITLES_TOGETHER = 5
    MATERIAL = 6
    TEXT = 7


_RANK = {Kind.ALIAS: Rank.ALIAS, Kind.VARIANT: Rank.VARIANT, Kind.MATERIAL: Rank.MATERIAL, Kind.TEXT: Rank.TEXT}


@dataclass(frozen=True, slots=True)
class Snippet:
    """The text around what was found; `found` is to be marked. Joined, they are a part of the text as written."""

    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class Match:
    """Why a matter answers. Sorts by rank, then characters before syllables before initials."""

    rank: Rank
    script: int
    entry: Entry
    start: int
    end: int
    variant: str | None = None

    @property
    def order(self) -> tuple[int, int]:
        return (self.rank, self.script)

    def snippet(self) -> Snippet:
        places = tokens(self.entry.text)
        first, last = places[self.start].offset, places[self.end - 1].offset + 1
        text = self.entry.text
        if self.entry.kind in TITLES:
            return Snippet(text[:first], text[first:last], text[last:])
        return Snippet(text[max(0, first - _AROUND) : first], text[first:last], text[last : last + _AROUND])


class Document:
    """The entries of one matter, ready to be looked through."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._titles = [(entry, entry.positions()) for entry in entries if entry.kind in TITLES]
        self._others = [entry for entry in entries if entry.kind not in TITLES]

    def match(self, terms: Sequence[Sequence[Reading]]) -> Match | None:
        """The best match of all terms together, or None when one of them is not there."""
        found = []
        for readings in terms:
            best = self._whole(readings)
            if best is None or best.entry.kind not in TITLES:
                candidates = [match for match in (best, self._in_pieces(readings)) if match is not None]
                best = min(candidates, key=_order, default=None)
            if best is None:
                return None
            found.append(best)
        match = _together(found)
        return replace(match, variant=self._meant(terms, match)) if match else None

    def _meant(self, terms: Sequence[Sequence[Reading]], match: Match) -> str | None:
        """The one variant that the query points at: by two words in a row that stand in its title and not in the name
        of the matter (变更, not 注册), or by its own explanation. None when there is no such variant, or several."""
        if match.entry.kind is Kind.TEXT:
            return match.entry.variant
        phrases = [readings[0].phrase for readings in terms]
        pairs = [phrase[place : place + 2] for phrase in phrases for place in range(len(phrase) - 1)]
        names = [positions for entry, positions in self._titles if entry.kind is Kind.NAME]
        telling = [pair for pair in pairs if all(_find(pair, positions) is None for positions in names)]
        meant = {
            entry.variant
            for entry, positions in self._titles
            if entry.kind is Kind.VARIANT and any(_find(pair, positions) is not None for pair in telling)
        }
        return meant.pop() if len(meant) == 1 else None

    def _whole(self, readings: Sequence[Reading]) -> Match | None:
        """The best place where a reading stands as it is; other texts are read only when no title has it."""
        in_titles = [match for reading in readings for match in _finds(reading, self._titles)]
        if in_titles:
            return min(in_titles, key=_order)
        texts = [(entry, entry.positions()) for entry in self._others]
        return min((match for reading in readings for match in _finds(reading, texts)), key=_order, default=None)

    def _in_pieces(self, readings: Sequence[Reading]) -> Match | None:
        """All pieces of one cut stand somewhere in the titles."""
        for reading in readings:
            for cut in pieces(reading.phrase):
                found = [self._piece(Reading(piece, reading.script)) for piece in cut]
                if all(found):
                    return _together([match for match in found if match is not None])
        return None

    def _piece(self, reading: Reading) -> Match | None:
        return min(_finds(reading, self._titles), key=_order, default=None)


def _order(match: Match) -> tuple[int, int]:
    return match.order


def _finds(reading: Reading, texts: Sequence[tuple[Entry, Sequence[frozenset[str]]]]) -> Iterator[Match]:
    """The first place of a reading in each text."""
    for entry, positions in texts:
        start = _find(reading.phrase, positions)
        if start is not None:
            end = start + len(reading.phrase)
            whole = len(reading.phrase) == len(positions)
            yield Match(_rank(entry, start, whole), reading.script, entry, start, end)


def _together(found: Sequence[Match]) -> Match | None:
    """Several terms or pieces as one match, shown by the best of them."""
    if len(found) < 2:
        return found[0] if found else None
    best = min(found, key=_order)
    inside = all(match.entry.kind in TITLES for match in found)
    rank = Rank.TITLES_TOGETHER if inside else max(match.rank for match in found)
    script = max(match.script for match in found)
    return Match(rank, script, best.entry, best.start, best.end)


def _rank(entry: Entry, start: int, whole: bool) -> Rank:
    if whole and entry.kind in (Kind.NAME, Kind.ALIAS):
        return Rank.EXACT
    if entry.kind is Kind.NAME:
        return Rank.NAME_START if start == 0 else Rank.NAME
    return _RANK[entry.kind]


def _find(phrase: Phrase, positions: Sequence[frozenset[str]]) -> int | None:
    for start in range(len(positions) - len(phrase) + 1):
        if all(_fits(word, positions[start + place]) for place, word in enumerate(phrase)):
            return start
    return None


def _fits(word: str, at: frozenset[str]) -> bool:
    if word.endswith("*"):
        return any(other.startswith(word[:-1]) for other in at)
    return word in at
