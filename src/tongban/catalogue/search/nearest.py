"""When nothing is found: the names that look or sound most like what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tongban.catalogue.search.entries import Entry
from tongban.catalogue.search.query import Reading
from tongban.catalogue.search.tokens import tokens

_LEAST_LIKENESS = 0.3


def nearest(text: str, terms: Sequence[Sequence[Reading]], names: Mapping[str, Entry], most: int = 3) -> list[str]:
    """Keys of the `names` most like the query, likest first, ties by key. Sounds of typed characters are those they
    have in some name, so a wrong character that sounds the same still counts."""
    asked = _words_asked(text, terms, _sounds(names.values()))
    scored = [(_likeness(asked, _words_of(entry)), key) for key, entry in names.items()]
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
    """One set per typed sign: what counts as the same."""
    if any(reading.script for readings in terms for reading in readings[:1]):
        words = [word for readings in terms for word in readings[0].phrase]
        return [{word.rstrip("*"), *sounds.get(word, ())} for word in words]
    return [{token.text, *sounds.get(token.text, ())} for token in tokens(text)]


def _words_of(entry: Entry) -> list[frozenset[str]]:
    return list(entry.positions())


def _likeness(asked: Sequence[set[str]], name: Sequence[frozenset[str]]) -> float:
    """Dice coefficient over single places, between 0 and 1."""
    left = list(name)
    shared = 0
    for words in asked:
        place = next((index for index, other in enumerate(left) if words & other), None)
        if place is not None:
            left.pop(place)
            shared += 1
    return 2 * shared / (len(asked) + len(name)) if asked and name else 0.0
