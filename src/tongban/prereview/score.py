"""Findings against `truth.json`: the matching rule of the packages' format.

A finding matches a truth item when its code is among `accept_codes` and its `material:<key>` or `field:<key>` among
`accept_at`; a finding without place matches by code alone. An item is found by one match; a finding that matches no
item is a false alarm, whatever its severity; a false *blocking* finding is one that blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Data = Mapping[str, Any]


def matches(finding: Data, item: Data) -> bool:
    """Whether a finding (as printed by `--json`) finds a truth item."""
    if finding["code"] not in item["accept_codes"]:
        return False
    places = {f"{kind}:{finding[kind]}" for kind in ("material", "field") if finding.get(kind)}
    return not places or bool(places & set(item["accept_at"]))


@dataclass
class Score:
    """Counts over packages. Shares are 0 to 1; a share of nothing is 1 for good things and 0 for bad ones."""

    packages: int = 0
    defective: int = 0
    passed_unfound: int = 0
    clean_blocked: int = 0
    clean_with_any: int = 0
    packages_right: int = 0
    items: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false_findings: Counter[str] = field(default_factory=Counter)
    false_blocking: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)

    def add(self, package: str, findings: Sequence[Data], truth: Sequence[Data]) -> None:
        """Count one package."""
        self.packages += 1
        missed = [item for item in truth if not any(matches(finding, item) for finding in findings)]
        false = [finding for finding in findings if not any(matches(finding, item) for item in truth)]
        for item in truth:
            self.items[item["code"]] += 1
            self.found[item["code"]] += item not in missed
        for finding in false:
            self.false_findings[finding["code"]] += 1
            self.false_blocking[finding["code"]] += finding["severity"] == "blocks"
        self._count_package(findings, truth, missed, false)
        self.details += [f"{package} MISSED {item['code']} {item['explanation']}" for item in missed]
        self.details += [
            f"{package} FALSE {finding['severity']} {finding['code']} {finding['message']}" for finding in false
        ]

    def _count_package(
        self, findings: Sequence[Data], truth: Sequence[Data], missed: Sequence[Data], false: Sequence[Data]
    ) -> None:
        blocked = any(finding["severity"] == "blocks" for finding in false)
        if truth:
            self.defective += 1
            self.passed_unfound += len(missed) == len(truth)
        else:
            self.clean_blocked += blocked
            self.clean_with_any += bool(findings)
        self.packages_right += not missed and not blocked

    @property
    def recall(self) -> float:
        return self.found.total() / self.items.total() if self.items else 1.0

    @property
    def unfound_share(self) -> float:
        """Defective packages none of whose defects was found, of all packages (the return rate after prereview)."""
        return self.passed_unfound / self.packages if self.packages else 0.0

    @property
    def clean_share(self) -> float:
        """Clean packages without a false blocking finding."""
        clean = self.packages - self.defective
        return 1 - self.clean_blocked / clean if clean else 1.0

    def lines(self) -> Iterable[str]:
        """The report for a terminal."""
        yield f"packages {self.packages} (defective {self.defective}), right {self.packages_right}"
        yield f"recall {self.recall:.1%} ({self.found.total()}/{self.items.total()})"
        yield f"defective and passed unfound {self.unfound_share:.1%} ({self.passed_unfound})"
        yield f"clean without a false blocking finding {self.clean_share:.1%} ({self.clean_blocked} blocked)"
        yield f"clean with any finding {self.clean_with_any}"
        for code in sorted(self.items | self.false_findings):
            yield (
                f"  {code:<26} found {self.found[code]}/{self.items[code]}"
                f"  false {self.false_findings[code]} (blocking {self.false_blocking[code]})"
            )
        yield from self.details

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        codes = sorted(self.items | self.false_findings)
        return {
            "packages": self.packages,
            "defective": self.defective,
            "packages_right": self.packages_right,
            "recall": round(self.recall, 4),
            "passed_unfound_share": round(self.unfound_share, 4),
            "clean_without_false_blocking": round(self.clean_share, 4),
            "by_code": {
                code: {
                    "items": self.items[code],
                    "found": self.found[code],
                    "false": self.false_findings[code],
                    "false_blocking": self.false_blocking[code],
                }
                for code in codes
            },
            "details": self.details,
        }
