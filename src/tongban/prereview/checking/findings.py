"""What a check found: the one shape that the command, the pages and the officer's desk share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongban.core.messages import Message, Translate, untranslated


class Severity(StrEnum):
    """blocks: cannot be handed in like this; asks: a person must look; hints: worth knowing."""

    BLOCKS = "blocks"
    ASKS = "asks"
    HINTS = "hints"


_ORDER = {Severity.BLOCKS: 0, Severity.ASKS: 1, Severity.HINTS: 2}

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    `check` is the id of the rule that made it; `material` and `field` say where (either may be None); `page` counts
    from 1 and `box` is (left, top, right, bottom) in page pixels at 150 dpi; `read` is what the paper says, `expected`
    what it should say, both as shown to the applicant; `confidence` is 0 to 1. `of_form` is True where answers alone
    contradict each other, or the day: no paper was needed to see it.
    """

    check: str
    code: str
    severity: Severity
    message: Message
    remedy: Message
    article: str = ""
    material: str | None = None
    field: str | None = None
    page: int | None = None
    box: Corners | None = None
    confidence: float = 1.0
    read: str = ""
    expected: str = ""
    of_form: bool = False

    def to_json(self, translate: Translate = untranslated) -> dict[str, Any]:
        """The finding as the command prints it."""
        return {
            "code": self.code,
            "material": self.material,
            "field": self.field,
            "message": self.message.render(translate),
            "remedy": self.remedy.render(translate),
            "article": self.article,
            "page": self.page,
            "box": [round(edge, 1) for edge in self.box] if self.box else None,
            "confidence": round(self.confidence, 3),
            "severity": self.severity.value,
            "read": self.read,
            "expected": self.expected,
            "check": self.check,
        }


def in_order(findings: list[Finding]) -> list[Finding]:
    """Worst first, then by material and field; the same finding only once."""
    unique: dict[tuple[str, str | None, str | None, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.material, finding.field, finding.read)
        known = unique.get(key)
        if known is None or _ORDER[finding.severity] < _ORDER[known.severity]:
            unique[key] = finding
    return sorted(
        unique.values(),
        key=lambda f: (_ORDER[f.severity], f.material or "", f.page or 0, f.field or "", f.code),
    )
