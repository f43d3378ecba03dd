"""Grounds of a correction, non-acceptance or refusal: rows of four parts, some suggested by the machine's findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongban.cases import queries
from tongban.catalogue import queries as catalogue
from tongban.core.assessment.assess import Assessment
from tongban.core.assessment.rules import RuleOutcome, Standing
from tongban.core.packs.loader import LoadedMatter
from tongban.portal.shell import say

PARTS = queries.REASON_PARTS
BLANKS = 5  # empty rows of a form; more by a button
MOST = 60  # rows that a form may have


@dataclass(frozen=True)
class Row:
    """One ground as typed or suggested. A suggested row counts only when `used`."""

    parts: dict[str, str] = field(default_factory=dict)
    suggested: bool = False
    used: bool = False

    @property
    def empty(self) -> bool:
        return not any(value.strip() for value in self.parts.values())

    @property
    def missing(self) -> list[str]:
        """Parts left out of a row that counts."""
        counts = self.used if self.suggested else not self.empty
        return [key for key in PARTS if counts and not self.parts.get(key, "").strip()]


def suggested(loaded: LoadedMatter, variant: str, assessment: Assessment | None) -> list[Row]:
    """A row per finding: failed ones and missing papers ticked, what could not be checked left to the officer."""
    if assessment is None:
        return []
    rows = [_of_paper(loaded, key) for key in assessment.papers.missing]
    return rows + [_of_rule(loaded, variant, outcome) for outcome in assessment.findings]


def fresh(rows: list[Row]) -> list[Row]:
    """Suggestions first, then empty rows to write in."""
    return [*rows, *(Row() for _blank in range(max(2, BLANKS - len(rows))))]


def posted(data: Mapping[str, str]) -> list[Row]:
    """The rows a form sent, at most `MOST`, in their order."""
    rows = []
    for index in range(MOST):
        if f"paper-{index}" not in data:
            break
        parts = {part: data.get(f"{part}-{index}", "") for part in PARTS}
        rows.append(Row(parts, f"suggested-{index}" in data, f"use-{index}" in data))
    return rows


def counting(rows: list[Row]) -> list[dict[str, str]]:
    """The grounds to hand on: ticked suggestions and rows in which something was written."""
    return [row.parts for row in rows if (row.used if row.suggested else not row.empty)]


def _of_paper(loaded: LoadedMatter, key: str) -> Row:
    material = loaded.matter.materials[key]
    rule = "；".join(say(catalogue.cite(loaded, basis).words) for basis in material.basis)
    point = _("没有提交")
    return Row({"paper": material.name, "point": point, "rule": rule, "remedy": _("请补交这份材料")}, True, True)


def _of_rule(loaded: LoadedMatter, variant: str, outcome: RuleOutcome) -> Row:
    rule = outcome.rule
    parts = {
        "paper": "、".join(places(loaded, variant, rule.at)),
        "point": rule.says,
        "rule": say(catalogue.cite(loaded, rule.basis).words) if rule.basis else "",
        "remedy": rule.remedy,
    }
    return Row(parts, True, outcome.standing is Standing.FAILS)


def places(loaded: LoadedMatter, variant: str, at: tuple[str, ...]) -> list[str]:
    """The fields and papers a rule speaks of, by the names they have in this variant."""
    labels = {item.key: item.label for item in loaded.form.fields(variant)}
    names = {key: material.name for key, material in loaded.matter.materials.items()}
    found = []
    for place in at:
        kind, _colon, key = place.partition(":")
        found.append((labels if kind == "field" else names).get(key, key))
    return found
