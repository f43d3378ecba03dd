"""All checks of a plan over one submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tongban.prereview.checking import advertisement, agreement, dates, encoded, limits, listed
from tongban.prereview.checking.expressions import Asker, CompiledPlan
from tongban.prereview.checking.fields import check_fields
from tongban.prereview.checking.findings import Finding, Severity, in_order
from tongban.prereview.checking.presence import check_papers
from tongban.prereview.checking.rules import rule
from tongban.prereview.checking.schema import (
    Check,
    Encoded,
    Listed,
    Order,
    Recent,
    RuleCheck,
    Same,
    Valid,
    Within,
    WithinLimits,
    Wording,
)
from tongban.prereview.checking.submission import Submission, View
from tongban.prereview.wording.review import Reviewer


def _asked_of_odd(finding: Finding, submission: Submission) -> Finding:
    """What a paper says that may be another kind is a question, too."""
    paper = submission.papers.get(finding.material or "")
    doubtful = finding.severity is Severity.BLOCKS and paper is not None and paper.evidence.odd_kind
    surely = paper is not None and paper.evidence.wrong_kind
    return replace(finding, severity=Severity.ASKS) if doubtful and not surely else finding


@dataclass(frozen=True)
class Checker:
    """A plan with what its checks need. `reviewer` may be None where no check is about wording."""

    compiled: CompiledPlan
    reviewer: Reviewer | None = None

    def check(self, submission: Submission) -> list[Finding]:
        """The findings, worst first. Same submission, same findings."""
        view = View(self.compiled.plan, submission)
        asker = Asker(self.compiled, view)
        found = [*check_fields(view.plan, submission, asker), *check_papers(view, asker)]
        for check in view.plan.checks:
            if asker.holds(check.when):
                found += self._run(check, view, asker)
        return in_order([_asked_of_odd(finding, submission) for finding in found])

    def _run(self, check: Check, view: View, asker: Asker) -> Iterator[Finding]:
        match check:
            case Same():
                return agreement.same(check, view)
            case Within():
                return agreement.within(check, view)
            case Listed():
                return listed.listed(check, view)
            case Valid():
                return dates.valid(check, view)
            case Recent():
                return dates.recent(check, view)
            case Order():
                return dates.order(check, view)
            case Encoded():
                return encoded.encoded(check, view)
            case WithinLimits():
                return limits.within_limits(check, view)
            case RuleCheck():
                return rule(check, view, asker)
            case Wording():
                return advertisement.wording(check, view, self.reviewer) if self.reviewer else iter(())
