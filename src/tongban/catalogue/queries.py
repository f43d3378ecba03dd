"""Reads of the catalogue, and the one door to its pure parts for the rooms above."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tongban.base import sql
from tongban.catalogue.cards import MatterCard, ThemeCard
from tongban.catalogue.errors import UnknownMatter, UnknownPublication, UnknownVariant
from tongban.catalogue.finding import Hit, SearchResult, search
from tongban.catalogue.guide.burden import Burden, burden, materials_of, steps_of
from tongban.catalogue.guide.difference import Change, burden_difference, difference
from tongban.catalogue.guide.flow import flow
from tongban.catalogue.guide.flow_chart import flow_chart
from tongban.catalogue.guide.procedure import ProcedureView, procedure
from tongban.catalogue.guide.questions import Guidance, next_question
from tongban.catalogue.guide.view import Guide, Line, MaterialView, VariantView, guide
from tongban.catalogue.guide.wording import Cited, binding_limit, cite, limit_words
from tongban.catalogue.listings import CARD_COLUMNS, card_of, listed
from tongban.catalogue.models import Publication
from tongban.catalogue.search.entries import Entry
from tongban.catalogue.search.matching import Rank, Snippet
from tongban.core.assessment.limits import limit_on
from tongban.core.calendar import WorkingCalendar
from tongban.core.packs.calendars import read_calendar
from tongban.core.packs.loader import LoadedMatter, load_publication


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
    """The publication of a matter that holds on a civil day; its files are read only when asked for."""
    rows = Publication.objects.in_force(on, region).filter(matter__key=matter)
    return rows.select_related("matter").defer("files").first()


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


_IN_FORCE = """
SELECT p.digest FROM catalogue_publication p JOIN catalogue_matter m ON m.id = p.matter_id
WHERE m.key = %s AND p.region = %s AND p.effective_from <= %s AND (p.effective_to IS NULL OR p.effective_to >= %s)
ORDER BY p.effective_from DESC, p.id DESC LIMIT 1
"""
_PUBLICATIONS = frozenset({"catalogue_publication", "catalogue_matter"})


def digest_in_force(matter: str, on: date, region: str = "") -> str | None:
    """The digest of `publication_in_force`. A published copy never changes, so who has it in memory needs no more."""
    [found] = sql.fetch(sql.Query(_IN_FORCE, [matter, region, on, on], _PUBLICATIONS))
    return found[0][0] if found else None


def loaded_in_force(matter: str, on: date, region: str = "") -> LoadedMatter:
    """The matter as it holds on a civil day. Raises UnknownMatter."""
    digest = digest_in_force(matter, on, region)
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
    rows = list(listed(on, region).values_list("listing__theme", "listing__card"))
    counts = Counter(theme for theme, _ in rows)
    first = dict(reversed(rows))
    keys = sorted(first, key=lambda key: (first[key]["theme_place"], key))
    return [ThemeCard(key, first[key]["theme_name"], first[key]["theme_summary"], counts[key]) for key in keys]


def matters(on: date, *, theme: str | None = None, level: str | None = None, region: str = "") -> list[MatterCard]:
    """The matters in force by pinyin, of one theme or one level (GB/T 39046 A.2) or all."""
    rows = listed(on, region)
    if theme:
        rows = rows.filter(listing__theme=theme)
    if level:
        rows = rows.filter(listing__card__levels__contains=[level])
    return [card_of(row) for row in rows.order_by("listing__name_pinyin", "matter__key").values(*CARD_COLUMNS)]


def benchmark(on: date, region: str = "") -> list[BenchmarkRow]:
    """The burden of every variant in force, matters by pinyin: what two provinces lay side by side."""
    return [
        BenchmarkRow(card, key, name, burden(loaded(card.digest), key, on))
        for card in matters(on, region=region)
        for key, name in card.variants.items()
    ]


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
    "digest_in_force",
    "flow",
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
