"""From the lines of an advertisement to clauses, each with the label it stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongban.prereview.wording.explain import Explainer
from tongban.prereview.wording.lexicon import WordingPack
from tongban.prereview.wording.normal import normal, words
from tongban.prereview.wording.roles import parts, unnumbered

_PAGE = tuple[float, float, float, float]
_WIDE = re.compile(r"(\s)\s{2,}")  # two part as well as many, over which patterns with optional space take long
_CUT = re.compile(r"[。！!？?;；]|\s{2,}|\u3000+")
_SET_WIDE = re.compile(r"(?:^|(?<=[\s;；,，。|｜]))([\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,4})(?=\s*[:：(（])")
_SET_APART = ("名称", "地址", "院址", "类别", "床位", "电话")  # so short that the two characters are set wide apart
_LAST_OF_LABEL = re.compile(r"^([\u4e00-\u9fff])(?=\s*[:：])")
_LISTED = re.compile(r"[；;]\s*$")  # ends an item of a list as well as a sentence
_ENDED = re.compile(r"[。！？!?；;：:”」』]\s*$")
# Words before a label: 本机构核准的诊疗科目有：
_LEAD = (
    r"(?:本|我|该)?(?:医疗机构|机构|院|单位|医院|门诊部|诊所)?(?:的)?(?:经)?(?:执业许可证)?"
    r"(?:核准|核定|批准|登记|许可|设置|开设|现有|实际)*(?:的)?(?:以下)?"
)
_TAIL = (
    r"\s*(?:[(（][^()（）]{0,14}[)）])?\s*(?:分别)?(?:有|为|是|包括|包含|如下|见下|在|即|位于|共有?(?:\d{1,3}[个项])?)?"
)
_CUT_FREE = re.compile(r"[。！!？?;；,，|｜]|\s{2,}|\u3000+| / ")


@dataclass(frozen=True)
class AdLine:
    """One line or table cell. `page` counts from 1; `box` is (left, top, right, bottom) in page pixels or None;
    `confidence` is the reader's, 0 to 1; `scene` marks the picture column of a script; `follows` says that by its place
    it may go on with the line before (that one reaches the edge of the print); `rows` are the lines it was put together
    from."""

    text: str
    page: int = 1
    box: _PAGE | None = None
    confidence: float = 1.0
    scene: bool = False
    follows: bool = False
    rows: tuple[AdLine, ...] = ()

    def with_next(self, other: AdLine) -> AdLine:
        """This line and the one that goes on with it, as one."""
        boxes = [line.box for line in (self, other) if line.box]
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)) \
            if boxes else None  # fmt: skip
        rows = (*(self.rows or (self,)), other)
        sure = min(self.confidence, other.confidence)
        return AdLine(self.text.rstrip() + other.text.lstrip(), self.page, box, sure, self.scene, self.follows, rows)


@dataclass
class Clause:
    """A piece of text that is judged by itself. `kind` is its label (`name`, `address` …) or None."""

    text: str
    kind: str | None
    lines: list[AdLine] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        """The reader's least confidence over the lines of the clause."""
        return min((line.confidence for line in self.lines), default=1.0)


