"""What is checked: the form, the papers' evidence and the day of submission, with every value's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongban.prereview.checking.findings import Corners
from tongban.prereview.checking.items import folded_rows
from tongban.prereview.checking.schema import SIGNED_ON, Plan, ValueType
from tongban.prereview.evidence.model import Evidence, Fact, SealPlace
from tongban.prereview.evidence.normalise import fold, parse_date, parse_number, split_list
from tongban.prereview.reading.model import Box, Origin, Reading
from tongban.prereview.reading.ocr import TextOnly


@dataclass(frozen=True)
class Paper:
    """One uploaded material: its reading and what was understood of it."""

    key: str
    evidence: Evidence
    reading: Reading

    @property
    def printed(self) -> bool:
        """True when the characters were not recognised but read (Word, text, text layer): no slip is possible."""
        return bool(self.reading.pages) and all(page.origin is not Origin.OCR for page in self.reading.pages)

    @property
    def signed(self) -> list[str]:
        """The folded names that stand among the paper's rows where somebody signed."""
        found = []
        for place in self.evidence.signatures:
            name = fold(place.ink.text) if place.ink is not None else ""
            rows = (line for page in self.reading.pages if page.number == place.page for line in page.lines)
            if place.ink and name and any(line.box.meets(place.ink.box) and name in fold(line.text) for line in rows):
                found.append(name)
        return found

    @property
    def pictures_seen(self) -> bool:
        """False when it was read on a machine that cannot look at pictures: no seal found there means nothing."""
        return TextOnly.version not in self.reading.engine


@dataclass(frozen=True)
class Submission:
    """One application as handed in. `fields` hold the answers (absent: does not apply; None or empty: left blank);
    `uploaded` are the keys of all materials that came with it, `papers` those that were read."""

    variant: str
    submitted_on: date
    fields: Mapping[str, Any]
    papers: Mapping[str, Paper]
    uploaded: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stated:
    """A value and where it stands: on the form (`material` None) or on a paper. `sure` is False for text that a
    machine recognised with doubt; `printed` is True where recognition slips are impossible."""

    text: str
    value: Any
    material: str | None = None
    field: str | None = None
    page: int | None = None
    box: Corners | None = None
    confidence: float = 1.0
    printed: bool = True
    doubts: tuple[tuple[str, str], ...] = ()


def corners(box: Box | None) -> Corners | None:
    """A box as the four numbers a finding carries."""
    return (box.x0, box.y0, box.x1, box.y1) if box and (box.width or box.height) else None


def is_blank(answer: Any) -> bool:
    """Left blank by the applicant."""
    return answer is None or (isinstance(answer, str | list | tuple) and not answer) or str(answer).strip() == ""


def as_text(answer: Any) -> str:
    """An answer of the form as one line."""
    if isinstance(answer, list | tuple):
        return "；".join(str(item) for item in answer)
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    return str(answer)


