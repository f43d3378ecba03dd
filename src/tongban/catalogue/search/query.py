"""From what a person types to the phrases that are looked for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import islice, product

from tongban.catalogue.search.syllables import BEGINNINGS, SYLLABLES

MOST_WAYS = 8  # ways to cut one run of letters into syllables and initials
MOST_READINGS = 24  # ways to read one term
LONGEST_IN_PIECES = 12  # longer terms are looked for only as they stand
MOST_TERMS = 6

Phrase = tuple[str, ...]  # words in a row; one that ends in "*" is the beginning of a syllable


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a term. `script` 0: characters, 1: syllables among them, 2: initials."""

    phrase: Phrase
    script: int


def read(text: str) -> tuple[tuple[Reading, ...], ...]:
    """The terms of a query (parted by space), each with its readings, likeliest first. Empty when nothing is asked."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    terms = ("".join(sign for sign in term if sign.isalnum()) for term in folded.split())
    return tuple(_readings(term) for term in islice(filter(None, terms), MOST_TERMS))


def pieces(phrase: Phrase) -> tuple[tuple[Phrase, ...], ...]:
    """All cuts of a phrase into two or three pieces of at least two words: 护士变更 -> 护士, 变更."""
    size = len(phrase)
    if not 4 <= size <= LONGEST_IN_PIECES:
        return ()
    two = [(phrase[:cut], phrase[cut:]) for cut in range(2, size - 1)]
    three = [
        (phrase[:first], phrase[first:second], phrase[second:])
        for first in range(2, size - 3)
        for second in range(first + 2, size - 1)
    ]
    return (*two, *three)


def _readings(term: str) -> tuple[Reading, ...]:
    runs = _runs(term)
    ways = [
        _cuts(run, at_end=place == len(runs) - 1) if _is_letters(run) else [tuple(run)]
        for place, run in enumerate(runs)
    ]
    found = {sum(choice, ()): _script(choice, runs) for choice in islice(product(*ways), MOST_READINGS)}
    return tuple(Reading(phrase, script) for phrase, script in found.items())


def _runs(term: str) -> list[str]:
    """The term parted into runs of Latin letters and runs of everything else."""
    runs: list[str] = []
    for sign in term:
        if runs and _is_letters(runs[-1]) == _is_letters(sign):
            runs[-1] += sign
        else:
            runs.append(sign)
    return runs


def _is_letters(run: str) -> bool:
    return run.isascii() and run.isalpha()


def _script(choice: tuple[Phrase, ...], runs: list[str]) -> int:
    lettered = [phrase for phrase, run in zip(choice, runs, strict=True) if _is_letters(run)]
    if not lettered:
        return 0
    return 2 if all(len(word) == 1 for phrase in lettered for word in phrase) else 1


def _cuts(run: str, *, at_end: bool) -> list[Phrase]:
    """Ways to cut letters into syllables and single letters, fewest words first; all single letters is always one."""
    best: list[list[Phrase]] = [[()]]
    for end in range(1, len(run) + 1):
        ways = [
            (*earlier, word)
            for start in range(max(0, end - 6), end)
            for word in _words(run[start:end], at_end and end == len(run))
            for earlier in best[start]
        ]
        best.append(sorted(set(ways), key=lambda way: (len(way), way))[:MOST_WAYS])
    letters = tuple(run)
    return best[-1] if letters in best[-1] else [*best[-1], letters]


def _words(part: str, last: bool) -> list[str]:
    if len(part) == 1 or part in SYLLABLES:
        return [part]
    return [part + "*"] if last and part in BEGINNINGS else []
