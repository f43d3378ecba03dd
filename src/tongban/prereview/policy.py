"""Pure decisions of the prereview room: which findings concern papers, which hinder, and what the machine owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import Plan
from tongban.prereview.checking.submission import Paper
from tongban.prereview.states import Standing

# Problems that say something about this machine, not about the paper: a person looks instead.
OURS = frozenset({"ocr_unavailable", "pictures_unread", "timeout", "reader_died"})
TRY_AGAIN_AFTER = timedelta(minutes=30)  # of these a later try may read more: another engine, a quieter machine
# What a page shows only as a picture: where pictures are not read, these say nothing.
SEEN_ON_PICTURES = frozenset(
    {"SEAL_MISSING", "SEAL_MISMATCH", "SIGNATURE_MISSING", "MATERIAL_INCOMPLETE", "MATERIAL_UNREADABLE"}
)
MISSING = "MATERIAL_MISSING"
NOT_READ = "SCAN_NOT_READ"
NOTED = "READING_NOTE"
NO_MATTER = N_("不影响提交；材料内容没有问题的，不用处理。")


def plan_variant(loaded: LoadedMatter, variant: str) -> str | None:
    """The name of the variant in the rules about papers, which call it as the matter does; None where papers of this
    variant have no rules. Reads no plan, so it is cheap."""
    papers = loaded.checks.papers or {}
    name = loaded.matter.variants[variant].name
    return name if name in papers.get("variants", ()) else None


def concerns_papers(finding: Finding, plan: Plan) -> bool:
    """Whether a finding is prereview's to show. Which papers are needed is said by the matter, which also knows what
    stands in for them; an answer by itself by the form; answers that contradict each other by the rules of the form
    that the check names in `said_by`."""
    if finding.code == MISSING or finding.check.startswith("field-"):
        return False
    if not finding.of_form:
        return True
    check = next((check for check in plan.checks if check.id == finding.check), None)
    return check is None or not check.said_by


def said_again(loaded: LoadedMatter, checks: Iterable[str]) -> frozenset[str]:
    """The rules of the form that only repeat what findings of these checks say: that a validity has ended is one fact,
    whether the paper or the answer is looked at. Reads no plan, so it is cheap."""
    papers, wanted = loaded.checks.papers or {}, set(checks)
    rows = [check for check in papers.get("checks", ()) if check.get("id") in wanted and check["kind"] == "valid"]
    return frozenset(rule for check in rows for rule in check.get("said_by", ()))


def as_far_as_read(finding: Finding, problems: frozenset[str]) -> Finding | None:
    """The finding, softened or left out where this machine could not see what it speaks of.

    `problems` are the codes of the paper's reading; `notes` says in its place that a person looks.
    """
    if finding.code not in SEEN_ON_PICTURES:
        return finding
    if problems & {"ocr_unavailable", "pictures_unread"}:
        return None
    return replace(finding, severity=Severity.ASKS) if problems & OURS else finding


def notes(material: str, label: str, paper: Paper) -> Iterator[Finding]:
    """What the reading of a paper noticed besides: macros, a text layer that lies, a single page that is blank."""
    codes = {problem.code for problem in paper.reading.problems}
    if codes & {"ocr_unavailable", "pictures_unread"}:
        yield _not_read(material, label)
    for problem in paper.reading.problems:
        if problem.code in OURS or (problem.unreadable and not paper.evidence.readable):
            continue
        yield Finding(
            check=f"paper-{problem.code.replace('_', '-')}",
            code="MATERIAL_UNREADABLE" if problem.unreadable else NOTED,
            severity=Severity.ASKS if problem.unreadable else Severity.HINTS,
            message=Message(N_("《{label}》：{why}"), {"label": label, "why": problem.message}),
            remedy=Message(NO_MATTER),
            material=material,
            page=problem.page,
        )


def _not_read(material: str, label: str) -> Finding:
    return Finding(
        check="paper-not-read",
        code=NOT_READ,
        severity=Severity.HINTS,
        message=Message(N_("《{label}》是扫描件或带有图片，暂不能识别，由工作人员审看。"), {"label": label}),
        remedy=Message(N_("不用重传；有可以复制文字的PDF或DOCX时，上传它可以马上得到预审结果。")),
        material=material,
    )


@dataclass(frozen=True)
class Tally:
    """How many findings stand, by what they mean for the hand-in. `overridden` are those the applicant has answered."""

    blocks: int = 0
    asks: int = 0
    hints: int = 0
    overridden: int = 0

    @property
    def clean(self) -> bool:
        """Nothing that a person would have to look at: the condition for automatic approval."""
        return not (self.blocks or self.asks or self.overridden)


def tally(findings: Iterable[tuple[str, str]]) -> Tally:
    """Count pairs of severity and standing. A mended finding counts for nothing; an answered hint is still a hint."""
    counts = {"blocks": 0, "asks": 0, "hints": 0, "overridden": 0}
    for severity, standing in findings:
        if standing == Standing.MENDED:
            continue
        answered = standing == Standing.OVERRIDDEN and severity != Severity.HINTS
        counts["overridden" if answered else severity] += 1
    return Tally(**counts)
