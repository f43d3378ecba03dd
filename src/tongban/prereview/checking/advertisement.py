"""The wording check: the text of advertisement papers through `prereview.wording`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tongban.core.messages import N_, Message
from tongban.prereview.checking.ad_rows import LABELLED, goes_on, in_blocks
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.items import in_two_rows
from tongban.prereview.checking.schema import Wording
from tongban.prereview.checking.sentences import place
from tongban.prereview.checking.submission import Paper, Stated, View, as_items, corners
from tongban.prereview.evidence.alike import looks_like
from tongban.prereview.evidence.normalise import date_like, fold
from tongban.prereview.evidence.watermarks import without_watermarks
from tongban.prereview.reading.model import Box, Cell, Line, Page, Table, reading_order
from tongban.prereview.wording.explain import Declared
from tongban.prereview.wording.normal import normal
from tongban.prereview.wording.review import Reviewer, WordingIssue
from tongban.prereview.wording.roles import heading
from tongban.prereview.wording.segment import AdLine

_OPEN = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]{0,6}$|[、，,]\s*$")  # …医广〔2025
_STAMPED = 0.45  # what is read under a stamp may only be asked about


def wording(check: Wording, view: View, reviewer: Reviewer) -> Iterator[Finding]:
    """One finding for each clause that is not allowed, at the line it stands on."""
    declared = _declared(check, view)
    for key in check.papers:
        paper = view.submission.papers.get(key)
        evidence = paper.evidence if paper is not None else None
        if paper is None or evidence is None or evidence.wrong_kind or evidence.odd_kind or not evidence.readable:
            continue
        lines = ad_lines(paper)
        for issue in reviewer.review(lines, declared):
            yield _finding(check, view, key, issue)
        yield from _scope(check, view, key, lines, reviewer)


def _scope(check: Wording, view: View, key: str, lines: Sequence[AdLine], reviewer: Reviewer) -> Iterator[Finding]:
    """Departments named in any words that the licence does not list; where they stand under their own label another
    check has compared them."""
    approved = view.one(check.licence) if check.licence else None
    if approved is None or approved.material is None:
        return
    compared = view.one(f"{key}.departments")
    listed = f"{view.words(approved.material)};{fold(approved.text)};{fold(compared.text) if compared else ''}"
    rows = view.rows(approved.material)
    for line in reviewer.paragraphs(lines):
        named = [name for name in reviewer.departments(line.text) if fold(name) not in listed]
        outside = [name for name in named if not in_two_rows(fold(name), rows) and not _misread(name, listed, approved)]
        if outside and not line.scene:
            data = {
                "items": "、".join(outside), "where": Message(N_("《{label}》"), {"label": view.plan.material_label(key)}),
                "approved": place(view.plan, approved),
            }  # fmt: skip
            message = Message(N_("{where}中的“{items}”不在{approved}核准的范围内。"), data)
            remedy = Message(N_("请删去超出范围的内容，或者先办理范围变更；材料有误的，请换成正确的材料。"))
            severity = check.severity if line.confidence >= 0.9 else Severity.ASKS
            yield Finding(check.id, "SCOPE_MISMATCH", severity, message, remedy, check.article, key, "departments",
                          line.page, line.box, line.confidence, line.text, approved.text)  # fmt: skip
            return


def _misread(name: str, listed: str, approved: Stated) -> bool:
    """Whether the licence may name it but for slips of recognition."""
    wanted = fold(name)
    pieces = {listed[at : at + len(wanted)] for at in range(len(listed) - len(wanted) + 1)}
    return not approved.printed and any(looks_like(piece, wanted, approved.doubts) for piece in pieces)


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

    What stands inside a seal is no text of the advertisement, and neither is the day beside it. What runs aslant stands
    by itself behind the rest of its page, and may only be asked about: most often it is a watermark."""
    found: list[AdLine] = []
    upright = without_watermarks(paper.reading)
    for page, whole in zip(upright.pages, paper.reading.pages, strict=True):
        found += _cells(page)
        found += _free(page)
        found += [
            AdLine(line.text, page.number, corners(line.box), line.confidence * _STAMPED)
            for line in whole.lines
            if line not in page.lines
        ]
    return found


def _free(page: Page) -> list[AdLine]:
    """The lines of a page outside of its tables."""
    found: list[AdLine] = []
    tables = [table.box for table in page.tables]
    seals = [seal.box for seal in page.seals]
    outside = [line for line in page.lines if not any(box.holds(*line.box.centre) for box in tables)]
    top, columns = _set_columns(outside)
    edge = max((line.box.x1 for line in outside), default=0.0)
    before: Line | None = None
    for line, hangs in [(line, False) for line in outside] if page.invented or columns else in_blocks(outside):
        if _in_ring(line.box, seals) or date_like(line.text):
            continue
        role = _column_role(line.box, columns) if columns and line.box.centre[1] > top else None
        follows = before is not None and not page.invented and role is None and (hangs or goes_on(before, line, edge))
        sure = line.confidence * (_STAMPED if any(_covers(seal, line.box) for seal in seals) else 1.0)
        if role != "void":
            found.append(AdLine(line.text, page.number, corners(line.box), sure, role == "scene", follows))
        before = line
    return found


