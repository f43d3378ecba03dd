"""The two texts PostgreSQL reads: a tsvector for what is indexed, a tsquery for what is asked.

Both are written out and cast, so no text-search parser, dictionary or locale of the server has a say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tongban.catalogue.search.entries import Entry, Kind
from tongban.catalogue.search.query import Phrase, Reading, pieces

_WEIGHT = {Kind.NAME: "A", Kind.ALIAS: "B", Kind.VARIANT: "C", Kind.MATERIAL: "D", Kind.TEXT: "D"}
_TITLES = "ABC"
_MOST_PLACES = 256  # PostgreSQL keeps no more positions of one word


def vector(entries: Iterable[Entry]) -> str:
    """The tsvector of a matter. One position is left free between entries, so that no phrase runs across two.

    A word that stands in more than 256 places (的) keeps the first 256; titles come first."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for entry in entries:
        for words in entry.positions():
            position += 1
            for word in words:
                places[word].append(f"{position}{_WEIGHT[entry.kind]}")
        position += 1
    return " ".join(f"{_quoted(word)}:{','.join(at[:_MOST_PLACES])}" for word, at in sorted(places.items()))


def query(terms: Sequence[Sequence[Reading]]) -> str:
    """The tsquery of a query: every term, as a phrase anywhere or in pieces among the titles.

    It finds at least every matter that `matching` accepts; for characters the pieces are asked for loosely (all of
    them, in any place of the titles), which the index answers fastest, and `matching` looks closer."""
    return " & ".join(f"({_term(readings)})" for readings in terms)


def _term(readings: Sequence[Reading]) -> str:
    whole = [_phrase(reading.phrase, "") for reading in readings]
    return " | ".join([*whole, *(part for reading in readings for part in _pieces(reading))])


def _pieces(reading: Reading) -> list[str]:
    cuts = pieces(reading.phrase)
    if cuts and reading.script == 0:
        return ["(" + " & ".join(_word(word, _TITLES) for word in reading.phrase) + ")"]
    return ["(" + " & ".join(_phrase(piece, _TITLES) for piece in cut) + ")" for cut in cuts]


def _phrase(phrase: Phrase, weights: str) -> str:
    return "(" + " <-> ".join(_word(word, weights) for word in phrase) + ")"


def _word(word: str, weights: str) -> str:
    label = ("*" if word.endswith("*") else "") + weights
    return _quoted(word.rstrip("*")) + (f":{label}" if label else "")


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
