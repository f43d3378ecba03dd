"""The entry point: a reading and the templates in, evidence out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tongban.prereview.evidence import kinds
from tongban.prereview.evidence.flow import Flow, Segment, running_text, segments
from tongban.prereview.evidence.labelled import Found, find_values
from tongban.prereview.evidence.legible import hardly_read
from tongban.prereview.evidence.model import Evidence, Fact, Kind, Record, SealPlace
from tongban.prereview.evidence.normalise import fold, parse_range
from tongban.prereview.evidence.records import find_records
from tongban.prereview.evidence.repeated import find_cards, find_told
from tongban.prereview.evidence.several import divide
from tongban.prereview.evidence.signoff import find_bare_signatures, find_signatures, find_signoff
from tongban.prereview.evidence.templates import DocumentTemplate, FactTemplate, TableTemplate, TemplateSet
from tongban.prereview.evidence.told import told
from tongban.prereview.evidence.values import Doubts, iso, parse
from tongban.prereview.evidence.watermarks import without_watermarks
from tongban.prereview.reading.model import FADED, Box, Page, Reading, Seal

MOST_SEGMENTS = 3000  # of one page: every label is looked up beside every other piece, and no paper has more
_BY_HAND = 0.45
_VAGUE = ("编号", "证号")  # of the paper itself, or of its copy: the head of a page has such a number too
_ASKS_A_NAME = re.compile(r"[\u4e00-\u9fff]{0,6}(?:签名|签字|签章|盖章)[栏处]")  # the heading of the next column
_SOME_MARKS = 0.3  # of the marks of a kind, under a title that others bear too
_ALL_WORDS = 0.7  # a kind's score without title when nearly all of its words are there


def extract(reading: Reading, templates: TemplateSet, matter: str, material_key: str) -> Evidence:
    """Everything the reading says about this material.

    The template used is the best fitting of those that answer the material, even when the paper is recognised as
    something else: `wrong_kind` says that.
    """
    allowed = templates.for_material(matter, material_key)
    barely = hardly_read(reading)
    reading, others = divide(without_watermarks(reading), templates, allowed)
    flow = running_text(reading.pages)
    ranked = kinds.rank(reading.pages, flow, templates.kinds.values())
    template = _best(allowed, ranked)
    found = {page.number: segments(page)[:MOST_SEGMENTS] for page in reading.pages}
    facts: list[Fact] = []
    written: list[Fact] = []
    vague: list[Fact] = []
    for page in found.values():
        for at, fact in _labelled(page, template):
            (written if at.signed else vague if at.label in _VAGUE else facts).append(fact)
        facts += find_signoff(page)
    facts += _only_written(written, facts)
    facts += _patterned(flow, template)
    facts = _unless_stated(vague, facts) + facts
    facts += _told(flow, template, facts)
    tables = tuple(
        (table.name, _records(reading.pages, list(found.values()), flow, table)) for table in template.tables
    )
    facts = _latest([*facts, *_from_columns(template, dict(tables))], template)
    places = [s for page in reading.pages for s in find_signatures(page, found[page.number], template.signatures)]
    signatures = places or list(find_bare_signatures(reading.pages[-1:], found, template.signatures))
    odd = not barely and _odd(ranked, allowed, template, reading.pages, flow, facts)
    return Evidence(
        material_key=material_key,
        expected=template.kind,
        kinds=ranked[:5],
        wrong_kind=odd and _is_another(ranked, allowed, templates, flow),
        odd_kind=odd,
        facts=tuple(_unique(facts)),
        tables=tables,
        seals=tuple(SealPlace(page.number, seal) for page in reading.pages for seal in page.seals),
        signatures=tuple(signatures),
        missing_parts=() if barely else _missing(template, flow, facts, tables),
        text=reading.text,
        problems=reading.problems,
        confidence=_confidence(reading.pages),
        others=others,
        hardly_read=barely,
        faded=tuple(_faded(reading.pages)),
    )


def _faded(pages: Sequence[Page]) -> Iterator[SealPlace]:
    for page in pages:
        yield from (SealPlace(page.number, Seal(each.box)) for each in page.pictures if each.kind == FADED)


def _records(
    pages: Sequence[Page], found: Sequence[Sequence[Segment]], flow: Flow, table: TableTemplate
) -> tuple[Record, ...]:
    """The rows of a table, or else its cards, or else what sentences tell; of these the first with whole records."""
    rows = find_records(pages, table)
    if _whole(rows, table):
        return rows
    cards = find_cards(found, table) if table.cards else ()
    return cards or (find_told(flow, table) if table.begins else ()) or rows


def _whole(rows: Sequence[Record], table: TableTemplate) -> bool:
    """Whether any record states all that is needed, in a form that can be understood."""
    facts = ([row.get(name) for name in table.needs] for row in rows)
    return any(all(fact is not None and fact.readable and fact.value for fact in needed) for needed in facts)


def _best(allowed: Sequence[DocumentTemplate], ranked: Sequence[Kind]) -> DocumentTemplate:
    if not allowed:
        return DocumentTemplate(kind="unknown", label="", title=())
    scores = {kind.key: kind.score for kind in ranked}
    return max(allowed, key=lambda template: scores[template.kind])


def _is_another(
    ranked: Sequence[Kind], allowed: Sequence[DocumentTemplate], templates: TemplateSet, flow: Flow
) -> bool:
    """Whether the paper has both the title of another kind and half of what stands on such papers, and more of it than
    of the kind that is wanted."""
    keys = {each.kind for each in allowed}
    best = next((kind for kind in ranked if kind.key not in keys), None)
    if best is None or best.score < _ALL_WORDS:
        return False
    theirs = kinds.share_present(templates.kinds[best.key], flow.text)
    return theirs >= 0.5 and theirs > max(kinds.share_present(each, flow.text) for each in allowed)


def _odd(
    ranked: Sequence[Kind],
    allowed: Sequence[DocumentTemplate],
    template: DocumentTemplate,
    pages: Sequence[Page],
    flow: Flow,
    facts: Sequence[Fact],
) -> bool:
    """Probably another kind: its title is another's, and little of what the expected kind states is on it.

    A title that nobody knows is no reason by itself: offices word their papers freely.
    """
    if not allowed or len(flow.text) < 12:
        return False
    keys = {each.kind for each in allowed}
    expected = max((kind.score for kind in ranked if kind.key in keys), default=0.0)
    other = max((kind.score for kind in ranked if kind.key not in keys), default=0.0)
    known = {fact.name for fact in template.facts} - template.ends  # every card has a validity
    stated = {fact.name for fact in facts if fact.value and fact.readable} & known
    marks = kinds.share_present(template, flow.text)
    found = max(len(stated) / max(1, len(known)), marks)
    if expected > kinds.UNTITLED:
        return False
    if marks >= _SOME_MARKS and kinds.vaguely_titled(kinds.title_lines(pages), allowed):
        return False
    if other >= kinds.SURE:
        return found < 0.6 or (other >= kinds.TITLED and expected < 0.72 * other)
    if kinds.foreign_title(kinds.title_lines(pages), allowed):
        return found < (0.75 if template.titled else 0.34) or marks < 0.2
    if other >= _ALL_WORDS and found < 0.25:
        return True  # a card, which has no title
    return found < 0.1 and len(flow.text) > 40


def _labelled(page: Sequence[Segment], template: DocumentTemplate) -> Iterator[tuple[Found, Fact]]:
    """Each fact that stands beside a label, and where it was found."""
    by_label: dict[str, list[FactTemplate]] = {}
    for fact in template.facts:
        for label in fact.folded:
            by_label.setdefault(label, []).append(fact)
    for found in find_values(page, template):
        for wanted in by_label[found.label]:
            said = fold(found.value.text)
            if (wanted.only and not re.search(wanted.only, said)) or _ASKS_A_NAME.fullmatch(said):
                continue
            at = found.value
            for stated in make_facts(
                wanted, at.text, at.page, at.box, at.confidence, at.doubts, at.recognised, found.label
            ):
                yield found, stated


def _only_written(written: Sequence[Fact], facts: Sequence[Fact]) -> list[Fact]:
    """Of what stands where somebody signs or seals, the facts that the paper does not state elsewhere. A hand is read
    with slips."""
    return [replace(fact, confidence=min(fact.confidence, _BY_HAND)) for fact in _unless_stated(written, facts)]


def _unless_stated(some: Sequence[Fact], facts: Sequence[Fact]) -> list[Fact]:
    stated = {fact.name for fact in facts if fact.value and fact.readable}
    return [fact for fact in some if fact.name not in stated]


def _patterned(flow: Flow, template: DocumentTemplate) -> Iterator[Fact]:
    for wanted in template.facts:
        for pattern in wanted.patterns:
            for match in re.finditer(pattern, flow.text, re.MULTILINE):
                start, end = match.span("v")
                if end > start:
                    page, box, sure, doubts, recognised = flow.where(start, end)
                    yield from make_facts(wanted, flow.raw(start, end), page, box, sure, doubts, recognised)


def _told(flow: Flow, template: DocumentTemplate, facts: Sequence[Fact]) -> Iterator[Fact]:
    """What only sentences tell. Where such a value ends is a guess, so it is held as what a hand wrote."""
    stated = {fact.name for fact in facts if fact.value and fact.readable}
    for wanted, start, end in list(told(flow, template, stated)):
        page, box, sure, doubts, recognised = flow.where(start, end)
        for fact in make_facts(wanted, flow.raw(start, end), page, box, min(sure, _BY_HAND), doubts, recognised):
            if fact.readable:
                yield fact


def _from_columns(template: DocumentTemplate, tables: Mapping[str, Sequence[Record]]) -> Iterator[Fact]:
    for wanted in template.facts:
        table, _, column = (wanted.column or "").partition(".")
        stated = (record.get(column) for record in tables.get(table, ()))
        yield from (replace(fact, name=wanted.name) for fact in stated if fact is not None and fact.readable)


def _latest(facts: list[Fact], template: DocumentTemplate) -> list[Fact]:
    """Of the facts that a history states, the latest alone."""
    for name in (wanted.name for wanted in template.facts if wanted.latest):
        days = [fact for fact in facts if fact.name == name and fact.readable and fact.normalised]
        if days:
            last = max(days, key=lambda fact: str(fact.normalised))
            facts = [fact for fact in facts if fact.name != name or fact is last]
    return facts


def make_facts(
    wanted: FactTemplate,
    text: str,
    page: int,
    box: Box,
    confidence: float,
    doubts: Doubts,
    recognised: bool,
    label: str = "",
) -> Iterator[Fact]:
    """The fact (or the two ends of a period) that this text states under its label; after 有效期至 stands an end."""
    if wanted.type == "range":
        names = wanted.gives or (f"{wanted.name}_from", f"{wanted.name}_to")
        for name, day in zip(names, parse_range(label + text), strict=True):
            if day is not None or not text:
                yield Fact(name, iso(day) or "", iso(day), page, box, confidence, text, "date", day is not None, doubts)
        return
    parsed = parse(wanted.type, text, doubts, recognised=recognised)
    yield Fact(
        wanted.name, parsed.value, parsed.normalised, page, box, confidence, text, wanted.type, parsed.fits, doubts
    )


def _unique(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Drop blanks and repetitions where the same fact is stated with a value."""
    listed = list(facts)
    stated = {fact.name for fact in listed if fact.value}
    seen: set[tuple[str, object]] = set()
    for fact in listed:
        key = (fact.name, fact.normalised)
        if key in seen and fact.name not in ("sign_date",):
            continue
        if not fact.value and fact.name in stated:
            continue
        seen.add(key)
        yield fact


def _missing(
    template: DocumentTemplate, flow: Flow, facts: Sequence[Fact], tables: Sequence[tuple[str, tuple[Record, ...]]]
) -> tuple[str, ...]:
    """The labels of the parts that stand nowhere in the text, nor as a fact, table or column of the same name."""
    stated = {fact.name for fact in facts if fact.value and fact.readable} | {name for name, rows in tables if rows}
    stated |= {fact.name for _, rows in tables for row in rows for fact in row.facts if fact.value and fact.readable}
    return tuple(
        part.label
        for part in template.parts
        if part.name not in stated and not any(re.search(p, flow.text, re.MULTILINE) for p in part.any)
    )


def _confidence(pages: Sequence[Page]) -> float:
    return min((page.quality.mean_confidence for page in pages), default=1.0)
