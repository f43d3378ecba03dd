"""When nothing is found: the names that look or sound most like what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tongban.catalogue.search.entries import Entry
from tongban.catalogue.search.query import Reading
from tongban.catalogue.search.tokens import tokens

_LEAST_LIKENESS = 0.4


def nearest(text: str, terms: Sequence[Sequence[Reading]], names: Mapping[str, Entry], most: int = 3) -> list[str]:
    """Keys of the `names` most like the query, likest first, ties by key. Sounds of typed characters are those they
    have in some name, so a wrong character that sounds the same still counts."""
    asked = _words_asked(text, terms, _sounds(names.values()))
    scored = [(_likeness(asked, entry.positions()), key) for key, entry in names.items()]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [key for score, key in scored[:most] if score >= _LEAST_LIKENESS]


def _sounds(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for token, readings in zip(tokens(entry.text), entry.sounds, strict=False):
            known.setdefault(token.text, readings)
    return known


def _words_asked(
    text: str, terms: Sequence[Sequence[Reading]], sounds: Mapping[str, tuple[str, ...]]
) -> list[set[str]]:
    """One set per typed sign: what counts as the same. Single letters are left out: initials resemble everything."""
    if any(reading.script for readings in terms for reading in readings[:1]):
        words = [word.rstrip("*") for readings in terms for word in readings[0].phrase]
        return [{word, *sounds.get(word, ())} for word in words if len(word) > 1 or not word.isascii()]
    return [{token.text, *sounds.get(token.text, ())} for token in tokens(text)]


def _likeness(asked: Sequence[set[str]], name: Sequence[frozenset[str]]) -> float:
    """Between 0 and 1: mostly how much of what was asked the name has, in the same order, partly the reverse."""
    if not asked or not name:
        return 0.0
    shared = _longest_common(asked, name)
    return 0.7 * shared / len(asked) + 0.3 * shared / len(name)


def _longest_common(asked: Sequence[set[str]], name: Sequence[frozenset[str]]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(name) + 1)
    for words in asked:
        before = row
        row = [0]
        for place, other in enumerate(name):
            row.append(before[place] + 1 if words & other else max(row[place], before[place + 1]))
    return row[-1]
