"""What a list shows of a matter, drawn once when it is published. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.core.packs.loader import LoadedMatter


@dataclass(frozen=True)
class ThemeCard:
    """A theme with the number of matters in it."""

    key: str
    name: str
    summary: str
    matters: int


@dataclass(frozen=True)
class MatterCard:
    """A matter in a list. `levels` are codes of GB/T 39046 A.2; `variants` maps key to name."""

    matter: str
    digest: str
    name: str
    theme: str
    theme_name: str
    version: str
    summary: str
    levels: tuple[str, ...]
    applicants: tuple[str, ...]
    variants: Mapping[str, str]
    instant: bool


def card_data(loaded: LoadedMatter) -> dict[str, Any]:
    """The stored part of a card."""
    matter = loaded.matter
    themes = loaded.catalogues.pack.themes
    theme = themes.get(matter.theme)
    return {
        "theme_name": theme.name if theme else matter.theme,
        "theme_summary": theme.summary if theme else "",
        "theme_place": list(themes).index(matter.theme) if theme else len(themes),
        "summary": matter.summary,
        "levels": list(matter.levels),
        "applicants": list(matter.applicants),
        "variants": [[key, variant.name] for key, variant in matter.variants.items()],  # jsonb would reorder a mapping
        "instant": any(v.auto_approval or v.handling.value == "instant" for v in matter.variants.values()),
    }
