"""Records that stand in no table: cards (the same labels again for each person), and sentences that repeat
themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongban.prereview.evidence.flow import Flow, Segment
from tongban.prereview.evidence.labelled import Found, find_values
from tongban.prereview.evidence.model import Fact, Record
from tongban.prereview.evidence.templates import ColumnTemplate, TableTemplate
from tongban.prereview.evidence.values import Doubts, parse
from tongban.prereview.reading.model import Box

_Card = dict[str, Fact]


def find_cards(pages: Sequence[Sequence[Segment]], template: TableTemplate) -> tuple[Record, ...]:
    """A record for each time the first needed label is there with a value. Cards may stand below each other or side by
    side: a value belongs to the last of the first labels above it (or in its row) that begins left of it."""
    records: list[Record] = []
    for page in pages:
        records += _cards(page, template)
    return tuple(records)


def _cards(page: Sequence[Segment], template: TableTemplate) -> Iterator[Record]:
    columns = {heading: column for column in template.columns for heading in column.folded}
    found = [(columns[each.label], each) for each in find_values(page, template.card) if each.value.text]
    starts = [each for column, each in found if column.name == template.needs[0]]
    cards: dict[int, _Card] = {id(start): {} for start in starts}
    for column, each in found:
        start = _start_of(each, starts)
        if start is not None:
            cards[id(start)].setdefault(column.name, _stated(column, each.value))
    for start in starts:
        card = cards[id(start)]
        if all(name in card and card[name].readable for name in template.needs):
            yield Record(tuple(card.values()))


def _start_of(value: Found, starts: Sequence[Found]) -> Found | None:
    tall = max(value.value.box.height, 1.0)
    above = [s for s in starts if s.value.box.centre[1] < value.value.box.centre[1] + 0.6 * tall]
    if not above:
        return None
    last = max(s.value.box.centre[1] for s in above)
    row = [s for s in above if last - s.value.box.centre[1] < 0.6 * tall]
    left = [s for s in row if s.value.box.x0 <= value.value.box.x0 + tall]
    return max(left or row, key=lambda s: s.value.box.x0 if left else -s.value.box.x0)


def find_told(flow: Flow, template: TableTemplate) -> tuple[Record, ...]:
    """A record for each place of the running text where a pattern of `begins` matches; it reaches to the next. What
    lacks something that is needed is the heading of the list, or its end."""
    starts = sorted(
        (match for pattern in template.begins for match in re.finditer(pattern, flow.text, re.MULTILINE)),
        key=lambda match: match.start(),
    )
    begun = [match for number, match in enumerate(starts) if not number or match.start() >= starts[number - 1].end()]
    ends = [*(match.start() for match in begun[1:]), len(flow.text)]
    told = (_told(flow, template, match, end) for match, end in zip(begun, ends, strict=False))
    return tuple(record for record in told if all((fact := record.get(x)) and fact.readable for x in template.needs))


def _told(flow: Flow, template: TableTemplate, begun: re.Match[str], end: int) -> Record:
    facts = []
    for column in template.columns:
        place = _place(flow, column, begun, end)
        if place is not None:
            page, box, sure, doubts, recognised = flow.where(*place)
            facts.append(_made(column, flow.raw(*place), page, box, sure, doubts, recognised))
    return Record(tuple(facts))


def _place(flow: Flow, column: ColumnTemplate, begun: re.Match[str], end: int) -> tuple[int, int] | None:
    if begun.groupdict().get(column.name):
        return begun.span(column.name)
    for pattern in column.patterns:
        match = re.compile(pattern, re.MULTILINE).search(flow.text, begun.end(), end)
        if match:
            return match.span("v")
    return None


def _stated(column: ColumnTemplate, value: Segment) -> Fact:
    return _made(column, value.text, value.page, value.box, value.confidence, value.doubts, value.recognised)


def _made(
    column: ColumnTemplate, text: str, page: int, box: Box, sure: float, doubts: Doubts, recognised: bool
) -> Fact:
    parsed = parse(column.type, text, doubts, recognised=recognised)
    return Fact(column.name, parsed.value, parsed.normalised, page, box, sure, text, column.type, parsed.fits, doubts)
