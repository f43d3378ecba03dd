"""Other names of the same thing, from a table of the matter: 结核杆菌 and Mycobacterium tuberculosis are 结核分枝杆菌."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tongban.prereview.checking.submission import Stated
from tongban.prereview.evidence.normalise import fold_name

Names = Mapping[str, Sequence[str]]


def spellings(names: Names, text: str) -> tuple[str, ...]:
    """The folded text, then the same with each other name that the table has for what it names."""
    plain = fold_name(text)
    rows = [[fold_name(each) for each in (name, *others)] for name, others in names.items()]
    found = max(((each, row) for row in rows for each in row if each in plain), key=lambda x: len(x[0]), default=None)
    if found is None:
        return (plain,)
    return (plain, *(plain.replace(found[0], other) for other in found[1] if other != found[0]))


def other_words(names: Names, standards: Sequence[Stated]) -> list[Stated]:
    """The standards, and the same in other words."""
    more = (replace(each, text=text, value=text) for each in standards for text in spellings(names, each.text)[1:])
    return [*standards, *more]


def stands_in_pieces(names: Names, text: str, words: str) -> bool:
    """Whether the name, by any spelling, and what stands in brackets behind it stand in folded words, though not
    together: 结核分枝杆菌 Mycobacterium tuberculosis（活菌培养物）."""
    return any(pieces and all(piece in words for piece in pieces) for pieces in _pieces(names, text))


def _pieces(names: Names, text: str) -> Iterator[list[str]]:
    for spelled in spellings(names, text):
        yield [piece for piece in re.split(r"[()]", spelled) if len(piece) >= 2]