@dataclass(frozen=True)
class View:
    """A submission seen through its plan: references become stated values."""

    plan: Plan
    submission: Submission
    _cache: dict[str, tuple[Stated, ...]] = field(default_factory=dict, compare=False)
    _words: dict[str, str] = field(default_factory=dict, compare=False)

    def all(self, reference: str) -> tuple[Stated, ...]:
        """Every statement behind a reference, best first; empty where nothing is stated."""
        if reference not in self._cache:
            self._cache[reference] = self._find(reference)
        return self._cache[reference]

    def one(self, reference: str) -> Stated | None:
        """The best statement behind a reference."""
        return next(iter(self.all(reference)), None)

    def table(self, reference: str) -> tuple[Any, ...]:
        """The rows of a table on a paper."""
        owner, _, name = reference.partition(".")
        paper = self._telling(owner)
        return paper.evidence.table(name) if paper else ()

    def _telling(self, material: str) -> Paper | None:
        """The paper, if it is the one that was asked for and could be read: what another states means nothing."""
        paper = self.submission.papers.get(material)
        return None if paper is None or paper.evidence.wrong_kind or paper.evidence.hardly_read else paper

    def words(self, material: str) -> str:
        """The folded text of a paper in one piece; empty where there is none."""
        if material not in self._words:
            paper = self.submission.papers.get(material)
            self._words[material] = fold(paper.evidence.text) if paper else ""
        return self._words[material]

    def rows(self, material: str) -> list[str]:
        """The folded rows of a paper; none where there is no paper."""
        paper = self.submission.papers.get(material)
        lines = (line.text for page in paper.reading.pages for line in page.lines) if paper else ()
        return folded_rows(list(lines))

    def unsigned(self, material: str) -> str:
        """As `words`, without the names that were read where somebody signed."""
        words, paper = self.words(material), self.submission.papers.get(material)
        for name in paper.signed if paper else ():
            before, _, after = words.rpartition(name)
            words = before + after
        return words

    def days(self, reference: str) -> tuple[tuple[Stated, date], ...]:
        """The statements behind a reference that are dates."""
        found = ((stated, as_date(stated.value)) for stated in self.all(reference))
        return tuple((stated, day) for stated, day in found if day is not None)

    @property
    def stated_days(self) -> frozenset[date]:
        """Every day that the answers name, and the day of submission."""
        days = (as_date(answer) for answer in self.submission.fields.values() if not is_blank(answer))
        return frozenset(day for day in (*days, self.submission.submitted_on) if day is not None)

    def _find(self, reference: str) -> tuple[Stated, ...]:
        if reference == "submitted_on":
            day = self.submission.submitted_on
            return (Stated(day.isoformat(), day),)
        owner, _, name = reference.partition(".")
        if owner == "form":
            answer = self.submission.fields.get(name)
            return () if is_blank(answer) else (Stated(as_text(answer), answer, field=name),)
        paper = self._telling(owner)
        if paper is None:
            return ()
        if name == SIGNED_ON:
            dates = (place.date for place in paper.evidence.signatures if place.date is not None)
            return tuple(stated_by(paper, fact) for fact in dates)
        facts = [fact for fact in paper.evidence.all(name) if fact.readable and fact.value.strip()]
        best = paper.evidence.get(name)
        facts.sort(key=lambda fact: fact is not best)
        return tuple(stated_by(paper, fact) for fact in facts)


_GUESSED = 0.5


def stated_by(paper: Paper, fact: Fact) -> Stated:
    """A fact of a paper with its place; one that was guessed from a sentence counts as read with doubt."""
    value = fact.normalised if fact.normalised is not None else fact.value
    printed = paper.printed and fact.confidence >= _GUESSED
    return Stated(
        fact.value, value, paper.key, None, fact.page, corners(fact.box), fact.confidence, printed, fact.doubts
    )  # fmt: skip


def seals_over(view: View, stated: Stated) -> list[SealPlace]:
    """The stamps that lie over the place of a statement."""
    if stated.material is None or stated.box is None:
        return []
    left, top, right, bottom = stated.box
    return [
        place
        for place in view.submission.papers[stated.material].evidence.seals
        if place.page == stated.page
        and place.seal.box.x0 < right
        and left < place.seal.box.x1
        and place.seal.box.y0 < bottom
        and top < place.seal.box.y1
    ]


def under_seal(view: View, stated: Stated) -> bool:
    """Recognised characters under a stamp, which are often misread."""
    return not stated.printed and bool(seals_over(view, stated))


def as_date(value: Any) -> date | None:
    """A date from an ISO text, any printed form, or a date."""
    if isinstance(value, date):
        return value
    return parse_date(value) if isinstance(value, str) else None


def as_items(value: Any) -> tuple[str, ...]:
    """A list from a list or from a text with separators; items are split again, as forms hold “甲科；乙专业” in one."""
    items = value if isinstance(value, list | tuple) else (str(value),)
    return tuple(piece for item in items for piece in split_list(str(item)))


def as_rule_value(value: Any, type_: ValueType) -> Any:
    """A stated value in the form the rule language admits; None where it does not fit."""
    match type_:
        case ValueType.DATE:
            return as_date(value)
        case ValueType.INTEGER:
            number = value if isinstance(value, int | float) else parse_number(str(value))
            return None if number is None or not float(number).is_integer() else int(number)
        case ValueType.NUMBER:
            number = value if isinstance(value, int | float) else parse_number(str(value))
            return None if number is None else f"{number:.6f}"
        case ValueType.TEXT_LIST:
            return list(as_items(value))
        case ValueType.YES_NO:
            return value if isinstance(value, bool) else str(value) in ("是", "有", "true", "True")
    return as_text(value)
