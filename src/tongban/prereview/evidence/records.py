"""Tables whose rows are records, by the words of their heading; ruled or only set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.prereview.evidence.model import Fact, Record
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import ColumnTemplate, TableTemplate
from tongban.prereview.evidence.values import parse
from tongban.prereview.reading.model import Box, Cell, Line, Origin, Page, Table

Columns = dict[int, ColumnTemplate]


@dataclass(frozen=True)
class _Row:
    """Cells of a row by column number."""

    cells: dict[int, Cell]


def find_records(pages: Sequence[Page], template: TableTemplate) -> tuple[Record, ...]:
    """All records of this table over all pages; a table that goes on without a new heading keeps the old one."""
    records: list[Record] = []
    columns: Columns = {}
    for page in pages:
        for rows in [*(_ruled(table) for table in page.tables), *_set_in_columns(page, template)]:
            heading, columns = _heading(rows, template, columns if not records or page.number > 1 else {})
            if not columns:
                continue
            for row in rows[heading + 1 :]:
                if _columns_of(row, template):
                    break
                records += _records(row, columns, page, rows[heading] if heading >= 0 else None)
    return tuple(records)


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
    names = {column.name for column in found.values()}
    return found if set(template.needs) <= names else {}


def _heading(rows: list[_Row], template: TableTemplate, carried: Columns) -> tuple[int, Columns]:
    for number, row in enumerate(rows):
        columns = _columns_of(row, template)
        if columns:
            return number, columns
    width = max((len(row.cells) for row in rows), default=0)
    return (-1, carried) if carried and width == len(carried) else (-1, {})


def _records(row: _Row, columns: Columns, page: Page, heading: _Row | None) -> list[Record]:
    """The row as records: one, or several when the heading repeats itself (结果 twice in one row)."""
    groups: list[list[Fact]] = [[]]
    for index in sorted(columns):
        column = columns[index]
        if any(fact.name == column.name for fact in groups[-1]):
            groups.append([])
        cell = row.cells.get(index)
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


def _set_in_columns(page: Page, template: TableTemplate) -> list[list[_Row]]:
    """Tables without rules: a row of headings, then rows whose pieces stand under them."""
    outside = [line for line in page.lines if not any(t.box.holds(*line.box.centre) for t in page.tables)]
    rows: list[list[Line]] = []
    for line in sorted(outside, key=lambda x: x.box.centre[1]):
        near = rows and abs(rows[-1][0].box.centre[1] - line.box.centre[1]) < 0.5 * line.box.height
        if near:
            rows[-1].append(line)
        else:
            rows.append([line])
    for number, row in enumerate(rows):
        edges = sorted((line.box for line in row), key=lambda box: box.x0)
        heading = _placed(row, edges)
        if len(row) >= 2 and _columns_of(heading, template):
            return [[heading, *_following(rows[number + 1 :], edges, row[0].box)]]
    return []


def _following(rows: list[list[Line]], edges: list[Box], above: Box) -> list[_Row]:
    found: list[_Row] = []
    last = above
    for row in rows:
        if row[0].box.centre[1] - last.centre[1] > 3.0 * last.height or (len(row) == 1 and len(edges) > 2):
            break
        found.append(_placed(row, edges))
        last = row[0].box
    return found


def _placed(row: list[Line], edges: list[Box]) -> _Row:
    cells: dict[int, Cell] = {}
    for line in sorted(row, key=lambda x: x.box.x0):
        column = max(range(len(edges)), key=lambda i: (line.box.overlap_x(edges[i]), -abs(line.box.x0 - edges[i].x0)))
        if column not in cells:
            cells[column] = Cell(0, column, 1, 1, line.text, line.box, line.confidence, line.doubts)
    return _Row(cells)
