"""Which kind of document a paper is: by its title first, by its labels and marks second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tongban.prereview.evidence.flow import Flow
from tongban.prereview.evidence.model import Kind
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import DocumentTemplate
from tongban.prereview.reading.model import Page

SURE = 0.85  # from here on a paper counts as recognised
TITLED = 0.9  # the title is the kind's own, word for word
_TITLE = re.compile(
    r"(?:[(（]?[\u4e00-\u9fffA-Za-z()]{2,30})"
    r"(?:证|证书|证明|表|报告|书|函|单|合同|协议|执照|简历|履历|票据|发票|病历|处方|信|回执|通知|名册|名单|说明|方案|制度|"
    r"预案|卡|决定|批复|照)(?:\([^()]*\))?"
)
_PURPOSE = re.compile("仅供|专用|用于|办理|复印件|无效|使用")  # a watermark or note, no title
UNTITLED = 0.75  # the most that labels and marks alone can reach


def title_lines(pages: Sequence[Page]) -> list[str]:
    """Folded candidates for the title: the first lines of the first page with text, and its tallest lines; lines of a
    title broken in two also joined."""
    page = next((page for page in pages if page.lines), None)
    if page is None:
        return []
    tables = [t for t in page.tables if t.rows > 1]  # one row alone is the frame of a card
    outside = [x for x in page.lines if not any(t.box.holds(*x.box.centre) for t in tables)]
    lines = sorted(outside or page.lines, key=lambda x: x.box.centre[1])
    heights = sorted(x.box.height for x in page.lines)
    middle = heights[len(heights) // 2]
    chosen = [fold(x.text) for x in lines[:4]]
    tall = [x for x in lines if x.box.height > 1.25 * middle]
    chosen += [fold(x.text) for x in tall] + [fold("".join(x.text for x in tall[:3]))]
    chosen += [fold(a.text + b.text) for a, b in pairwise(tall[:4])]
    chosen += ["".join(chosen[:2])] if len(chosen) > 1 else []
    return list(dict.fromkeys(text for text in chosen if text))


def rank(pages: Sequence[Page], flow: Flow, templates: Iterable[DocumentTemplate]) -> tuple[Kind, ...]:
    """All kinds with their scores, best first."""
    titles = title_lines(pages)
    body = [fold(line.text) for page in pages for line in page.lines]
    scored = [Kind(t.kind, t.label, round(_score(t, titles, body, flow.text), 3)) for t in templates]
    return tuple(sorted(scored, key=lambda kind: -kind.score))


def _score(template: DocumentTemplate, titles: list[str], body: list[str], text: str) -> float:
    present = share_present(template, text)
    patterns = [re.compile(pattern) for pattern in template.title]
    if any(pattern.fullmatch(title) for pattern in patterns for title in titles):
        return 0.9 + 0.1 * present
    if any(_names_the_kind(pattern, title) for pattern in patterns for title in titles):
        return 0.8 + 0.15 * present
    if any(pattern.search(title) for pattern in patterns for title in titles):
        return 0.5 + 0.25 * present
    if any(pattern.fullmatch(line) for pattern in patterns for line in body):
        return 0.5 + 0.25 * present
    return UNTITLED * present


def share_present(template: DocumentTemplate, text: str) -> float:
    """Share of the kind's marks (or of its longer labels) that stand in the folded text."""
    marks = [fold(mark) for mark in template.marks] or [label for label in template.labels if len(label) >= 3]
    return sum(1 for mark in marks if mark in text) / len(marks) if marks else 0.0


def _names_the_kind(pattern: re.Pattern[str], title: str) -> bool:
    """A title says at its end what the paper is: 《医疗机构执业许可证》校验申请书 is an application, not a licence."""
    plain = re.sub(r"\([^()]*\)$", "", title)
    return any(match.end() == len(plain) for match in pattern.finditer(plain))


def vaguely_titled(titles: Sequence[str], templates: Iterable[DocumentTemplate]) -> bool:
    """Whether a title is one that these kinds bear and others too."""
    patterns = [re.compile(pattern) for template in templates for pattern in template.vague]
    return any(pattern.fullmatch(title) for pattern in patterns for title in titles)


def foreign_title(titles: Sequence[str], templates: Iterable[DocumentTemplate]) -> bool:
    """Whether the page bears the title of a paper, and none that one of these kinds may have."""
    named = [title for title in titles if _TITLE.fullmatch(title) and not _PURPOSE.search(title)]
    patterns = [re.compile(pattern) for template in templates for pattern in template.title]
    return bool(named) and not any(pattern.search(title) for title in titles for pattern in patterns)
