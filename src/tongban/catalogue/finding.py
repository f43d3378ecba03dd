"""Search: the database finds candidates, `search.matching` decides and explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.catalogue.cards import MatterCard
from tongban.catalogue.listings import CARD_COLUMNS, card_of, listed
from tongban.catalogue.lookups import Matches
from tongban.catalogue.search import nearest, vectors
from tongban.catalogue.search.entries import Kind, from_data
from tongban.catalogue.search.matching import Document, Match, Rank, Snippet
from tongban.catalogue.search.query import Reading, read
from tongban.core.messages import N_, Message
from tongban.core.text import clean

LONGEST_QUERY = 60

_WHY = {
    Kind.NAME: N_("事项名称"),
    Kind.ALIAS: N_("又称“{text}”"),
    Kind.VARIANT: N_("办理情形“{text}”"),
    Kind.MATERIAL: N_("材料“{text}”"),
    Kind.TEXT: N_("说明与常见问题"),
}


@dataclass(frozen=True)
class Hit:
    """A matter that answers a search: why, and the text around what was found. `variant` when one is meant."""

    card: MatterCard
    rank: Rank
    why: Message
    snippet: Snippet
    variant: str | None

    @property
    def matter(self) -> str:
        return self.card.matter


@dataclass(frozen=True)
class SearchResult:
    """Hits in order of their kind, then by pinyin of their names; `nearest` names something only without hits."""

    hits: tuple[Hit, ...]
    nearest: tuple[MatterCard, ...] = ()


def search(text: str, on: date, region: str = "") -> SearchResult:
    """Matters for what a person typed: words, pinyin, initials or a mixture, in any width.

    Raises InvalidInput for more than sixty characters or for control characters.
    """
    asked = clean(text, what=Message(N_("搜索内容")).render(), max_length=LONGEST_QUERY)
    terms = read(asked)
    if not terms:
        return SearchResult(())
    rows = listed(on, region).filter(Matches("listing__vector", vectors.query(terms)))
    found = []
    for row in rows.values(*CARD_COLUMNS, "listing__entries", "listing__name_pinyin"):
        match = Document([from_data(entry) for entry in row["listing__entries"]]).match(terms)
        if match is not None:
            found.append((match.order, row["listing__name_pinyin"], row["matter__key"], _hit(row, match)))
    found.sort(key=lambda item: item[:3])
    hits = tuple(item[3] for item in found)
    return SearchResult(hits) if hits else SearchResult((), _nearest(asked, terms, on, region))


def _hit(row: Mapping[str, Any], match: Match) -> Hit:
    why = Message(_WHY[match.entry.kind], {"text": match.entry.text})
    return Hit(card_of(row), match.rank, why, match.snippet(), match.variant)


def _nearest(asked: str, terms: Sequence[Sequence[Reading]], on: date, region: str) -> tuple[MatterCard, ...]:
    rows_listed = listed(on, region).values(*CARD_COLUMNS, "listing__entries__0")  # the first entry is the name
    rows = {row["matter__key"]: row for row in rows_listed}
    names = {key: from_data(row["listing__entries__0"]) for key, row in rows.items()}
    return tuple(card_of(rows[key]) for key in nearest.nearest(asked, terms, names))
