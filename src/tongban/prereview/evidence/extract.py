"""The entry point: a reading and the templates in, evidence out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tongban.prereview.evidence import kinds
from tongban.prereview.evidence.flow import Flow, Segment, running_text, segments
from tongban.prereview.evidence.labelled import find_values
from tongban.prereview.evidence.model import Evidence, Fact, Kind, SealPlace
from tongban.prereview.evidence.normalise import fold, parse_range
from tongban.prereview.evidence.records import find_records
from tongban.prereview.evidence.several import divide
from tongban.prereview.evidence.signoff import find_signatures, find_signoff
from tongban.prereview.evidence.templates import DocumentTemplate, FactTemplate, TemplateSet
from tongban.prereview.evidence.values import Doubts, iso, parse
from tongban.prereview.reading.model import Box, Page, Reading


def extract(reading: Reading, templates: TemplateSet, matter: str, material_key: str) -> Evidence:
    """Everything the reading says about this material.

    The template used is the best fitting of those that answer the material, even when the paper is recognised as
    something else: `wrong_kind` says that.
    """
    allowed = templates.for_material(matter, material_key)
    reading, others = divide(reading, templates, allowed)
    flow = running_text(reading.pages)
    ranked = kinds.rank(reading.pages, flow, templates.kinds.values())
    template = _best(allowed, ranked)
    found = {page.number: segments(page) for page in reading.pages}
    facts: list[Fact] = []
    for page in found.values():
        facts += _labelled(page, template)
        facts += find_signoff(page)
    facts += _patterned(flow, template)
    signatures = [s for page in reading.pages for s in find_signatures(page, found[page.number], template.signatures)]
    return Evidence(
        material_key=material_key,
        expected=template.kind,
        kinds=ranked[:5],
        wrong_kind=_wrong(ranked, allowed, template, reading.pages, flow, facts),
        facts=tuple(_unique(facts)),
        tables=tuple((table.name, find_records(reading.pages, table)) for table in template.tables),
        seals=tuple(SealPlace(page.number, seal) for page in reading.pages for seal in page.seals),
        signatures=tuple(signatures),
        missing_parts=_missing(template, flow),
        text=reading.text,
        problems=reading.problems,
        confidence=_confidence(reading.pages),
        others=others,
    )


def _best(allowed: Sequence[DocumentTemplate], ranked: Sequence[Kind]) -> DocumentTemplate:
    if not allowed:
        return DocumentTemplate(kind="unknown", label="", title=())
    scores = {kind.key: kind.score for kind in ranked}
    return max(allowed, key=lambda template: scores[template.kind])


def _wrong(
    ranked: Sequence[Kind],
    allowed: Sequence[DocumentTemplate],
    template: DocumentTemplate,
    pages: Sequence[Page],
    flow: Flow,
    facts: Sequence[Fact],
) -> bool:
    """Clearly another kind: its title is another's, and little of what the expected kind states is on it.

    A title that nobody knows is no reason by itself: offices word their papers freely.
    """
    if not allowed or len(flow.text) < 12:
        return False
    keys = {each.kind for each in allowed}
    expected = max((kind.score for kind in ranked if kind.key in keys), default=0.0)
    other = max((kind.score for kind in ranked if kind.key not in keys), default=0.0)
    known = {fact.name for fact in template.facts}
    stated = {fact.name for fact in facts if fact.value and fact.readable} & known
    found = max(len(stated) / max(1, len(known)), kinds.share_present(template, flow.text))
    if expected > kinds.UNTITLED:
        return False
    if other >= kinds.SURE:
        return found < 0.6
    if kinds.foreign_title(kinds.title_lines(pages), allowed):
        return found < 0.34
    return found < 0.1 and len(flow.text) > 40


def _labelled(page: Sequence[Segment], template: DocumentTemplate) -> Iterator[Fact]:
    by_label: dict[str, list[FactTemplate]] = {}
    for fact in template.facts:
        for label in fact.folded:
            by_label.setdefault(label, []).append(fact)
    for found in find_values(page, template):
        for wanted in by_label[found.label]:
            if wanted.only and not re.search(wanted.only, fold(found.value.text)):
                continue
            value = found.value
            yield from make_facts(
                wanted, value.text, value.page, value.box, value.confidence, value.doubts, value.recognised
            )


def _patterned(flow: Flow, template: DocumentTemplate) -> Iterator[Fact]:
    for wanted in template.facts:
        for pattern in wanted.patterns:
            for match in re.finditer(pattern, flow.text, re.MULTILINE):
                start, end = match.span("v")
                if end > start:
                    page, box, sure, doubts, recognised = flow.where(start, end)
                    yield from make_facts(wanted, flow.raw(start, end), page, box, sure, doubts, recognised)


def make_facts(
    wanted: FactTemplate, text: str, page: int, box: Box, confidence: float, doubts: Doubts, recognised: bool
) -> Iterator[Fact]:
    """The fact (or the two ends of a period) that this text states."""
    if wanted.type == "range":
        names = wanted.gives or (f"{wanted.name}_from", f"{wanted.name}_to")
        for name, day in zip(names, parse_range(text), strict=True):
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


def _missing(template: DocumentTemplate, flow: Flow) -> tuple[str, ...]:
    return tuple(
        part.label for part in template.parts if not any(re.search(p, flow.text, re.MULTILINE) for p in part.any)
    )


def _confidence(pages: Sequence[Page]) -> float:
    return min((page.quality.mean_confidence for page in pages), default=1.0)
