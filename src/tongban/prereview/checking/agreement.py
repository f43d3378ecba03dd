"""Checks that compare: the same on form and papers, one within the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongban.core.messages import N_, Message
from tongban.prereview.checking.compare import Verdict, compare, likeness, plausible, stands_on
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.items import first_sentence, in_two_rows, left_over, run_together
from tongban.prereview.checking.neighbours import OF_WORDS, breaks_off, goes_on_below, with_a_neighbour
from tongban.prereview.checking.schema import Comparison, Same, Within
from tongban.prereview.checking.seals import ring_like, seal_texts, surely_another
from tongban.prereview.checking.sentences import doubt_or, made, place
from tongban.prereview.checking.submission import Paper, Stated, View, as_date, as_items, seals_over
from tongban.prereview.checking.synonyms import other_words, stands_in_pieces
from tongban.prereview.checking.variants import slipped_day, variant
from tongban.prereview.evidence.alike import looks_like
from tongban.prereview.evidence.normalise import fold, fold_name, fold_person, parse_dates

_DAMAGED = 0.5  # so much of the name must be there for the rest to count as damage
_RING = 0.7
_WORDS = 40  # folded characters: a paper with fewer was hardly read
_WHOLE = 3  # an item so long that stands on the approved paper is meant there, wherever
FORM = "application_form"  # the key that every matter gives its printed form


def same(check: Same, view: View) -> Iterator[Finding]:
    """Each paper that states another value than the standard. Where nothing is stated there is nothing to say."""
    standards = [stated for reference in check.values for stated in view.all(reference)[:1]]
    if not standards:
        return
    if check.also:
        standards = other_words(view.plan.tables.get(check.also, {}), standards)
    for reference in check.papers:
        found = list(_same_on(check, reference, standards, view))
        yield from found or (() if check.strict else _nearly(check, reference, standards, view))


def _nearly(check: Same, reference: str, standards: list[Stated], view: View) -> Iterator[Finding]:
    """A question about words that are nearly the value, where the value itself stands nowhere on the paper."""
    material = reference.partition(".")[0]
    paper = view.submission.papers.get(material)
    if paper is None or paper.evidence.odd_kind or paper.evidence.hardly_read or not paper.evidence.readable:
        return
    if any(_somewhere(view, material, each) for each in standards):
        return
    if check.compare is Comparison.DATE:
        near = slipped_day(standards[0], paper, view.stated_days)
    else:
        near = next(filter(None, (variant(check.compare, each, paper) for each in standards)), None)
    if near is not None:
        yield _differs(check, view, near, standards[0], True)


def _same_on(check: Same, reference: str, standards: list[Stated], view: View) -> Iterator[Finding]:
    statements = view.all(reference)
    if check.anywhere and _stands_anywhere(check, view, reference.partition(".")[0], standards):
        return
    if not statements:
        if check.anywhere:
            yield from _nowhere(check, view, reference.partition(".")[0], standards[0])
        return
    name = reference.partition(".")[2]
    verdicts = [(stated, _verdict(check, stated, standards, view, name)) for stated in statements]
    if not check.every and any(verdict is Verdict.SAME for _, verdict in verdicts[:1]):
        return
    wrong = [(stated, verdict) for stated, verdict in verdicts if verdict is not Verdict.SAME]
    for stated, verdict in wrong[:1]:
        yield _differs(check, view, stated, standards[0], verdict is Verdict.DOUBTFUL)


def _stands_anywhere(check: Same, view: View, material: str, standards: Sequence[Stated]) -> bool:
    names = view.plan.tables.get(check.also or "")
    if names is not None and stands_in_pieces(names, standards[0].text, view.words(material)):
        return True
    return any(_somewhere(view, material, each) for each in standards)


def _somewhere(view: View, material: str, standard: Stated) -> bool:
    """Whether the value stands on the paper, in whatever words."""
    wanted = fold_name(standard.text).replace("·", "")
    return len(wanted) >= 2 and wanted in view.words(material).replace("·", "")


def _nowhere(check: Same, view: View, material: str, standard: Stated) -> Iterator[Finding]:
    """A question where a readable paper never states the value, not even damaged by recognition."""
    paper, wanted = view.submission.papers.get(material), fold_name(standard.text)
    words = view.words(material)
    if (
        paper is None
        or paper.evidence.wrong_kind
        or paper.evidence.odd_kind
        or paper.evidence.hardly_read
        or not paper.evidence.readable
        or len(words) < _WORDS
    ):
        return
    pieces = (words[at : at + len(wanted)] for at in range(max(1, len(words) - len(wanted) + 1)))
    if not paper.printed and any(looks_like(piece, wanted) for piece in pieces):
        return
    data = {"label": view.plan.material_label(material), "expected": standard.text}
    message = Message(N_("《{label}》上没有找到“{expected}”。"), data)
    remedy = Message(N_("请核对两处，改正写错的一处；材料有误的，请换成正确的材料重新上传。"))
    found = made(check, message, remedy, against=standard, material=material, field=check.field or standard.field,
                 expected=standard.text, doubtful=check.severity is Severity.BLOCKS)  # fmt: skip
    yield replace(found, of_form=False)


def _verdict(check: Same, stated: Stated, standards: list[Stated], view: View, name: str) -> Verdict:
    """As compared; but words under a stamp are often damaged, so there the stamp itself is asked first."""
    how = check.compare
    verdict = _best(how, stated, standards)
    if verdict is not Verdict.SAME and stated.material is not None and not check.strict:
        paper = (view.unsigned if how is Comparison.PERSON else view.words)(stated.material)
        there = any(stands_on(how, each.text, stated.text, paper) for each in standards)
        if there and not any(_of_another(how, each, stated, name, view) for each in standards):
            return Verdict.SAME
        if how in OF_WORDS:
            verdict = _beside(verdict, stated, standards, view.submission.papers[stated.material], view)
    if verdict is Verdict.DIFFERENT and stated.material == FORM and not stated.printed:
        return Verdict.DOUBTFUL  # the scanned form repeats the answers: a difference is first of all a slip of reading
    if verdict is Verdict.SAME or how is not Comparison.NAME or stated.printed or stated.material is None:
        return verdict
    seals = seals_over(view, stated)
    alike = max(likeness(stated.text, each.text) for each in standards)
    if not seals or alike < _DAMAGED:
        return verdict
    rings = [ring_like(text, each.text) for place in seals for text in seal_texts(place) for each in standards]
    if any(fold_name(stated.text) == fold_name(place.seal.ring_text) for place in seals):
        return verdict  # the stamp says the same as the words under it
    as_read = max(ring_like(text, stated.text) for place in seals for text in seal_texts(place))
    if as_read > max(rings):
        return Verdict.DOUBTFUL  # the stamp fits the words under it better than the value
    another = all(surely_another(place, each.text) for place in seals for each in standards)
    return Verdict.SAME if max(rings) >= _RING and not another else Verdict.DOUBTFUL


def _beside(verdict: Verdict, stated: Stated, standards: Sequence[Stated], paper: Paper, view: View) -> Verdict:
    """The verdict where the paper's layout may have joined what was read with its neighbours, or parted it."""
    rows = view.rows(paper.key)
    for each in standards:
        if goes_on_below(each.text, stated.text, rows) or with_a_neighbour(each.text, stated, paper):
            return Verdict.SAME
    broken = any(breaks_off(each.text, stated.text, rows) for each in standards)
    return Verdict.DOUBTFUL if verdict is Verdict.DIFFERENT and broken else verdict


