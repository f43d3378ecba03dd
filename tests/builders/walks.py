"""Cases of an invented matter that between them take every transition: one walk per way a case can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.builders import county as build
from tests.builders import packs
from tests.builders.county import County
from tongban.base import queries
from tongban.base.actor import SYSTEM, Actor, user_actor
from tongban.base.models import Organisation, User
from tongban.base.rows import Person
from tongban.cases import actions
from tongban.cases.models import Case
from tongban.catalogue import actions as publishing
from tongban.core.roles import Role

REASON = {
    "paper": "池水检测报告",
    "point": "没有盖章",
    "rule": "《场所卫生管理办法》第8条",
    "remedy": "请盖章后重新上传",
}
INSPECTION = {
    "key": "inspection", "name": "现场检验", "kind": "inspection", "days": 5, "basis": packs.ARTICLE,
    "confidence": "verified",
}  # fmt: skip
APPROVAL = {
    "auto_approval": {
        "variants": ["change"],
        "conditions": [{"id": "well-named", "require": 'form.place_name == "青江县游泳馆"', "says": "名称没有写错。"}],
    }
}


@dataclass
class Pool:
    """The pool of a county, with its matters: a licence and a filing."""

    county: County
    organisation: Organisation
    owner: Actor

    def officer(self, role: Role) -> Actor:
        return self.county.actor(role)

    def on(self, day: int) -> datetime:
        """That many days after the hand-in, at the same hour; days are chosen so that none is a day of rest."""
        return self.county.now + timedelta(days=day)

    def applied(self, matter: str = "pool-permit", variant: str = "first", name: str = "青江县游泳馆") -> Case:
        now = self.county.now
        draft = actions.begin(
            matter, variant, authority_id=self.county.authority.pk, organisation=self.organisation, actor=self.owner,
            now=now,
        )  # fmt: skip
        answers: dict[str, Any] = {"place_name": name} | ({"pool_area": 250} if variant == "first" else {})
        actions.save(draft.pk, answers, actor=self.owner, now=now)
        paper = "old_permit" if variant == "change" else "water_report"
        actions.upload(draft.pk, paper, [b"%PDF-1.4 test"], name="paper.pdf", actor=self.owner, now=now)
        return actions.submit(draft.pk, actor=self.owner, now=now).case


def pool(*, review: int = 1) -> Pool:
    """Publish the matters and open the pool. `review` is the number of steps before the decision; with more than one
    (which only the speed of a flow is measured with) nothing is issued."""
    licence = packs.matter_data(special_procedures=[INSPECTION])
    first, decision = licence["steps"]
    licence["steps"] = [*({**first, "key": f"review{number or ''}"} for number in range(review)), decision]
    if review > 1:
        licence["variants"]["first"]["result"] = {**licence["variants"]["first"]["result"], "action": "none"}
    licence["variants"]["change"]["auto_approval"] = True
    licence["variants"]["change"]["result"] = {**licence["variants"]["change"]["result"], "action": "issue"}
    filing = packs.matter_data("pool-filing", "游泳场所备案", procedure="filing", steps=[])
    form = packs.form_data()
    form["sections"][0]["fields"][0]["personal"] = True  # so that there is something to reveal
    content = packs.pack([licence, filing], checks=APPROVAL, form=form)
    publishing.publish(content, linter=lambda _: (), actor=SYSTEM, now=build.SPRING)
    county = build.county(["pool-permit", "pool-filing"])
    person, _ = build.applicant()
    return Pool(county, *_owner(person, county.now))


def _owner(person: Person, now: datetime) -> tuple[Organisation, Actor]:
    from tongban.base import actions as base

    body = build.organisation("青江县游泳馆", "12345678")
    base.represent(person, body, capacity="legal", since=now.date(), actor=SYSTEM, now=now)
    user = User.objects.get(person=person)
    return body, user_actor(queries.viewer(user, on=now.date()))


def granted(pool: Pool) -> Case:
    """Claimed, released, claimed again, accepted, inspected, looked into, extended, sent back once, granted, fetched, archived."""
    case = pool.applied()
    clerk, reviewer, head = (pool.officer(role) for role in (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD))
    actions.claim(case.pk, actor=clerk, now=pool.on(1))
    actions.release(case.pk, actor=clerk, now=pool.on(1))
    actions.accept(case.pk, actor=clerk, now=pool.on(1))
    actions.suspend(case.pk, "inspection", 5, actor=reviewer, now=pool.on(2))
    actions.resume(case.pk, actor=reviewer, now=pool.on(8))
    actions.reveal(case.pk, "*", actor=reviewer, now=pool.on(8))
    actions.extend(case.pk, 10, "等待复检结果", actor=head, now=pool.on(8))
    actions.pass_step(case.pk, "材料齐全", actor=reviewer, now=pool.on(9))
    actions.return_step(case.pk, "面积再核对一次", actor=head, now=pool.on(10))
    actions.pass_step(case.pk, "已核对", actor=reviewer, now=pool.on(11))
    actions.grant(case.pk, "同意", actor=head, now=pool.on(14))
    actions.deliver(case.pk, "counter", actor=clerk, now=pool.on(15))
    actions.close(case.pk, actor=clerk, now=pool.on(15))
    actions.erase_answers(case.pk, "个人信息保护法 47", actor=SYSTEM, now=pool.on(40))
    return case


def corrected_and_refused(pool: Pool) -> Case:
    """One notice, the papers handed in again, refused."""
    case = pool.applied()
    clerk, reviewer, head = (pool.officer(role) for role in (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD))
    actions.ask_correction(case.pk, [REASON], actor=clerk, now=pool.on(1))
    draft = actions.begin_correction(case.pk, actor=pool.owner, now=pool.on(3))
    actions.submit(draft.pk, actor=pool.owner, now=pool.on(3))
    actions.accept(case.pk, actor=clerk, now=pool.on(4))
    actions.pass_step(case.pk, "不符合", actor=reviewer, now=pool.on(5))
    actions.refuse(case.pk, [REASON], actor=head, now=pool.on(7))
    return case


def silent(pool: Pool) -> Case:
    """Nobody answers for five working days."""
    case = pool.applied()
    actions.settle_due(now=pool.on(10))
    return case


def not_accepted(pool: Pool) -> Case:
    case = pool.applied()
    actions.not_accept(case.pk, [REASON], actor=pool.officer(Role.CLERK), now=pool.on(1))
    return case


def withdrawn(pool: Pool) -> Case:
    case = pool.applied()
    actions.withdraw(case.pk, actor=pool.owner, now=pool.on(1))
    return case


def automatic(pool: Pool) -> Case:
    return pool.applied(variant="change")


def sent_to_a_person(pool: Pool) -> Case:
    return pool.applied(variant="change", name="青江县游泳池")


def filed(pool: Pool) -> Case:
    """A filing: a receipt and no decision."""
    case = pool.applied("pool-filing")
    actions.file(case.pk, actor=pool.officer(Role.CLERK), now=pool.on(1))
    return case


WALKS: dict[str, tuple[Callable[[Pool], Case], str, str]] = {
    "granted": (granted, "closed", "granted"),
    "corrected_and_refused": (corrected_and_refused, "refused", "refused"),
    "not_accepted": (not_accepted, "not_accepted", "not_accepted"),
    "withdrawn": (withdrawn, "withdrawn", "withdrawn"),
    "automatic": (automatic, "issued", "granted"),
    "sent_to_a_person": (sent_to_a_person, "received", ""),
    "filed": (filed, "filed", "filed"),
    "silent": (silent, "accepted", ""),
}
