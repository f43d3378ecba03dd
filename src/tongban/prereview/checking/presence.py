"""Checks of each paper by itself: handed in, readable, the right kind, complete, sealed, signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from tongban.core.messages import N_, Message
from tongban.prereview.checking.blanks import left_blank
from tongban.prereview.checking.expressions import Asker
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.pagination import missing_pages
from tongban.prereview.checking.schema import Material, SealRule, SignatureRule
from tongban.prereview.checking.seals import (
    mostly_lost,
    of_another_place,
    ring_like,
    says_nothing,
    seal_texts,
    surely_another,
)
from tongban.prereview.checking.submission import Paper, Stated, View, corners, under_seal
from tongban.prereview.evidence.model import SealPlace, Signature
from tongban.prereview.evidence.normalise import fold, fold_name
from tongban.prereview.reading.model import Box

_SAME_UNIT = 0.75
_SAME_FAINT = 0.65  # of a ring that was read with doubt
_RING_READ = 0.9
_OTHER_UNIT = 0.5
_NAME_READ = 0.9
_MOST = 0.5
_HAND_READ = 0.95
_BLANK = 5  # heights of its label: so far a name may stand behind it
_WHOLE_NAME = 5
_SHORTEST_NAME = 4  # folded characters; less is a scrap of the print under the stamp
_IS_NAME = re.compile(
    r"(?!.*(?:日期|年月|时间|盖章|公章|签|单位|机构|电话|意见|仅供|专供|使用|复印|无效|测试|样章|广告|合成))[\u3400-\u9fff·]{2,8}"
)


def check_papers(view: View, asker: Asker) -> Iterator[Finding]:
    """For each material of the plan the first thing that is wrong with it as a paper, then seal and signature."""
    for key, material in view.plan.materials.items():
        paper = view.submission.papers.get(key)
        if paper is None:
            if key not in view.submission.uploaded and asker.holds(material.required):
                yield _missing(key, material)
            elif key in view.submission.uploaded:
                yield _unreadable(key, material, None)
            continue
        whole = _as_a_whole(key, material, paper)
        if whole is not None:
            yield whole
            continue
        if paper.evidence.odd_kind:
            yield _another_kind(key, material, paper)
            continue
        yield from _mixed(key, material, paper)
        yield from _incomplete(key, material, paper, view)
        yield from left_blank(key, material, paper, view)
        yield from _pages_missing(key, material, paper)
        if not paper.pictures_seen:
            continue
        yield from _sealed(key, material, paper, view, asker)
        yield from _signed(key, material, paper, view, asker)


def _finding(
    key: str, code: str, message: Message, remedy: Message, *, severity: Severity = Severity.BLOCKS, **more: Any
) -> Finding:
    check = f"paper-{code.lower().replace('_', '-')}"
    return Finding(check, code, severity, message, remedy, material=key, **more)


def _missing(key: str, material: Material) -> Finding:
    message = Message(N_("缺少材料《{label}》。"), {"label": material.label})
    remedy = Message(N_("请上传这份材料。"))
    return _finding(key, "MATERIAL_MISSING", message, remedy, article=material.article)


def _unreadable(key: str, material: Material, paper: Paper | None) -> Finding:
    problems = [problem for problem in paper.evidence.problems if problem.unreadable] if paper else []
    why = problems[0].message if problems else Message(N_("看不清主要内容"))
    message = Message(N_("《{label}》无法辨认：{why}"), {"label": material.label, "why": why})
    remedy = Message(N_("请重新扫描或拍照，让整页平整、清晰、不缺边角，再上传。"))
    page = next((problem.page for problem in problems), None)
    return _finding(key, "MATERIAL_UNREADABLE", message, remedy, page=page)


def _as_a_whole(key: str, material: Material, paper: Paper) -> Finding | None:
    if not paper.evidence.readable:
        return _unreadable(key, material, paper)
    if paper.evidence.hardly_read:
        return replace(_unreadable(key, material, None), severity=Severity.ASKS)
    return _another_kind(key, material, paper) if paper.evidence.wrong_kind else None


def _another_kind(key: str, material: Material, paper: Paper) -> Finding:
    kind = paper.evidence.kinds[0].label if paper.evidence.wrong_kind and paper.evidence.kinds else ""
    data = {"label": material.label, "kind": kind or Message(N_("其他文件"))}
    message = Message(N_("上传为《{label}》的文件看起来是“{kind}”，不是这项材料。"), data)
    remedy = Message(N_("请换成《{label}》重新上传。"), {"label": material.label})
    severity = Severity.BLOCKS if paper.evidence.wrong_kind else Severity.ASKS
    return _finding(key, "MATERIAL_WRONG_TYPE", message, remedy, severity=severity, page=1, read=kind,
                    expected=material.label)  # fmt: skip


def _mixed(key: str, material: Material, paper: Paper) -> Iterator[Finding]:
    """Other papers in the same file; this one has been read without them."""
    for other in paper.evidence.others:
        data = {"label": material.label, "other": other.label}
        message = Message(N_("《{label}》和另一份材料放在了一起，另一份看起来是“{other}”。"), data)
        remedy = Message(
            N_(
                "“{other}”请另存成一个文件，上传到它自己那一项；本项已只按《{label}》的部分核对，应当附在一起的不用改。"
            ),
            data,
        )
        yield _finding(key, "MATERIAL_MIXED", message, remedy, severity=Severity.ASKS, page=other.page,
                       box=corners(other.box), read=other.label)  # fmt: skip


def _incomplete(key: str, material: Material, paper: Paper, view: View) -> Iterator[Finding]:
    parts, text = list(paper.evidence.missing_parts), fold(paper.evidence.text)
    for name, words in material.needs.items():
        shown, *others = words.split("|")
        stated = any(fact.value.strip() for fact in paper.evidence.all(name))
        if not stated and shown not in parts and not any(_stands(word, text, view) for word in (shown, *others)):
            parts.append(shown)
    if parts:
        data = {"label": material.label, "parts": "、".join(parts)}
        message = Message(N_("《{label}》不完整，没有找到：{parts}。"), data)
        remedy = Message(N_("请补齐缺少的内容或页面后重新上传。"))
        severity = Severity.BLOCKS if _left_blank(material, parts, paper) else Severity.ASKS
        yield _finding(key, "MATERIAL_INCOMPLETE", message, remedy, severity=severity,
                       confidence=paper.evidence.confidence)  # fmt: skip


def _pages_missing(key: str, material: Material, paper: Paper) -> Iterator[Finding]:
    found = missing_pages(paper)
    if found is not None:
        total, missing = found
        data = {"label": material.label, "total": total, "missing": "、".join(map(str, missing))}
        message = Message(N_("《{label}》上印着共{total}页，没有找到第{missing}页。"), data)
        remedy = Message(N_("请补齐缺少的内容或页面后重新上传。"))
        yield _finding(key, "MATERIAL_INCOMPLETE", message, remedy, severity=Severity.ASKS)


def _left_blank(material: Material, parts: Sequence[str], paper: Paper) -> bool:
    """Whether the label of each missing part is there, with nothing beside it. Offices word their papers freely, so
    what is merely not found may stand there in other words."""
    names = {words.split("|")[0]: name for name, words in material.needs.items()}
    return all(any(paper.evidence.all(names[part])) if part in names else False for part in parts)


def _stands(word: str, text: str, view: View) -> bool:
    """Whether a word, or most of the answer that it refers to (form.unit_name), stands in the folded text."""
    if not word.startswith("form."):
        return word in text
    for answer in (fold(stated.text) for stated in view.all(word)):
        longest = SequenceMatcher(None, text, answer, autojunk=False).find_longest_match()
        if longest.size >= _MOST * len(answer):
            return True
    return False


def _sealed(key: str, material: Material, paper: Paper, view: View, asker: Asker) -> Iterator[Finding]:
    rule = material.seal
    if rule is None or not asker.holds(rule.when):
        return
    if not paper.evidence.seals:
        if paper.evidence.faded:
            yield _without_colour(key, material, rule, paper.evidence.faded[0])
            return
        message = Message(N_("《{label}》上没有看到红色印章。"), {"label": material.label})
        remedy = Message(N_("请盖章后重新扫描上传；已经盖章的，请上传彩色扫描件。"))
        yield _finding(key, "SEAL_MISSING", message, remedy, article=rule.article)
        return
    yield from _whose_seal(key, material, rule, paper, view)


def _without_colour(key: str, material: Material, rule: SealRule, place: SealPlace) -> Finding:
    """A stamp of a black-and-white copy, or printed along: a person can tell, and a colour scan settles it."""
    message = Message(N_("《{label}》上的印章没有颜色，分不清是盖的还是印的。"), {"label": material.label})
    remedy = Message(N_("请上传彩色扫描件；原件上是红色印章的，请选择“已核对，原件无误”并说明。"))
    return _finding(key, "SEAL_MISSING", message, remedy, severity=Severity.ASKS, article=rule.article,
                    page=place.page, box=corners(place.seal.box))  # fmt: skip


def _whose_seal(key: str, material: Material, rule: SealRule, paper: Paper, view: View) -> Iterator[Finding]:
    stated = [each for reference in rule.of for each in view.all(reference)[:1]]
    named = [each for each in stated if len(fold_name(each.text)) >= _SHORTEST_NAME]
    units = [stated.text for stated in named]
    read = [place for place in paper.evidence.seals if place.seal.ring_text and place.seal.confidence >= 0.5]
    if not units or not read or len(read) < len(paper.evidence.seals) or any(map(says_nothing, read)):
        return
    own = not any(reference.startswith("form.") for reference in rule.of)
    if own and all(_printed_on(place, view.rows(key)) for place in read):
        return
    scores = [(max(ring_like(text, unit) for text in seal_texts(place) for unit in units), place) for place in read]
    best, place = max(scores, key=lambda pair: pair[0])
    elsewhere = bool(units) and all(of_another_place(each, unit) for each in read for unit in units)
    same = _SAME_UNIT if place.seal.confidence >= _RING_READ else _SAME_FAINT
    if not elsewhere and best < same and any(mostly_lost(place, unit) for place in read for unit in units):
        return
    if best >= same and not elsewhere and not _another(read, named, view):
        return
    data = {"label": material.label, "read": place.seal.ring_text, "expected": units[0]}
    message = Message(N_("《{label}》上的印章是“{read}”，应为“{expected}”的印章。"), data)
    remedy = Message(N_("请加盖正确的印章后重新上传；印章无误的，请选择“已核对，原件无误”并说明。"))
    surely = any(unit.material is None or unit.printed for unit in named)
    severity = Severity.BLOCKS if surely and best < _OTHER_UNIT and place.seal.confidence >= 0.7 else Severity.ASKS
    yield _finding(key, "SEAL_MISMATCH", message, remedy, severity=severity, article=rule.article, page=place.page,
                   box=corners(place.seal.box), confidence=place.seal.confidence, read=place.seal.ring_text,
                   expected=units[0])  # fmt: skip


def _printed_on(place: SealPlace, rows: Sequence[str]) -> bool:
    """Whether the unit of a stamp ends a row of the paper, as that which issued it does."""
    name = fold_name(place.seal.ring_text)
    return len(name) >= _WHOLE_NAME and any(fold_name(row).endswith(name) for row in rows)


def _another(seals: Sequence[SealPlace], units: Sequence[Stated], view: View) -> bool:
    """Whether no seal can be that of any of the units, though the names are alike; names read with doubt do not
    count.
    """
    sure = [unit for unit in units if unit.printed or (unit.confidence >= _NAME_READ and not under_seal(view, unit))]
    return bool(sure) and all(surely_another(place, unit.text, unit.doubts) for place in seals for unit in units)


def _signed(key: str, material: Material, paper: Paper, view: View, asker: Asker) -> Iterator[Finding]:
    rule = material.signature
    if rule is None or not asker.holds(rule.when):
        return
    places = [place for place in paper.evidence.signatures if _is_place(place, rule)]
    if not places:
        return
    if any(place.ink is not None for place in places):
        yield from _by_another(key, material, rule, [place for place in places if place.ink is not None], view)
        return
    place = places[0]
    message = Message(N_("《{label}》的签名处没有看到手写签名。"), {"label": material.label})
    remedy = Message(N_("请由本人手写签名后重新扫描上传。"))
    severity = Severity.ASKS if _stamped_over(paper, place) else Severity.BLOCKS
    yield _finding(key, "SIGNATURE_MISSING", message, remedy, severity=severity, article=rule.article,
                   page=place.page, box=corners(place.box))  # fmt: skip


def _stamped_over(paper: Paper, place: Signature) -> bool:
    """Whether a stamp lies over the end of the label or the blank behind it on a scan: a name may be hidden there."""
    tall = place.box.height
    blank = Box(place.box.centre[0], place.box.y0 - tall / 2, place.box.x1 + _BLANK * tall, place.box.y1 + tall / 2)
    stamps = (each.seal.box for each in paper.evidence.seals if each.page == place.page)
    return not paper.printed and any(stamp.meets(blank) for stamp in stamps)


def _by_another(
    key: str, material: Material, rule: SignatureRule, signed: Sequence[Signature], view: View
) -> Iterator[Finding]:
    """A hand is read with many slips, so only a name that has no character of the right one is asked about."""
    person = view.one(rule.of) if rule.of else None
    names = [(place, place.ink) for place in signed if place.ink is not None and _IS_NAME.fullmatch(place.ink.text)]
    if person is None or not person.text or len(names) < len(signed):
        return
    if any(ink.confidence < _HAND_READ or set(ink.text) & set(person.text) for _, ink in names):
        return
    place, ink = names[0]
    data = {"label": material.label, "read": ink.text, "expected": person.text}
    message = Message(N_("《{label}》的签名看起来是“{read}”，应由“{expected}”本人签名。"), data)
    remedy = Message(N_("请由本人手写签名后重新上传；签名无误的，请选择“已核对，原件无误”并说明。"))
    yield _finding(key, "PERSON_MISMATCH", message, remedy, severity=Severity.ASKS, article=rule.article,
                   page=place.page, box=corners(ink.box), confidence=ink.confidence, read=ink.text,
                   expected=person.text)  # fmt: skip


def _is_place(place: Signature, rule: SignatureRule) -> bool:
    return not rule.places or place.name in rule.places