def _covers(seal: Box, box: Box) -> bool:
    """Whether a stamp lies over a good part of a row, which then is read with slips."""
    return seal.overlap_x(box) > 0.25 * box.width and seal.overlap_y(box) > 0.5 * box.height


def _set_columns(lines: Sequence[Line]) -> tuple[float, list[tuple[Box, str]]]:
    """The headings of a script set in columns without rules: how far down they reach, and what each stands for."""
    for line in lines:
        row = [other for other in lines if other.box.overlap_y(line.box) > 0.5 * line.box.height]
        pieces = [other.piece(*m.span()) for other in row for m in re.finditer(r"\S+", other.text)]
        found = [(piece.box, role) for piece in pieces if (role := heading(piece.text))]
        if len(found) >= 3 and len(found) >= len(pieces) - 2:
            return line.box.y1, found
    return 0.0, []


def _column_role(box: Box, columns: Sequence[tuple[Box, str]]) -> str | None:
    """What the heading above this line says; None for a line that runs under several or under none."""
    under = [role for head, role in columns if head.overlap_x(box) > 0]
    return under[0] if len(under) == 1 else None


def _in_ring(box: Box, seals: Sequence[Box]) -> bool:
    """A line that lies within a seal: its ring read as text, or the words below the star."""
    return any(
        seal.holds(box.x0, box.y0, 4) and seal.holds(box.x1, box.y1, 4) and box.width < 0.95 * seal.width
        for seal in seals
    )


def _cells(page: Page) -> list[AdLine]:
    found: list[AdLine] = []
    for table in page.tables:
        top, heads = _script_heads(table)
        for cell in table.cells:
            role = heads.get(cell.column) if cell.row > top else None
            before = [other for other in table.row(cell.row) if other.column < cell.column]
            if not heads and before:
                role = heading(before[-1].text)
            if role == "void" or (heads and cell.row == top) or (not heads and heading(cell.text)):
                continue
            found += _cell_lines(page, cell, role == "scene")
    return found


def _script_heads(table: Table) -> tuple[int, dict[int, str]]:
    """The row of headings of a script's table and what each column is; no headings where it is no such table. The
    heading of a subtitle or voice column does not matter, so it may have any words."""
    for number in range(min(table.rows, 3)):
        found = {cell.column: role for cell in table.row(number) if (role := heading(cell.text))}
        if len(found) >= 2 and len(found) >= len(table.row(number)) - 2:
            return number, found
    return 0, {}


def _cell_lines(page: Page, cell: Cell, scene: bool) -> list[AdLine]:
    """The rows of a cell; what is no label and value of its own goes on with the row before."""
    inside = [] if page.invented else [line for line in page.lines if cell.box.holds(*line.box.centre)]
    rows = reading_order(inside)
    if scene or len(rows) < 2 or "".join(line.text.strip() for line in rows) != cell.text:
        return _typed(page, cell, scene)
    edge = max(line.box.x1 for line in inside)
    found: list[AdLine] = []
    before: Line | None = None
    for line in rows:
        follows = before is not None and _of_one_piece(before, line, edge)
        found.append(AdLine(line.text, page.number, corners(line.box), line.confidence, follows=follows))
        before = line
    return found


def _of_one_piece(before: Line, line: Line, edge: float) -> bool:
    """Whether two rows of a cell are one: the first is full, or broken off within brackets. Narrow cells are broken
    anywhere, also within a label."""
    tall = before.box.height
    narrow = before.box.width <= 16 * tall and before.box.x1 > edge - 1.5 * tall
    if narrow or _OPEN.search(before.text):
        return True
    return not LABELLED.match(line.text) and goes_on(before, line, edge)


def _typed(page: Page, cell: Cell, scene: bool) -> list[AdLine]:
    """The paragraphs of a cell. Short cells are broken anywhere; a label begins a row all the same."""
    text = cell.text
    if scene or len(text) < 200:
        text = re.sub(r"\n(?=\S)" if scene else rf"\n(?=\S)(?!{LABELLED.pattern})", "", text)
    return [
        AdLine(piece, page.number, corners(cell.box), cell.confidence, scene)
        for piece in text.splitlines() or [text]
        if piece.strip()
    ]


def _row_of(issue: WordingIssue) -> AdLine:
    """The row of a paragraph in which most of the clause stands."""
    rows = [row for line in issue.lines for row in line.rows or (line,)]

    def shared(row: AdLine) -> int:
        text = normal(row.text)
        return SequenceMatcher(None, text, issue.text, autojunk=False).find_longest_match().size

    return max(rows, key=shared)


def _finding(check: Wording, view: View, key: str, issue: WordingIssue) -> Finding:
    line = _row_of(issue)
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
