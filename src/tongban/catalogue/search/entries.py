"""What of a matter is found by search: its names with their sounds, its materials and its explanations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongban.catalogue.search.tokens import tokens
from tongban.core.packs.matter import Matter

# PostgreSQL keeps no position above 16383; what lies beyond could be found wrongly, so it is not indexed.
MOST_POSITIONS = 16_000

Readings = Callable[[str], Sequence[Sequence[str]]]


class Kind(StrEnum):
    """Where a text stands in the matter. Names, aliases and variants are titles: they are found by sound too."""

    NAME = "name"
    ALIAS = "alias"
    VARIANT = "variant"
    MATERIAL = "material"
    TEXT = "text"


TITLES = frozenset({Kind.NAME, Kind.ALIAS, Kind.VARIANT})


@dataclass(frozen=True, slots=True)
class Entry:
    """One searchable text. `sounds[i]` are the readings of its i-th token (empty where it has none)."""

    kind: Kind
    text: str
    variant: str | None = None
    sounds: tuple[tuple[str, ...], ...] = ()

    def positions(self) -> tuple[frozenset[str], ...]:
        """The words at each position: the character, its readings, and their first letters."""
        found = []
        for place, token in enumerate(tokens(self.text)):
            readings = self.sounds[place] if place < len(self.sounds) else ()
            found.append(frozenset({token.text, *readings, *(reading[0] for reading in readings)}))
        return tuple(found)

    def as_data(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "text": self.text,
            "variant": self.variant,
            "sounds": [" ".join(readings) for readings in self.sounds],
        }


def from_data(data: Mapping[str, Any]) -> Entry:
    """The entry that `as_data` wrote."""
    sounds = tuple(tuple(readings.split()) for readings in data["sounds"])
    return Entry(Kind(data["kind"]), data["text"], data["variant"], sounds)


def entries_of(matter: Matter, readings: Readings) -> tuple[Entry, ...]:
    """All entries of a matter, titles first, as many as the index holds."""
    kept: list[Entry] = []
    length = 0
    for entry in _all(matter, readings):
        length += len(tokens(entry.text)) + 1
        if length > MOST_POSITIONS:
            break
        kept.append(entry)
    return tuple(kept)


def _all(matter: Matter, readings: Readings) -> Iterator[Entry]:
    yield _title(Kind.NAME, matter.name, None, readings)
    for alias in matter.aliases:
        yield _title(Kind.ALIAS, alias, None, readings)
    for key, variant in matter.variants.items():
        yield _title(Kind.VARIANT, variant.name, key, readings)
    for material in matter.materials.values():
        yield Entry(Kind.MATERIAL, material.name)
    yield Entry(Kind.TEXT, matter.summary)
    for key, variant in matter.variants.items():
        yield Entry(Kind.TEXT, variant.summary, key)
    for faq in matter.faq:
        yield Entry(Kind.TEXT, faq.question)
        yield Entry(Kind.TEXT, faq.answer)


def _title(kind: Kind, text: str, variant: str | None, readings: Readings) -> Entry:
    found = tokens(text)
    sounds = readings("".join(token.text for token in found))
    return Entry(kind, text, variant, tuple(tuple(reading) for reading in sounds))
