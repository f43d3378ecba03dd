"""Cards of the publications that hold on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.catalogue.cards import MatterCard
from tongban.catalogue.models import Publication, PublicationQuerySet

CARD_COLUMNS = ("digest", "matter__key", "version", "listing__name", "listing__theme", "listing__card")


def listed(on: date, region: str) -> PublicationQuerySet:
    return Publication.objects.in_force(on, region).filter(listing__isnull=False)


def card_of(row: Mapping[str, Any]) -> MatterCard:
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
        variants=dict(card["variants"]),
        instant=card["instant"],
    )