_ENDS = ("sign_date", "signoff_date", "signature_date")


def _person_of_another(person: Stated, stated: Stated, name: str, view: View) -> bool:
    """Whether the person stands on the paper once, as another (主要负责人), and one is named where this one should be."""
    material = stated.material or ""
    wanted = fold_person(person.text)
    if view.unsigned(material).count(wanted) != 1 or not plausible(Comparison.PERSON, person.text, stated.text):
        return False
    facts = view.submission.papers[material].evidence.facts
    return any(fact.type == "person" and fact.name != name and fold_person(fact.value) == wanted for fact in facts)


def _day_of_another(day: Stated, stated: Stated, name: str, view: View) -> bool:
    """Whether the day stands on the paper once, as another fact: the end of the 校验 is not that of the licence."""
    paper = view.submission.papers.get(stated.material or "")
    wanted = as_date(day.value)
    if paper is None or wanted is None or parse_dates(view.words(paper.key)).count(wanted) > 1:
        return False
    return any(
        fact.normalised == wanted.isoformat() and fact.name not in (name, *_ENDS) for fact in paper.evidence.facts
    )


def _of_another(how: Comparison, wanted: Stated, stated: Stated, name: str, view: View) -> bool:
    """Whether the value stands on the paper only as another fact."""
    if how is Comparison.DATE:
        return _day_of_another(wanted, stated, name, view)
    return how is Comparison.PERSON and _person_of_another(wanted, stated, name, view)


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
    if approved.material:
        whole += view.words(approved.material)
    names = {fold_name(item) for item in as_items(approved.value)}
    if not approved.printed:
        alike = names | (_windows(whole, as_items(listed.value)) if check.loose else set())
        names |= {fold_name(item) for item in as_items(listed.value) if _misread(fold_name(item), alike, approved)}
    outside = [item for item in as_items(listed.value) if not _held(fold_name(item), names, whole, check.loose)]
    if check.loose and outside:
        outside = _surely_outside(outside, names, whole, view.rows(approved.material or ""))
    if check.also:
        spelled = view.plan.tables.get(check.also, {})
        outside = [item for item in outside if not stands_in_pieces(spelled, item, whole)]
    if not outside:
        return
    doubtful = not (listed.printed and approved.printed) and min(listed.confidence, approved.confidence) < 0.6
    paper = view.submission.papers.get(approved.material or "")
    doubtful = doubtful or (paper is not None and paper.evidence.odd_kind)
    doubtful = doubtful or (check.loose and all(_touched(fold_name(item), whole) for item in outside))
    data = {
        "items": "、".join(outside), "where": place(view.plan, listed), "approved": place(view.plan, approved),
    }  # fmt: skip
    message = Message(N_("{where}中的“{items}”不在{approved}核准的范围内。"), data)
    remedy = Message(N_("请删去超出范围的内容，或者先办理范围变更；材料有误的，请换成正确的材料。"))
    yield made(check, message, doubt_or(remedy, doubtful), at=listed, against=approved, field=check.field,
               expected=approved.text, doubtful=doubtful)  # fmt: skip