class Segmenter:
    """Cuts lines into clauses with the labels of one pack."""

    def __init__(self, pack: WordingPack, explainer: Explainer) -> None:
        self._explainer = explainer
        self._kinds = {normal(label).lower(): kind for kind, labels in pack.allowed.labels.items() for label in labels}
        self._after = ""  # what the row behind the present one says, when it has no label
        self._short = {label[-1]: label for label in self._kinds if len(label) == 2 and label in _SET_APART}
        names = "|".join(re.escape(label) for label in sorted(self._kinds, key=len, reverse=True))
        self._label = re.compile(
            rf"(?:^|(?<=[\s;；,，。|｜/·•]))(?:({names})\s*(?=$|\s)|{_LEAD}({names}){_TAIL}\s*[:：])", re.IGNORECASE
        )

    def clauses(self, lines: Sequence[AdLine]) -> list[Clause]:
        """The clauses in reading order. A labelled clause takes in the lines that only go on with it."""
        found: list[Clause] = []
        current: Clause | None = None
        paragraphs = self.paragraphs(lines)
        for line, after in zip(paragraphs, [*paragraphs[1:], None], strict=True):
            self._after = normal(after.text) if after is not None and not self._label.search(after.text) else ""
            raw = self._narrow(_WIDE.sub(r"\1\1", line.text))
            for scene, text in parts(unnumbered(raw), scene=line.scene):
                if scene:
                    found += [Clause(piece, "scene", [line]) for piece in _pieces(text, _CUT)]
                    current = None
                else:
                    current = self._words(text, line, current, found)
        return [clause for clause in found if words(clause.text)]

    def _words(self, raw: str, line: AdLine, current: Clause | None, found: list[Clause]) -> Clause | None:
        """The clauses of a piece of a line, added to `found`; what comes next may go on with the one returned."""
        text, spans = self._labels(raw)
        current = self._head(text[: spans[0][0]] if spans else text, line, current, found)
        for number, (_start, end, kind) in enumerate(spans):
            stop = spans[number + 1][0] if number + 1 < len(spans) else len(text)
            first, *rest = _pieces(text[end:stop], _CUT_FREE_OF[kind]) or [""]
            if kind == "departments":
                first, rest = normal(text[end:stop]), []
            current = Clause(normal(first), kind, [line])
            found.append(current)
            found += [Clause(piece, kind, [line]) for piece in map(normal, rest)]
        return current

    def paragraphs(self, lines: Sequence[AdLine]) -> list[AdLine]:
        """The lines with those put together that are rows of one paragraph."""
        found: list[AdLine] = []
        for line in lines:
            if found and line.follows and self._runs_on(found[-1].text, line.text):
                found[-1] = found[-1].with_next(line)
            else:
                found.append(line)
        return found

    def _runs_on(self, before: str, text: str) -> bool:
        """Whether a row may be the rest of the one before: that has not ended, and this begins nothing of its own."""
        begins = (
            unnumbered(text) != text or self._label.match(text.strip()) or next(parts(text), (False, text))[1] != text
        )
        return not begins and (not _ENDED.search(before) or self._lists(before))

    def _lists(self, text: str) -> bool:
        """Whether `text` breaks off behind an item of a labelled list."""
        label = self._label.match(unnumbered(text).strip())
        kind = self._kinds[normal(label[1] or label[2]).lower()] if label else None
        return kind in _LISTS and _LISTED.search(text) is not None

    def _narrow(self, text: str) -> str:
        """The line with its labels set close that were set wide (类　　别：), or of which the beginning was lost."""
        text = _LAST_OF_LABEL.sub(lambda x: self._short.get(x[1], x[1]), text)
        return _SET_WIDE.sub(lambda x: re.sub(r"\s", "", x[0]) if normal(x[1]) in self._kinds else x[0], text)

    def _labels(self, raw: str) -> tuple[str, list[tuple[int, int, str]]]:
        text = raw.strip()
        return text, [
            (match.start(), match.end(), self._kinds[normal(match[1] or match[2]).lower()])
            for match in self._label.finditer(text)
        ]

    def _head(self, head: str, line: AdLine, current: Clause | None, found: list[Clause]) -> Clause | None:
        """What stands before the first label of a line: the rest of the clause before, or free text."""
        if not words(head):
            return current
        if current is not None and self._goes_on(current, normal(head)):
            current.text += normal(head)
            current.lines.append(line)
            return current
        for sentence in _pieces(head, _CUT):
            if not self._explainer.is_statement(normal(sentence)):
                found.extend(Clause(normal(piece), None, [line]) for piece in _pieces(sentence, _CUT_FREE))
        return current if current is not None and self._explained(normal(head)) else None

    def _explained(self, text: str) -> bool:
        return len(words(self._explainer.explain(text).left_over())) <= 1

    def _goes_on(self, current: Clause, text: str) -> bool:
        """`text` is the next line of `current` when together they leave no more unexplained than `current` alone."""
        if current.kind is None or current.kind == "scene":
            return False
        if current.kind in ("admin", "media"):
            return not current.text and len(text) <= 40
        before = len(words(self._explainer.explain(current.text, current.kind).left_over())) if current.text else 0
        return any(
            len(words(self._explainer.explain(current.text + text + more, current.kind).left_over())) <= max(before, 1)
            for more in ("", self._after)
        )


_LISTS = ("departments", "hours", "phone")
_CUT_FREE_OF = {
    "name": _CUT_FREE, "address": _CUT, "departments": _CUT, "ownership": _CUT_FREE, "category": _CUT_FREE,
    "beds": _CUT_FREE, "hours": _CUT, "phone": _CUT, "admin": _CUT, "media": _CUT,
}  # fmt: skip


def _pieces(text: str, cut: re.Pattern[str]) -> list[str]:
    return [piece for piece in (part.strip() for part in cut.split(text)) if words(piece)]
