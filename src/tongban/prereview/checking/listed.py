"""People of the form in the table of a paper: there at all, with the same name, with the same number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongban.core.messages import N_, Message
from tongban.prereview.checking.compare import Verdict, compare
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.numbers import right_id_character
from tongban.prereview.checking.schema import Comparison, Listed, Person
from tongban.prereview.checking.sentences import doubt_or, made, place
from tongban.prereview.checking.submission import Paper, Stated, View, stated_by
from tongban.prereview.evidence.alike import looks_like
from tongban.prereview.evidence.model import Record
from tongban.prereview.evidence.normalise import fold, fold_person


def listed(check: Listed, view: View) -> Iterator[Finding]:
    """What is wrong with each of the people; nothing where the paper could not be read as a list of people at all."""
    paper = view.submission.papers.get(check.table.partition(".")[0])
    if paper is None or paper.evidence.wrong_kind or not paper.evidence.readable:
        return
    rows = view.table(check.table)
    for person in check.people:
        name, number = view.one(person.name), view.one(person.number)
        if name is not None:
            yield from _person(check, view, paper, rows, person, name, number)


def _person(
    check: Listed, view: View, paper: Paper, rows: Sequence[Record], person: Person, name: Stated, number: Stated | None
) -> Iterator[Finding]:
    read = [(_stated(paper, row, check.name), _stated(paper, row, check.number)) for row in rows]
    if number is not None:
        for said, coded in read:
            if coded is not None and _plain(coded) == _plain(number):
                yield from _other(check, view, Comparison.PERSON, name, said)
                return
    for said, coded in read:
        if said is not None and compare(Comparison.PERSON, name, said) is Verdict.SAME:
            if number is not None:
                yield from _other(check, view, Comparison.CODE, number, coded)
            return
    words = view.words(paper.key).replace("·", "")
    if _key(name) in words:
        return  # it stands there, only the row was not understood
    alike = [said for said, _ in read if said is not None and looks_like(_key(said), _key(name), said.doubts)]
    doubtful = not paper.printed  # recognition may have lost the row
    data = {"label": view.plan.material_label(paper.key), "name": name.text}
    message = Message(N_("《{label}》中没有找到“{name}”。"), data)
    remedy = Message(N_("请上传含有全部人员的材料；表单上写错的请改正。"))
    at = alike[0] if alike else None
    yield made(check, message, doubt_or(remedy, doubtful), at=at, against=name, material=paper.key, field=name.field,
               expected=name.text, doubtful=doubtful)  # fmt: skip


def _other(check: Listed, view: View, how: Comparison, expected: Stated, read: Stated | None) -> Iterator[Finding]:
    """The same row says something else than the form."""
    if read is None or (verdict := compare(how, expected, read)) is Verdict.SAME:
        return
    misread = how is Comparison.CODE and not read.printed and right_id_character(_plain(read)) is not None
    doubtful = verdict is Verdict.DOUBTFUL or misread
    data = {
        "paper": place(view.plan, read), "read": read.text, "standard": place(view.plan, expected),
        "expected": expected.text,
    }  # fmt: skip
    message = Message(N_("{paper}上是“{read}”，与{standard}的“{expected}”不一致。"), data)
    remedy = Message(N_("请核对两处，改正写错的一处；材料有误的，请换成正确的材料重新上传。"))
    yield made(check, message, doubt_or(remedy, doubtful), at=read, against=expected, field=expected.field,
               expected=expected.text, doubtful=doubtful)  # fmt: skip


def _stated(paper: Paper, row: Record, column: str) -> Stated | None:
    fact = row.get(column)
    return stated_by(paper, fact) if fact is not None and fact.value.strip() and fact.readable else None


def _plain(stated: Stated) -> str:
    return fold(stated.text).upper()


def _key(stated: Stated) -> str:
    return fold_person(stated.text).replace("·", "")
