"""How applications fare with and without prereview: first-pass success and returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from tongban.cases.models import Case, Document


@dataclass(frozen=True)
class Fate:
    """Cases received in some time: `returned` got a correction notice or were not accepted."""

    received: int
    returned: int

    @property
    def return_rate(self) -> float | None:
        """Share of cases sent back, 0 to 1; None where there is none."""
        return self.returned / self.received if self.received else None

    @property
    def first_pass(self) -> float | None:
        """Share of cases that needed nothing more than was handed in first, 0 to 1; None where there is none."""
        return 1 - self.returned / self.received if self.received else None


@dataclass(frozen=True)
class FateOfMatter:
    """One matter, its cases with prereview and those without."""

    matter: str
    with_prereview: Fate
    without: Fate


def fates(authorities: Iterable[int], *, since: datetime, until: datetime) -> list[FateOfMatter]:
    """By matter, for the matters of which any case went through prereview. Cases still waiting for their first look
    count as not returned so far."""
    sent_back = Document.objects.filter(case=OuterRef("pk"), kind__in=("correction", "non_acceptance"))
    rows = Case.objects.filter(authority_id__in=list(authorities), received_at__gte=since, received_at__lt=until)
    counts: dict[tuple[str, bool], list[int]] = {}
    for matter, package, returned in rows.annotate(returned=Exists(sent_back)).values_list(
        "matter", "prereview_package", "returned"
    ):
        count = counts.setdefault((matter, package is not None), [0, 0])
        count[0] += 1
        count[1] += bool(returned)
    matters = sorted({matter for matter, reviewed in counts if reviewed})
    return [
        FateOfMatter(matter, Fate(*counts[matter, True]), Fate(*counts.get((matter, False), [0, 0])))
        for matter in matters
    ]
