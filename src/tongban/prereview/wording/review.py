"""The judgement over one advertisement: lines and declared facts in, issues out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tongban.prereview.wording.classifier import model
from tongban.prereview.wording.explain import Cover, Declared, Explainer
from tongban.prereview.wording.lexicon import ForbiddenGroup, WordingPack, find
from tongban.prereview.wording.normal import normal, words
from tongban.prereview.wording.segment import AdLine, Clause, Segmenter

_ITEMS = re.compile(r"[,;、/|。.:+&]|(?:有|为|是|包括|设置|开设)(?=[\u4e00-\u9fff]+(?:科|专业))")
_APART = re.compile(r"\s{2,}|\u3000+")  # subtitle and voice in one row
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GROUPS = {
    "a6": "other-than-eight", "f1": "technique", "f2": "guarantee", "f3": "efficacy", "f4": "superstition",
    "f5": "belittle", "f6": "endorsement", "f7": "military", "f8": "absolute",
}  # fmt: skip
_QUOTED = re.compile(r"[“\x22「『]")
_SURE = 0.5
_NOTHING = 0.02  # below this the model is as sure as it ever is that a clause claims nothing
_NAMED_ARTICLE = (
    0.6  # below this the model does not name an item of 第七条; what is left is outside of the eight anyway
)

Probabilities = Callable[[str], dict[str, float]]


@dataclass(frozen=True)
class WordingIssue:
    """One clause that the law does not allow.

    `group` names code, article and title; `text` is the clause as read; `sure` is False where only a person can tell;
    `confidence` 0 to 1 takes in how well the line was read; `lines` are where it stands.
    """

    group: ForbiddenGroup
    text: str
    sure: bool
    confidence: float
    lines: tuple[AdLine, ...]


class Reviewer:
    """The wording rules of one pack, with the national list of departments."""

    def __init__(
        self, pack: WordingPack, departments: Sequence[str], probabilities: Probabilities | None = None
    ) -> None:
        self._pack = pack
        self._departments = tuple(departments)
        self._named = {words(name): name for name in self._departments}
        self._pictured = re.compile("|".join(pack.pictured) or "(?!)")
        self._camera = re.compile(pack.camera)
        self._script = re.compile(pack.script)
        self._groups = {group.id: group for group in pack.forbidden}
        self._probabilities = probabilities or model().probabilities

    def with_model(self, probabilities: Probabilities) -> Reviewer:
        """The same rules with another model."""
        return Reviewer(self._pack, self._departments, probabilities)

    def review(self, lines: Sequence[AdLine], declared: Declared) -> list[WordingIssue]:
        """The issues in reading order; a clause that stands twice (subtitle and voice) is named once."""
        script = any(self._script.search(line.text) for line in lines)
        explainer = Explainer(self._pack, self._departments, declared, script=script)
        issues: list[WordingIssue] = []
        seen: set[str] = set()
        for clause in Segmenter(self._pack, explainer).clauses(lines):
            key = words(clause.text)
            if key in seen:
                continue
            seen.add(key)
            issue = self._judge(clause, explainer)
            if issue is not None:
                issues.append(issue)
        return issues

    def paragraphs(self, lines: Sequence[AdLine]) -> list[AdLine]:
        """The lines with those put together that are rows of one paragraph."""
        return Segmenter(self._pack, Explainer(self._pack, self._departments, Declared())).paragraphs(lines)

    def departments(self, text: str) -> list[str]:
        """The departments of the national list that stand in `text` as whole items."""
        items = (words(item) for piece in _APART.split(text) for item in _ITEMS.split(normal(piece)))
        return [self._named[item] for item in items if item in self._named]

    def _judge(self, clause: Clause, explainer: Explainer) -> WordingIssue | None:
        if clause.kind in ("scene", "admin", "media"):
            return self._judge_beside(clause, explainer)
        cover = explainer.explain(clause.text, clause.kind)
        rest = words(cover.left_over())
        if len(rest) <= 1 or not re.search(r"[\u4e00-\u9fffA-Za-z%]", rest):
            return None
        hit = self._pattern(cover)
        shares = self._probabilities(cover.masked())
        if hit is not None:
            return self._issue(hit, clause, True, max(0.8, 1 - shares["ok"]))
        if self._is_picture(clause.text) or 1 - shares["ok"] < _NOTHING:
            return None
        best = max(_GROUPS, key=lambda name: shares[name])
        likely = best if shares[best] >= _NAMED_ARTICLE else "a6"
        han = len(_HAN.findall(rest))
        if han >= 4 or (han >= 2 and 1 - shares["ok"] >= 0.8):
            sure = 1 - shares["ok"] >= _SURE
            return self._issue(self._groups[_GROUPS[likely]], clause, sure, 1 - shares["ok"])
        return None

    def _is_picture(self, text: str) -> bool:
        """Whether a clause that no role announces speaks of the camera, and quotes nothing that the picture shows."""
        return bool(self._camera.search(text)) and not _QUOTED.search(text) and not self._pictured.search(text)

    def _judge_beside(self, clause: Clause, explainer: Explainer) -> WordingIssue | None:
        """What is beside the advertisement: a picture may be described in any words, as long as they claim nothing, and
        so may be said who filed the paper, when and for which media."""
        if explainer.is_scene(clause.text):
            return None
        cover = explainer.explain(clause.text)
        hit = self._pattern(cover)
        shares = self._probabilities(cover.masked())
        if clause.kind == "scene" and (hit is None or hit.id == "other-than-eight"):
            shown = self._pictured.search(cover.masked())
            return self._issue(self._groups["other-than-eight"], clause, False, 0.5) if shown else None
        if hit is None or (hit.id == "other-than-eight" and clause.kind != "admin"):
            return None
        sure = 1 - shares["ok"] >= _SURE and hit.id != "other-than-eight"
        return self._issue(hit, clause, sure, 1 - shares["ok"])

    def _pattern(self, cover: Cover) -> ForbiddenGroup | None:
        """The first group that shows in what is left over, or that reaches into it from explained words."""
        hit = find(self._pack, cover.masked())
        if hit is not None:
            return hit.group
        whole = find(self._pack, cover.text)
        if whole is not None and not all(cover.mask[whole.start : whole.end]):
            return whole.group
        return None

    def _issue(self, group: ForbiddenGroup, clause: Clause, sure: bool, likely: float) -> WordingIssue:
        confidence = round(min(likely, 0.99) * clause.confidence, 3)
        return WordingIssue(group, clause.text, sure and clause.confidence >= 0.5, confidence, tuple(clause.lines))
