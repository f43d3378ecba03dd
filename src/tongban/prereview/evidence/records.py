"""Tables whose rows are records, by the words of their heading; ruled or only set in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongban.prereview.evidence.model import Fact, Record
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import ColumnTemplate, TableTemplate
from tongban.prereview.evidence.values import parse
from tongban.prereview.reading.model import Box, Cell, Line, Origin, Page, Table

Columns = dict[int, ColumnTemplate]
_FAR = 1e9
_BROKEN = 1.8  # heights of a row: so near lies what broken cells go on with
_BROKEN_ALONE = 1.1  # and a single one
_DATE_OR_WORD = re.compile(r"\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2})?(?:\s?日)?|\S+")
_OF_WORDS = re.compile(r"(?![年月日至])[\u4e00-\u9fff]")
_HEADING = 16  # folded characters: a longer text is no heading
_MOST_PIECES = 60  # of a row: no table has more columns, and a line of text with more words is none


@dataclass(frozen=True)
class _Row:
    """Cells of a row by column number."""

    cells: dict[int, Cell]


def find_records(pages: Sequence[Page], template: TableTemplate) -> tuple[Record, ...]:
    """All records of this table over all pages; a table that goes on without a new heading keeps the old one."""
    records: list[Record] = []
    columns: Columns = {}
    for page in pages:
        page = replace(page, tables=tuple(table for table in page.tables if _whole(table)))
        for rows in [*(_ruled(table) for table in page.tables), *_set_in_columns(page, template)]:
            heading, columns = _heading(rows, template, columns if not records or page.number > 1 else {})
            if not columns:
                continue
            for row in rows[heading + 1 :]:
                if _columns_of(row, template):
                    break
                records += _records(row, columns, page)
    return tuple(record for record in records if _wanted(record, template))


def _wanted(record: Record, template: TableTemplate) -> bool:
    """Whether one of the columns that tell the kind of a row says it is of this kind; headings name no record."""
    if not template.rows:
        return True
    said = ((pattern, record.get(name)) for name, pattern in template.rows.items())
    return any(fact is not None and re.search(pattern, fold(fact.value)) for pattern, fact in said)


def _whole(table: Table) -> bool:
    """Whether the rules give every cell. Where some were not seen, the rows are better read by where they stand."""
    rows = {row for cell in table.cells for row in range(cell.row, cell.row + cell.row_span)}
    return sum(cell.row_span * cell.column_span for cell in table.cells) >= len(rows) * table.columns


def _ruled(table: Table) -> list[_Row]:
    return [_Row({cell.column: cell for cell in table.row(number)}) for number in range(table.rows)]


def _columns_of(row: _Row, template: TableTemplate) -> Columns:
    """The columns a heading row names; empty when it is not a heading of this table."""
    found: Columns = {}
    for index, cell in row.cells.items():
        text = fold(cell.text)
        for column in template.columns:
            if any(
                text == heading or (len(heading) >= 2 and text.startswith(heading + "(")) for heading in column.folded
            ):
                found[index] = column
                break
        else:
            like = (c for c in template.columns if c.like and len(text) <= _HEADING and re.search(c.like, text))
            if (other := next(like, None)) is not None:
                found[index] = other
    names = [column.name for column in found.values()]
    if not set(template.needs) <= set(names) or len(set(names)) < min(2, len(template.columns)):
        return {}  # one word alone is a label
    groups = min((names.count(name) for name in template.needs), default=1)
    return {index: column for index, column in found.items() if _nth(found, index) < groups}


def _nth(columns: Columns, index: int) -> int:
    """How many columns of the same name stand before this one. Two that mean the same (类别, 执业类别) are no second
    group of columns unless the needed ones stand twice too."""
    return sum(1 for other, column in columns.items() if other < index and column.name == columns[index].name)


def _heading(rows: list[_Row], template: TableTemplate, carried: Columns) -> tuple[int, Columns]:
    for number, row in enumerate(rows):
        columns = _columns_of(row, template)
        if columns:
            return number, columns
    width = max((len(row.cells) for row in rows), default=0)
    return (-1, carried) if carried and width == len(carried) else (-1, {})


def _records(row: _Row, columns: Columns, page: Page) -> list[Record]:
    """The row as records: one, or several when the heading repeats itself (结果 twice in one row)."""
    groups: list[list[Fact]] = [[]]
    for index in sorted(columns):
        column = columns[index]
        if any(fact.name == column.name for fact in groups[-1]):
            groups.append([])
        cell = row.cells.get(index) or _covering(row, index, columns)
        text = cell.text if cell else ""
        box = cell.box if cell else Box(0, 0, 0, 0)
        recognised = page.origin is Origin.OCR
        doubts = cell.doubts if cell else ()
        parsed = parse(column.type, text, doubts, recognised=recognised)
        sure = cell.confidence if cell else 1.0
        groups[-1].append(
            Fact(
                column.name,
                parsed.value,
                parsed.normalised,
                page.number,
                box,
                sure,
                text,
                column.type,
                parsed.fits,
                doubts,
            )
        )
    return [Record(tuple(group)) for group in groups if any(fact.value for fact in group)]


def _covering(row: _Row, index: int, columns: Columns) -> Cell | None:
    """The cell that reaches over this column and no other known one: a rule seen in the heading alone parts nothing."""
    for start, cell in row.cells.items():
        reach = range(start, start + cell.column_span)
        if index in reach and sum(1 for each in reach if each in columns) == 1:
            return cell
    return None


def _set_in_columns(page: Page, template: TableTemplate) -> list[list[_Row]]:
    """Tables without rules: a row of headings, then rows whose pieces stand under them."""
    set_apart = [line for line in page.lines if len(line.text.split()) <= _MOST_PIECES]
    outside = [line for line in set_apart if not any(t.box.holds(*line.box.centre) for t in page.tables)]
    rows: list[list[Line]] = []
    for line in sorted(outside, key=lambda x: x.box.centre[1]):
        near = rows and (
            abs(rows[-1][-1].box.centre[1] - line.box.centre[1]) < 0.5 * line.box.height
            and abs(rows[-1][0].box.centre[1] - line.box.centre[1]) < 0.7 * line.box.height
        )
        if near:
            rows[-1].append(line)
        else:
            rows.append([line])
    words = _heading_words(template)
    for number, row in enumerate(rows):
        pieces = _set_close([piece for line in row for piece in _apart(line, words)], words)
        if not 2 <= len(pieces) <= _MOST_PIECES:
            continue
        edges = sorted((piece.box for piece in pieces), key=lambda box: box.x0)
        heading = _placed(pieces, edges)
        if _columns_of(heading, template):
            return [[heading, *_joined(_following(rows[number + 1 :], edges), heading, template)]]
    return []


def _joined(rows: list[_Row], heading: _Row, template: TableTemplate) -> list[_Row]:
    """The rows of cells that were broken in two or three, put together: one that states nothing that is needed goes
    with the nearest one that states it all."""
    columns = _columns_of(heading, template)
    needed = [index for index, column in columns.items() if column.name in template.needs]
    whole = [row for row in rows if all(_said(row, index) for index in needed)]
    parts: dict[int, list[_Row]] = {id(row): [row] for row in whole}
    for row in rows:
        if id(row) in parts or any(_said(row, index) for index in needed):
            continue
        reach = (_BROKEN if len(row.cells) > 1 else _BROKEN_ALONE) * _tall(row)
        near = [other for other in whole if abs(_middle(other) - _middle(row)) < reach]
        if near:
            parts[id(min(near, key=lambda other: abs(_middle(other) - _middle(row))))].append(row)
    taken = {id(row) for group in parts.values() for row in group[1:]}
    kept = [row for row in rows if id(row) not in taken and (len(row.cells) > 1 or len(heading.cells) <= 2)]
    return [_merged(parts.get(id(row), [row])) for row in kept]


def _said(row: _Row, index: int) -> bool:
    return index in row.cells and bool(row.cells[index].text.strip())


def _middle(row: _Row) -> float:
    return sum(cell.box.centre[1] for cell in row.cells.values()) / max(1, len(row.cells))


def _tall(row: _Row) -> float:
    return max((cell.box.height for cell in row.cells.values()), default=0.0)


def _merged(rows: list[_Row]) -> _Row:
    """One row of several, the words of each cell from above to below."""
    cells: dict[int, Cell] = {}
    for row in sorted(rows, key=_middle):
        for index, cell in row.cells.items():
            kept = cells.get(index)
            cells[index] = cell if kept is None else replace(
                kept, text=kept.text + cell.text, box=kept.box.union(cell.box),
                confidence=min(kept.confidence, cell.confidence), doubts=(*kept.doubts, *cell.doubts),
            )  # fmt: skip
    return _Row(cells)


def _heading_words(template: TableTemplate) -> re.Pattern[str]:
    words = sorted({word for column in template.columns for word in column.folded}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _apart(line: Line, words: re.Pattern[str]) -> list[Line]:
    """The headings that recognition ran together into one row, each by itself; spaces part them in any case."""
    if not re.search(r"\s", line.text) and len(fold(line.text)) == len(line.text):
        found = list(words.finditer(fold(line.text)))
        if len(found) > 1 and sum(len(match.group()) for match in found) == len(line.text):
            return [line.piece(*match.span()) for match in found]
    return _words(line)


def _set_close(pieces: list[Line], words: re.Pattern[str]) -> list[Line]:
    """The headings with those put together that are set wide (姓　名)."""
    joined: list[Line] = []
    for piece in sorted(pieces, key=lambda line: line.box.x0):
        before = joined[-1] if joined else piece
        whole = before.text.strip() + piece.text.strip()
        near = 0 < piece.box.x0 - before.box.x1 < 4 * piece.box.height
        if joined and near and len(before.text) == 1 and len(piece.text) <= 2 and words.fullmatch(fold(whole)):
            joined[-1] = replace(before, text=whole, box=before.box.union(piece.box), places=())
        else:
            joined.append(piece)
    return joined


def _words(line: Line) -> list[Line]:
    """The pieces of a line between spaces, and between characters that recognition saw standing far apart."""
    steps = sorted(b - a for a, b in pairwise(line.places))
    usual = steps[len(steps) // 2] if steps else 0.0
    gaps = {i + 1 for i, (a, b) in enumerate(pairwise(line.places)) if b - a > 2.2 * usual}
    cuts = [0, *sorted(gaps), len(line.text)] if len(line.places) == len(line.text) else [0, len(line.text)]
    return [
        line.piece(start + match.start(), start + match.end())
        for start, end in pairwise(cuts)
        for match in _DATE_OR_WORD.finditer(line.text[start:end])
    ]


def _following(rows: list[list[Line]], edges: list[Box]) -> list[_Row]:
    """The rows under a heading, up to the first that is a line of text or stands too far below."""
    found: list[_Row] = []
    last = edges[0]
    bottom = max(edge.y1 for edge in edges)
    for row in rows:
        box = row[0].box
        if all(line.box.y0 + 0.3 * line.box.height < bottom for line in row):
            continue  # second rows of headings that are broken in two (序／号)
        if box.centre[1] - last.centre[1] > 3.0 * last.height or any(_is_text(line, edges) for line in row):
            break
        last = box
        pieces = [piece for line in row for part in _words(line) for piece in _split(part, edges)]
        if len(pieces) <= _MOST_PIECES:
            found.append(_placed(_under_headings(pieces, edges), edges))
    return found


def _under_headings(pieces: list[Line], edges: list[Box]) -> list[Line]:
    """The pieces without those furthest from any heading, where there are more than headings: a column (序号) whose
    heading stands in other rows."""
    far = sorted(pieces, key=lambda piece: min(_gap(piece.box, edge) for edge in edges))
    return [piece for piece in pieces if piece in far[: len(edges)] or _goes_with(piece, pieces)]


def _goes_with(piece: Line, others: list[Line]) -> bool:
    """Whether another piece stands no further away than a space."""
    return any(
        other is not piece
        and -1 < max(piece.box.x0 - other.box.x1, other.box.x0 - piece.box.x1) < 0.6 * piece.box.height
        for other in others
    )


def _is_text(line: Line, edges: list[Box]) -> bool:
    """A line of text below a table: a labelled one, or one that runs under several headings without a gap."""
    if re.search(
        r"(?!至)[\u4e00-\u9fff)）]\s*[:：]|以下空白|以下无正文|^(?:本次|综上|以上|经检测|经检验)|结论[\s:：]|(?:^|\s)本次",
        line.text,
    ):
        return True
    under = [edge for edge in edges if line.box.x0 <= edge.centre[0] <= line.box.x1]
    if len(under) < 2 or len(line.text) <= 7 * len(under) or re.search(r"\s", line.text):
        return False
    return len(_OF_WORDS.findall(line.text)) > 2 * len(under)  # else days and numbers that were run together


def _split(line: Line, edges: list[Box]) -> list[Line]:
    """The values that recognition ran together under several headings, cut half way between the headings."""
    under = [edge for edge in edges if line.box.overlap_x(edge) > 0.35 * edge.width]
    return line.cut_at((a.x1 + b.x0) / 2 for a, b in pairwise(under)) if len(under) > 1 else [line]


def _placed(row: list[Line], edges: list[Box]) -> _Row:
    """The pieces of a row under the headings they stand nearest to, in order; pieces close together may share one."""
    pieces = sorted(row, key=lambda line: line.box.x0)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(edges) + 1)
    for number, piece in enumerate(pieces):
        before, best = best, [(_FAR, ())] * (len(edges) + 1)
        for column, edge in enumerate(edges):
            alone, shared = before[column], before[column + 1]
            follows = number > 0 and shared[1][-1:] == (column,)
            close = follows and piece.box.x0 - pieces[number - 1].box.x1 < piece.box.height
            cost, path = min(alone, (shared[0] + 1.0, shared[1])) if close else alone
            here = (cost + _gap(piece.box, edge), (*path, column))
            best[column + 1] = here
        for column in range(len(edges)):  # the best with any heading up to this one
            best[column + 1] = min(best[column], best[column + 1])
    chosen = best[-1][1]
    cells: dict[int, Cell] = {}
    for line, column in zip(pieces, chosen, strict=False):
        kept = cells.get(column)
        cells[column] = (
            Cell(0, column, 1, 1, line.text, line.box, line.confidence, line.doubts)
            if kept is None
            else replace(kept, text=kept.text + line.text, box=kept.box.union(line.box))
        )
    return _Row(cells)


def _gap(one: Box, other: Box) -> float:
    """How far apart two boxes are along x; overlapping ones a little, by their middles."""
    apart = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    return apart + 0.01 * abs(one.centre[0] - other.centre[0])