def _surely_outside(items: Sequence[str], names: set[str], whole: str, rows: Sequence[str]) -> list[str]:
    """The items without those that are set in other ways than one by one."""

    def held(name: str) -> bool:
        return name in names or (len(name) >= _WHOLE and name in whole) or in_two_rows(name, rows)

    listed = [first_sentence(item) for item in items]
    apart = [item for item in listed if not held(fold_name(item)) and not run_together(fold_name(item), held)]
    return [piece for item in apart for piece in left_over(item, sorted(names)) if not held(fold_name(piece))]


def _held(item: str, names: set[str], whole: str, loose: bool) -> bool:
    if not item or item in names or (loose and any(name and item.startswith(f"{name}(") for name in names)):
        return True
    return ((loose or len(item) >= _WHOLE) and item in whole) or (loose and _named_alone(item, whole))


def _named_alone(item: str, whole: str) -> bool:
    """Whether the item's name without what it adds in brackets (炭疽芽孢杆菌（活菌培养物）) stands there with none."""
    name, added, _ = item.partition("(")
    return bool(added) and len(name) >= _WHOLE and re.search(re.escape(name) + r"(?!\((?![A-Za-z]))", whole) is not None


_GENERAL = re.compile(r"服务|经营|管理|销售|零售|批发|活动|项目|场所|有限|其他|综合|业务|一般|许可|公共|提供")


def _touched(item: str, whole: str) -> bool:
    """Whether something of the item, besides general words, stands in the approved text (住宿 of 宾馆住宿服务)."""
    telling = [piece for piece in _GENERAL.split(item) if len(piece) >= 2]
    return any(piece[at : at + 2] in whole for piece in telling for at in range(len(piece) - 1))


def _windows(whole: str, items: Sequence[str]) -> set[str]:
    """Every piece of the text that is as long as one of the items."""
    sizes = {len(fold_name(item)) for item in items} - {0, 1}
    return {whole[at : at + size] for size in sizes for at in range(len(whole) - size + 1)}


def _misread(item: str, names: set[str], approved: Stated) -> bool:
    """Whether one of the approved names is this one but for slips of recognition."""
    return any(looks_like(name, item, approved.doubts) for name in names)
