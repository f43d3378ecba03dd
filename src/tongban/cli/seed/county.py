"""The demonstration county, day by day: applications come in, officers act, every day is sealed at its end."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongban.base import audit
from tongban.base.actor import SYSTEM, Actor
from tongban.cases import actions
from tongban.catalogue import actions as publishing
from tongban.catalogue import queries as catalogue
from tongban.cli.seed import papers, places
from tongban.cli.seed.accounts import PERSONAS, Account, Persona, staff_accounts
from tongban.cli.seed.applicants import Holder, Registers, give_certificates, register_holder
from tongban.cli.seed.fates import FATES, Desk, Walk, handed_over
from tongban.cli.seed.invent import Inventor
from tongban.cli.seed.plans import COUNTER, WEEKS, Plan, Planner, possible
from tongban.cli.seed.templates import (
    Application,
    Identity,
    Template,
    apply_as,
    can_be_handed_in,
    identity,
    templates,
    to_type,
)
from tongban.core.clock import civil_day
from tongban.core.errors import TongbanError
from tongban.core.packs.loader import LoadedMatter, load_pack
from tongban.prereview.checking.linting import lint_whole

SEED = 20260701
BEFORE = timedelta(weeks=WEEKS, days=3)  # publication, accounts and registers come before the first application
TRIES = 6  # days
MIDNIGHT = time(16, 5)  # UTC: five past midnight in China
Report = Callable[[int, int], None]


@dataclass
class Made:
    """What came of it. `stuck` counts by error code the walks that could not go on; a healthy county has none."""

    accounts: list[Account] = field(default_factory=list)
    cases: int = 0
    matters: int = 0
    stuck: Counter[str] = field(default_factory=Counter)


@dataclass
class Ready:
    """A planned application with everything it needs standing by."""

    plan: Plan
    application: Application
    holder: Holder
    handler: str


def build(pack: Path, *, cases: int, password: str, report: Report, seed: int = SEED, now: datetime) -> Made:
    """Make the whole county in one transaction: a broken-off run leaves nothing behind."""
    with transaction.atomic():
        return _County(pack, password, random.Random(seed), now).run(cases, report)


class _County:
    def __init__(self, pack: Path, password: str, chance: random.Random, now: datetime) -> None:
        self.now, self.dawn, self.chance = now, now - BEFORE, chance
        self.invent = Inventor(chance)
        self.password, self.encoded = password, make_password(password)
        loaded = load_pack(pack)
        publishing.publish(loaded, linter=lint_whole, actor=SYSTEM, now=self.dawn)
        self.registries = loaded.registries
        self.matters = _in_force(self.dawn)
        self.calendar = catalogue.calendar(_digest(self.matters[0], self.dawn))
        self.templates = templates(self.matters)
        self.offices = places.make(self.matters, self.invent, encoded=self.encoded, now=self.dawn)
        self.made = Made(matters=len(self.matters))
        self.made.accounts = list(staff_accounts(self.offices, password))
        self.registers = Registers()
        self.held: set[tuple[str, str]] = set()
        self.people: dict[str, tuple[Identity, Holder]] = {}

    def run(self, cases: int, report: Report) -> Made:
        planner = Planner(self.calendar, self.now, self.chance)
        own = [plan for persona in PERSONAS for plan in self._settle_in(persona, planner)]
        rest = planner.plans(self.templates, max(0, cases - len(own)))
        ready = [self._prepare(plan, number) for number, plan in enumerate((*own, *rest))]
        self.registers.deliver(self.registries, self.dawn)
        for persona in PERSONAS:
            self._make_ready(persona)
        self.registers.deliver(self.registries, self.now - timedelta(hours=1))
        self._live(ready, report)
        return self.made

    def _settle_in(self, persona: Persona, planner: Planner) -> Iterator[Plan]:
        """Open the persona's account; their earlier applications."""
        citizen = self.invent.citizen_id(male=persona.male)
        number = citizen if persona.of_person else self.invent.uscc()
        name = persona.name if persona.of_person else persona.body
        who = Identity(name, number, self.invent.address(), self.invent.mobile(), persona.name, citizen)
        holder = register_holder(
            who, of_person=persona.of_person, username=persona.username, encoded=self.encoded, now=self.dawn
        )
        self.people[persona.username] = (who, holder)
        own = [item for item in self._fitting(persona) if not item.automatic]
        for fate, template in zip(persona.past, own, strict=False):
            yield planner.plan(template, fate=fate, holder=persona.username)

    def _fitting(self, persona: Persona) -> list[Template]:
        """What this kind of applicant can hand in, one template per variant, the persona's own matters first."""
        wanted = [key for key, _ in persona.matters]
        rows = [item for item in self.templates if item.of_person is persona.of_person and item.clean]
        first = {(item.loaded.matter.matter, item.variant): item for item in reversed(rows)}
        new_first = sorted(
            first.values(), key=lambda item: item.loaded.matter.variants[item.variant].kind.value != "new"
        )
        return sorted(new_first, key=lambda item: _place(wanted, item.loaded.matter.matter))

    def _make_ready(self, persona: Persona) -> None:
        """What the persona's first matter needs is in the registers and in their hands: only the form is left."""
        who, holder = self.people[persona.username]
        role = "申请人" if persona.of_person else f"申请人（{persona.body}经办人）"
        account = Account(persona.username, self.password, persona.name, role, persona.says)
        self.made.accounts.append(account)
        for key, variant in persona.matters:
            for template in self.templates:
                wanted = (template.loaded.matter.matter, template.variant) == (key, variant or template.variant)
                if wanted and template.of_person is persona.of_person and template.clean:
                    application = apply_as(template, who, civil_day(self.now), self.invent)
                    handler = self.offices.handler_of(template.loaded)
                    give_certificates(application, holder, self.offices, self.held, handler=handler)
                    self.registers.add(application)
                    self.made.accounts[-1] = replace(account, says=account.says + to_type(application))
                    return

    def _prepare(self, plan: Plan, number: int) -> Ready:
        """The applicant, their certificates, and what the registers will know."""
        who, plan, application = self._suited(plan)
        if plan.holder:
            holder = self.people[plan.holder][1]
        else:
            of_person = plan.template.of_person
            holder = register_holder(who, of_person=of_person, username=f"demo{number:04d}", now=self.dawn)
        handler = self.offices.handler_of(plan.template.loaded)
        give_certificates(application, holder, self.offices, self.held, handler=handler)
        self.registers.add(application)
        return Ready(plan, application, holder, handler)

    def _suited(self, plan: Plan) -> tuple[Identity, Plan, Application]:
        """The plan on a day on which it can be handed in: worked examples like to sit on the edge of a month. One that
        fits no day (it lives on a register being out of reach) gives way to a plain one of its matter."""
        for template in (plan.template, *self._plain_ones(plan)):
            who = self.people[plan.holder][0] if plan.holder else identity(template, self.invent)
            for back in range(TRIES):
                moved = replace(plan, template=template, start=plan.start - timedelta(days=back))
                application = apply_as(template, who, civil_day(moved.start), self.invent)
                if can_be_handed_in(application, self.calendar):
                    return who, moved, application
        raise LookupError(f"no example of {plan.template.loaded.matter.matter} can be handed in")

    def _plain_ones(self, plan: Plan) -> list[Template]:
        """Examples without findings of the same matter that know the same fate."""
        alike = (plan.template.loaded.matter.matter, plan.template.of_person)
        rows = [item for item in self.templates if (item.loaded.matter.matter, item.of_person) == alike]
        return [item for item in rows if item.clean and possible(plan.fate, item, civil_day(self.now))]

    def _live(self, ready: list[Ready], report: Report) -> None:
        """All walks in the order of time; between two days the law takes its course and the day is sealed."""
        waiting = [(item.plan.start, number, self._walk(item)) for number, item in enumerate(ready)]
        heapq.heapify(waiting)
        for _, _, walk in waiting:
            next(walk)
        day = civil_day(self.dawn)
        while waiting:
            at, number, walk = heapq.heappop(waiting)
            day = self._nights(day, civil_day(at))
            following = self._step(walk, at)
            if following is not None and following <= self.now:
                heapq.heappush(waiting, (following, number, walk))
            report(self.made.cases, len(ready))
        self._nights(day, civil_day(self.now))
        report(len(ready), len(ready))

    def _step(self, walk: Walk, at: datetime) -> datetime | None:
        """One action of one walk; when it cannot be done the case stays as it is."""
        try:
            with transaction.atomic():
                return _go_on(walk, at)
        except TongbanError as error:
            self.made.stuck[str(error)[:200]] += 1
            return None

    def _nights(self, day: date, until: date) -> date:
        """Settle and seal every day from `day` up to the one before `until`."""
        while day < until:
            night = datetime.combine(day, MIDNIGHT, UTC)
            actions.settle_due(now=night)
            audit.seal_day(day, actor=SYSTEM, now=night)
            day += timedelta(days=1)
        return day

    def _walk(self, item: Ready) -> Walk:
        """Hand in, then the fate."""
        now = yield item.plan.start
        matter = item.application.template.loaded
        online = item.plan.channel != COUNTER
        actor = item.holder.actor if online else self.offices.officer(item.handler, "clerk")
        submitted = self._hand_in(item, actor, now)
        self.made.cases += 1
        desk = Desk(
            submitted.case.pk,
            matter,
            item.application.template.variant,
            item.handler,
            self.offices,
            catalogue.calendar(submitted.case.publication_id),
            actor,
            online,
            self.chance,
        )
        fate = handed_over if submitted.case.automatic else FATES[item.plan.fate]
        yield from fate(desk, now)

    def _hand_in(self, item: Ready, actor: Actor, now: datetime) -> actions.Submitted:
        application, matter = item.application, item.application.template.loaded.matter
        of_person = application.template.of_person
        draft = actions.begin(
            matter.matter,
            application.template.variant,
            authority_id=self.offices.authorities[item.handler].pk,
            person=item.holder.row if of_person else None,  # type: ignore[arg-type]  # of_person says which it is
            organisation=None if of_person else item.holder.row,  # type: ignore[arg-type]  # as above
            channel=item.plan.channel,
            actor=actor,
            now=now,
        )
        actions.save(draft.pk, dict(application.form), actor=actor, now=now)
        for key in application.materials:
            wanted = matter.materials[key]
            kind = next(kind for kind in papers.FORMATS if kind in wanted.accepts)
            data = papers.page(wanted.name, kind)
            actions.upload(draft.pk, key, [data], name=f"{wanted.name}.{kind}"[:120], actor=actor, now=now)
        return actions.submit(draft.pk, actor=actor, now=now)


def _go_on(walk: Walk, at: datetime) -> datetime | None:
    """Let a walk act; when it wants to act next, or None at its end (no error to the database's eyes)."""
    try:
        return walk.send(at)
    except StopIteration:
        return None


def _in_force(now: datetime) -> list[LoadedMatter]:
    return [catalogue.loaded(card.digest) for card in catalogue.matters(civil_day(now))]


def _digest(loaded: LoadedMatter, now: datetime) -> str:
    found = catalogue.publication_in_force(loaded.matter.matter, civil_day(now))
    assert found is not None  # it came from the list of those in force
    return found.digest


def _place(wanted: list[str], key: str) -> int:
    return wanted.index(key) if key in wanted else len(wanted)
