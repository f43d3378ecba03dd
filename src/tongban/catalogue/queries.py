"""Reads of the catalogue, and the one door to its pure parts for the rooms above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tongban.catalogue.cards import MatterCard, ThemeCard
from tongban.catalogue.errors import UnknownMatter, UnknownPublication, UnknownVariant
from tongban.catalogue.guide.burden import Burden, burden, materials_of, steps_of
from tongban.catalogue.guide.difference import Change, burden_difference, difference
from tongban.catalogue.guide.flow_chart import flow_chart
from tongban.catalogue.guide.procedure import ProcedureView, procedure
from tongban.catalogue.guide.questions import Guidance, next_question
from tongban.catalogue.guide.view import Guide, Line, MaterialView, VariantView, guide
from tongban.catalogue.guide.wording import Cited, binding_limit, cite, limit_on, limit_words
from tongban.catalogue.lookups import Matches
from tongban.catalogue.models import Publication, PublicationQuerySet
from tongban.catalogue.search import nearest, vectors
from tongban.catalogue.search.entries import Entry, Kind, from_data
from tongban.catalogue.search.matching import Document, Match, Rank, Snippet
from tongban.catalogue.search.query import read
from tongban.core.calendar import WorkingCalendar
from tongban.core.messages import N_, Message
from tongban.core.packs.calendars import read_calendar
from tongban.core.packs.loader import LoadedMatter, load_publication
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


@dataclass(frozen=True)
class BenchmarkRow:
    """One variant in the comparison of burdens."""

    card: MatterCard
    variant: str
    variant_name: str
    burden: Burden


def publication(digest: str) -> Publication:
    """The publication of a digest. Raises UnknownPublication."""
    found = Publication.objects.filter(digest=digest).select_related("matter").first()
    if found is None:
        raise UnknownPublication(digest=digest[:12])
    return found


def publication_in_force(matter: str, on: date, region: str = "") -> Publication | None:
    """The publication of a matter that holds on a civil day."""
    return Publication.objects.in_force(on, region).filter(matter__key=matter).select_related("matter").first()


def publications_of(matter: str) -> list[Publication]:
    """Every publication of a matter, newest period first; the files are not read."""
    rows = Publication.objects.filter(matter__key=matter).defer("files")
    return list(rows.order_by("-effective_from", "-pk"))


@lru_cache(maxsize=256)
def loaded(digest: str) -> LoadedMatter:
    """A matter as published, read from its stored copy alone; kept in memory. Raises UnknownPublication."""
    row = publication(digest)
    return load_publication(row.files, row.matter.key)


@lru_cache(maxsize=256)
def calendar(digest: str) -> WorkingCalendar:
    """The working-day calendar that was published with a matter. Raises UnknownPublication."""
    files = publication(digest).files
    return _calendar_of(tuple(sorted((path, text) for path, text in files.items() if path.startswith("calendar/"))))


@lru_cache(maxsize=16)
def _calendar_of(files: tuple[tuple[str, str], ...]) -> WorkingCalendar:
    """Publications share their calendar; it is read once."""
    return read_calendar(dict(files))


def loaded_in_force(matter: str, on: date, region: str = "") -> LoadedMatter:
    """The matter as it holds on a civil day. Raises UnknownMatter."""
    rows = Publication.objects.in_force(on, region).filter(matter__key=matter)
    digest = rows.values_list("digest", flat=True).first()
    if digest is None:
        raise UnknownMatter(matter=matter[:64], on=on)
    return loaded(digest)


def check_variant(matter: LoadedMatter, variant: str) -> str:
    """The key of a variant that exists. Raises UnknownVariant."""
    if variant not in matter.matter.variants:
        raise UnknownVariant(matter=matter.matter.name, variant=variant[:64])
    return variant


def themes(on: date, region: str = "") -> list[ThemeCard]:
    """The themes that have matters in force, in the order of the pack."""
    rows = list(_listed(on, region).values_list("listing__theme", "listing__card"))
    counts = Counter(theme for theme, _ in rows)
    first = dict(reversed(rows))
    keys = sorted(first, key=lambda key: (first[key]["theme_place"], key))
    return [ThemeCard(key, first[key]["theme_name"], first[key]["theme_summary"], counts[key]) for key in keys]


def matters(on: date, *, theme: str | None = None, level: str | None = None, region: str = "") -> list[MatterCard]:
    """The matters in force by pinyin, of one theme or one level (GB/T 39046 A.2) or all."""
    rows = _listed(on, region)
    if theme:
        rows = rows.filter(listing__theme=theme)
    if level:
        rows = rows.filter(listing__card__levels__contains=[level])
    return _cards(rows.order_by("listing__name_pinyin", "matter__key").values(*_CARD_COLUMNS))


def search(text: str, on: date, region: str = "") -> SearchResult:
    """Matters for what a person typed: words, pinyin, initials or a mixture, in any width.

    Raises InvalidInput for more than sixty characters or for control characters.
    """
    asked = clean(text, what=Message(N_("搜索内容")).render(), max_length=LONGEST_QUERY)
    terms = read(asked)
    if not terms:
        return SearchResult(())
    rows = _listed(on, region).filter(Matches("listing__vector", vectors.query(terms)))
    found = []
    for row in rows.values(*_CARD_COLUMNS, "listing__entries", "listing__name_pinyin"):
        match = Document([from_data(entry) for entry in row["listing__entries"]]).match(terms)
        if match is not None:
            found.append((match.order, row["listing__name_pinyin"], row["matter__key"], _hit(row, match)))
    found.sort(key=lambda item: item[:3])
    hits = tuple(item[3] for item in found)
    return SearchResult(hits) if hits else SearchResult((), _nearest(asked, terms, on, region))


def benchmark(on: date, region: str = "") -> list[BenchmarkRow]:
    """The burden of every variant in force, matters by pinyin: what two provinces lay side by side."""
    return [
        BenchmarkRow(card, key, name, burden(loaded(card.digest), key, on))
        for card in matters(on, region=region)
        for key, name in card.variants.items()
    ]


_CARD_COLUMNS = ("digest", "matter__key", "version", "listing__name", "listing__theme", "listing__card")


def _listed(on: date, region: str) -> PublicationQuerySet:
    return Publication.objects.in_force(on, region).filter(listing__isnull=False)


def _cards(rows: Iterable[Mapping[str, Any]]) -> list[MatterCard]:
    return [_card(row) for row in rows]


def _card(row: Mapping[str, Any]) -> MatterCard:
    card = row["listing__card"]
    return MatterCard(
        matter=row["matter__key"],
        digest=row["digest"],
        name=row["listing__name"],
        theme=row["listing__theme"],
        theme_name=card["theme_name"],
        version=row["version"],
        summary=card["summary"],
        levels=tuple(card["levels"]),
        applicants=tuple(card["applicants"]),
        variants=card["variants"],
        instant=card["instant"],
    )


def _hit(row: Mapping[str, Any], match: Match) -> Hit:
    why = Message(_WHY[match.entry.kind], {"text": match.entry.text})
    return Hit(_card(row), match.rank, why, match.snippet(), match.variant)


def _nearest(asked: str, terms: Any, on: date, region: str) -> tuple[MatterCard, ...]:
    listed = _listed(on, region).values(*_CARD_COLUMNS, "listing__entries__0")  # the first entry is the name
    rows = {row["matter__key"]: row for row in listed}
    names = {key: from_data(row["listing__entries__0"]) for key, row in rows.items()}
    return tuple(_card(rows[key]) for key in nearest.nearest(asked, terms, names))


__all__ = [
    "BenchmarkRow",
    "Burden",
    "Change",
    "Cited",
    "Entry",
    "Guidance",
    "Guide",
    "Hit",
    "Line",
    "MaterialView",
    "MatterCard",
    "ProcedureView",
    "Rank",
    "SearchResult",
    "Snippet",
    "ThemeCard",
    "VariantView",
    "benchmark",
    "binding_limit",
    "burden",
    "burden_difference",
    "calendar",
    "check_variant",
    "cite",
    "difference",
    "flow_chart",
    "guide",
    "limit_on",
    "limit_words",
    "loaded",
    "loaded_in_force",
    "materials_of",
    "matters",
    "next_question",
    "procedure",
    "publication",
    "publication_in_force",
    "publications_of",
    "search",
    "steps_of",
    "themes",
]
