"""Checks that compare: the same on form and papers, one within the other."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from tongban.core.messages import N_, Message
from tongban.prereview.checking.compare import Verdict, compare, stands_on
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.schema import Comparison, Same, Within
from tongban.prereview.checking.seals import ring_like, seal_texts
from tongban.prereview.checking.sentences import doubt_or, made, place
from tongban.prereview.checking.submission import Stated, View, as_items, seals_over
from tongban.prereview.evidence.normalise import fold, fold_name

_DAMAGED = 0.5  # so much of the name must be there for the rest to count as damage
_RING = 0.7
FORM = "application_form"  # the key that every matter gives its printed form


def same(check: Same, view: View) -> Iterator[Finding]:
    """Each paper that states another value than the standard. Where nothing is stated there is nothing to say."""
    standards = [stated for reference in check.values for stated in view.all(reference)[:1]]
    if not standards:
        return
    for reference in check.papers:
        statements = view.all(reference)
        if not statements:
            continue
        verdicts = [(stated, _verdict(check.compare, stated, standards, view)) for stated in statements]
        if not check.every and any(verdict is Verdict.SAME for _, verdict in verdicts[:1]):
            continue
        wrong = [(stated, verdict) for stated, verdict in verdicts if verdict is not Verdict.SAME]
        for stated, verdict in wrong[:1]:
            yield _differs(check, view, stated, standards[0], verdict is Verdict.DOUBTFUL)


def _verdict(how: Comparison, stated: Stated, standards: list[Stated], view: View) -> Verdict:
    """As compared; but words under a stamp are often damaged, so there the stamp itself is asked first."""
    verdict = _best(how, stated, standards)
    if verdict is not Verdict.SAME and stated.material is not None:
        paper = view.words(stated.material)
        if any(stands_on(how, each.text, stated.text, paper) for each in standards):
            return Verdict.SAME
    if verdict is Verdict.DIFFERENT and stated.material == FORM and not stated.printed:
        return _printed_form(how, stated, standards)
    if verdict is Verdict.SAME or how is not Comparison.NAME or stated.printed or stated.material is None:
        return verdict
    seals = seals_over(view, stated)
    alike = max(SequenceMatcher(None, stated.text, each.text, autojunk=False).ratio() for each in standards)
    if not seals or alike < _DAMAGED:
        return verdict
    rings = [ring_like(text, each.text) for place in seals for text in seal_texts(place) for each in standards]
    return Verdict.SAME if max(rings) >= _RING else Verdict.DOUBTFUL


def _printed_form(how: Comparison, stated: Stated, standards: list[Stated]) -> Verdict:
    """The scanned form repeats the answers, so a difference is first of all a slip of reading: what resembles the
    answer asks, what does not is a neighbouring cell."""
    if how in (Comparison.NUMBER, Comparison.DATE, Comparison.LIST):
        return Verdict.DOUBTFUL
    alike = max(SequenceMatcher(None, stated.text, each.text, autojunk=False).ratio() for each in standards)
    return Verdict.DOUBTFUL if alike >= _DAMAGED else Verdict.SAME


def _best(how: Comparison, stated: Stated, standards: list[Stated]) -> Verdict:
    verdicts = [compare(how, standard, stated) for standard in standards]
    for verdict in (Verdict.SAME, Verdict.DOUBTFUL):
        if verdict in verdicts:
            return verdict
    return Verdict.DIFFERENT


def _differs(check: Same, view: View, stated: Stated, standard: Stated, doubtful: bool) -> Finding:
    data = {
        "paper": place(view.plan, stated), "read": stated.text,
        "standard": place(view.plan, standard), "expected": standard.text,
    }  # fmt: skip
    message = Message(N_("{paper}上是“{read}”，与{standard}的“{expected}”不一致。"), data)
    remedy = Message(N_("请核对两处，改正写错的一处；材料有误的，请换成正确的材料重新上传。"))
    return made(check, message, doubt_or(remedy, doubtful), at=stated, against=standard,
                field=check.field or standard.field, expected=standard.text, doubtful=doubtful)  # fmt: skip


def within(check: Within, view: View) -> Iterator[Finding]:
    """The items that the approved list or text does not hold."""
    listed, approved = view.one(check.items), view.one(check.of)
    if listed is None or approved is None:
        return
    whole = fold(approved.text)
    names = {fold_name(item) for item in as_items(approved.value)}
    outside = [item for item in as_items(listed.value) if not _held(fold_name(item), names, whole, check.loose)]
    if not outside:
        return
    doubtful = not (listed.printed and approved.printed) and min(listed.confidence, approved.confidence) < 0.6
    data = {
        "items": "、".join(outside), "where": place(view.plan, listed), "approved": place(view.plan, approved),
    }  # fmt: skip
    message = Message(N_("{where}中的“{items}”不在{approved}核准的范围内。"), data)
    remedy = Message(N_("请删去超出范围的内容，或者先办理范围变更；材料有误的，请换成正确的材料。"))
    yield made(check, message, doubt_or(remedy, doubtful), at=listed, against=approved, field=check.field,
               expected=approved.text, doubtful=doubtful)  # fmt: skip


def _held(item: str, names: set[str], whole: str, loose: bool) -> bool:
    if not item or item in names:
        return True
    return loose and item in whole
