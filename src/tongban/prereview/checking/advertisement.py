"""The wording check: the text of advertisement papers through `prereview.wording`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongban.core.messages import N_, Message
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import Wording
from tongban.prereview.checking.submission import Paper, View, as_items, corners
from tongban.prereview.evidence.normalise import date_like, fold
from tongban.prereview.reading.model import Box, Cell, Page
from tongban.prereview.wording.explain import Declared
from tongban.prereview.wording.review import Reviewer, WordingIssue
from tongban.prereview.wording.segment import AdLine

_SCENE_HEADS = ("画面", "镜头内容", "场景", "画面内容", "画面描述", "景别", "镜头")
_VOID_HEADS = ("镜号", "序号", "时长", "镜头号")


def wording(check: Wording, view: View, reviewer: Reviewer) -> Iterator[Finding]:
    """One finding for each clause that is not allowed, at the line it stands on."""
    declared = _declared(check, view)
    for key in check.papers:
        paper = view.submission.papers.get(key)
        if paper is None or paper.evidence.wrong_kind or not paper.evidence.readable:
            continue
        for issue in reviewer.review(ad_lines(paper), declared):
            yield _finding(check, view, key, issue)


def _declared(check: Wording, view: View) -> Declared:
    def texts(references: Sequence[str]) -> tuple[str, ...]:
        return tuple(stated.text for reference in references for stated in view.all(reference))

    departments = tuple(
        item for reference in check.departments for stated in view.all(reference) for item in as_items(stated.value)
    )
    return Declared(texts(check.names), texts(check.addresses), departments, texts(check.hours), texts(check.phones),
                    texts(check.other))  # fmt: skip


def ad_lines(paper: Paper) -> list[AdLine]:
    """The lines of a paper in reading order, cells of a table one by one with the picture column marked.

    What stands inside a seal is no text of the advertisement, and neither is the day beside it."""
    found: list[AdLine] = []
    for page in paper.reading.pages:
        cells = _cells(page)
        found += cells
        tables = [table.box for table in page.tables]
        seals = [seal.box for seal in page.seals]
        for line in page.lines:
            x, y = line.box.centre
            if any(box.holds(x, y) for box in tables) or _in_ring(line.box, seals) or date_like(line.text):
                continue
            found.append(AdLine(line.text, page.number, corners(line.box), line.confidence))
    return found


def _in_ring(box: Box, seals: Sequence[Box]) -> bool:
    """A line that lies within a seal: its ring read as text, or the words below the star."""
    return any(
        seal.holds(box.x0, box.y0, 4) and seal.holds(box.x1, box.y1, 4) and box.width < 0.95 * seal.width
        for seal in seals
    )


def _cells(page: Page) -> list[AdLine]:
    found: list[AdLine] = []
    for table in page.tables:
        heads = {cell.column: fold(cell.text) for cell in table.row(0)}
        is_script = any(head.startswith(_SCENE_HEADS) for head in heads.values()) and len(heads) >= 3
        for cell in table.cells:
            head = heads.get(cell.column, "")
            if is_script and (cell.row == 0 or head.startswith(_VOID_HEADS)):
                continue
            found += _cell_lines(page, cell, is_script and head.startswith(_SCENE_HEADS))
    return found


def _cell_lines(page: Page, cell: Cell, scene: bool) -> list[AdLine]:
    text = re.sub(r"\n(?=\S)", "", cell.text) if scene or len(cell.text) < 200 else cell.text
    return [
        AdLine(piece, page.number, corners(cell.box), cell.confidence, scene)
        for piece in text.splitlines() or [text]
        if piece.strip()
    ]


def _finding(check: Wording, view: View, key: str, issue: WordingIssue) -> Finding:
    line = issue.lines[0]
    data = {
        "paper": view.plan.material_label(key), "text": issue.text, "title": issue.group.title,
        "article": issue.group.article,
    }  # fmt: skip
    if issue.group.code == "AD_FORBIDDEN_CONTENT":
        message = Message(N_("《{paper}》中的“{text}”属于{article}禁止的内容：{title}。"), data)
    else:
        message = Message(N_("《{paper}》中的“{text}”不在{article}允许的八项内容以内。"), data)
    return Finding(
        check=check.id,
        code=issue.group.code,
        severity=check.severity if issue.sure else Severity.ASKS,
        message=message,
        remedy=Message(
            N_("请删去这句话，广告只写第一名称、地址、所有制形式、机构类别、诊疗科目、床位数、接诊时间和联系电话。")
        ),
        article=issue.group.article,
        material=key,
        page=line.page,
        box=line.box,
        confidence=issue.confidence,
        read=issue.text,
    )
