"""What becomes of a case: small walks of real actions, each a generator that says when it wants to act next.

A walk yields an instant, gets the same instant back when the county's calendar has come there, acts, and yields again.
One that would act in the future is simply left where it is: such a case is still under way.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tongban.base.actor import Actor
from tongban.cases import actions
from tongban.cli.seed import reasons
from tongban.cli.seed.places import Offices
from tongban.core.calendar import WorkingCalendar
from tongban.core.clock import civil_day
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import SpecialProcedure, Step

Walk = Generator[datetime, datetime, None]
OFFICE = (time(1, 0), 8 * 60)  # nine o'clock in China as UTC, and minutes until five


@dataclass
class Desk:
    """A case on its way through an office."""

    case_id: UUID
    loaded: LoadedMatter
    variant: str
    handler: str
    offices: Offices
    calendar: WorkingCalendar
    applicant: Actor
    online: bool
    chance: random.Random

    @property
    def steps(self) -> list[Step]:
        return list(self.loaded.matter.steps_of(self.variant))

    def officer(self, role: str) -> Actor:
        return self.offices.officer(self.handler, role)

    def later(self, now: datetime, working_days: int) -> datetime:
        """Some minute of the office hours, that many working days on; 0 is the same day, half an hour on at least."""
        day = civil_day(now)
        if working_days:
            return office_time(self.calendar.nth_workday_after(day, working_days), self.chance)
        soon = now + timedelta(minutes=self.chance.randint(30, 90))
        return soon if civil_day(soon) == day and self.calendar.is_workday(day) else self.later(now, 1)

    def pace(self) -> int:
        """Working days a step takes, so that the promised limit is kept."""
        promised = self.loaded.matter.variants[self.variant].limits.promised
        amount = min((item.amount for item in promised if item.amount is not None), default=10)
        return self.chance.randint(0, max(0, min(3, amount // (len(self.steps) + 1) - 1)))


def office_time(day: date, chance: random.Random) -> datetime:
    return datetime.combine(day, OFFICE[0], UTC) + timedelta(minutes=chance.randrange(OFFICE[1]))


def waiting(desk: Desk, now: datetime) -> Walk:
    """Nobody has looked yet."""
    yield from ()


def claimed(desk: Desk, now: datetime) -> Walk:
    """A clerk has taken it and not decided."""
    now = yield desk.later(now, 0)
    actions.claim(desk.case_id, actor=desk.officer("clerk"), now=now)


def released(desk: Desk, now: datetime) -> Walk:
    """Taken, and put back into the pool."""
    yield from claimed(desk, now)
    now = yield desk.later(now, 1)
    actions.release(desk.case_id, actor=desk.officer("clerk"), now=now)


def asked(desk: Desk, now: datetime) -> Generator[datetime, datetime, datetime]:
    """One notice names what is missing; the applicant's turn."""
    now = yield desk.later(now, desk.chance.randint(1, 3))
    grounds = reasons.correction_grounds(desk.loaded, desk.variant, desk.chance)
    actions.ask_correction(desk.case_id, grounds, actor=desk.officer("clerk"), now=now)
    return now


def correction(desk: Desk, now: datetime) -> Walk:
    yield from asked(desk, now)


def corrected(desk: Desk, now: datetime) -> Generator[datetime, datetime, datetime]:
    """The missing papers came; to be accepted."""
    now = yield from asked(desk, now)
    now = yield desk.later(now, desk.chance.randint(1, 4))
    draft = actions.begin_correction(desk.case_id, actor=desk.applicant, now=now)
    actions.submit(draft.pk, actor=desk.applicant, now=now)
    return now


def corrected_granted(desk: Desk, now: datetime) -> Walk:
    now = yield from corrected(desk, now)
    yield from closed(desk, now)


def not_accepted(desk: Desk, now: datetime) -> Walk:
    now = yield desk.later(now, desk.chance.randint(1, 3))
    grounds = reasons.refusal_grounds(desk.loaded, desk.variant, desk.chance)
    actions.not_accept(desk.case_id, grounds, actor=desk.officer("clerk"), now=now)


def withdrawn(desk: Desk, now: datetime) -> Walk:
    now = yield desk.later(now, desk.chance.randint(1, 3))
    actions.withdraw(desk.case_id, actor=desk.applicant, now=now)


def accepted(desk: Desk, now: datetime) -> Generator[datetime, datetime, datetime]:
    """The next working day; a clerk claims and accepts."""
    now = yield desk.later(now, 1)
    actions.claim(desk.case_id, actor=desk.officer("clerk"), now=now)
    actions.accept(desk.case_id, actor=desk.officer("clerk"), now=now)
    return now


def stalled(desk: Desk, now: datetime) -> Walk:
    """Accepted, and then nothing: what the cards are for."""
    yield from accepted(desk, now)


def silent(desk: Desk, now: datetime) -> Walk:
    """Nobody says anything for five working days: accepted by law (行政许可法 32), then reviewed."""
    now = yield desk.later(now, 7)
    yield from passed(desk, now, len(desk.steps) - 1)


def passed(desk: Desk, now: datetime, count: int) -> Generator[datetime, datetime, datetime]:
    """That many steps of the review, each by its own role."""
    for step in desk.steps[:count]:
        now = yield desk.later(now, desk.pace())
        officer = desk.officer(step.role)
        actions.claim(desk.case_id, actor=officer, now=now)
        actions.pass_step(desk.case_id, reasons.opinion(desk.loaded, step.key, desk.chance), actor=officer, now=now)
    return now


def reviewing(desk: Desk, now: datetime) -> Walk:
    """Somewhere in the middle."""
    now = yield from accepted(desk, now)
    done = desk.chance.randint(0, len(desk.steps) - 1)
    now = yield from passed(desk, now, done)
    if desk.chance.random() < 0.5:
        now = yield desk.later(now, 1)
        actions.claim(desk.case_id, actor=desk.officer(desk.steps[done].role), now=now)


def last_step(desk: Desk, now: datetime) -> Walk:
    """Only the decision is left."""
    now = yield from accepted(desk, now)
    yield from passed(desk, now, len(desk.steps) - 1)


def returned(desk: Desk, now: datetime) -> Walk:
    """The second step sends it back to the first."""
    now = yield from accepted(desk, now)
    now = yield from passed(desk, now, 1)
    now = yield desk.later(now, 1)
    actions.return_step(
        desk.case_id, "有一处数据与登记信息对不上，请再核对。", actor=desk.officer(desk.steps[1].role), now=now
    )


def suspended(desk: Desk, now: datetime) -> Generator[datetime, datetime, datetime]:
    """A special procedure runs; its time does not count."""
    now = yield from accepted(desk, now)
    now = yield desk.later(now, 1)
    procedure = special_procedure(desk.loaded, desk.variant)
    assert procedure is not None  # the plan asks before it chooses this walk
    actions.suspend(desk.case_id, procedure.key, procedure.days or 10, actor=desk.officer(desk.steps[0].role), now=now)
    return now


def suspending(desk: Desk, now: datetime) -> Walk:
    yield from suspended(desk, now)


def resumed(desk: Desk, now: datetime) -> Walk:
    """The special procedure is over."""
    now = yield from suspended(desk, now)
    now = yield desk.later(now, 5)
    actions.resume(desk.case_id, actor=desk.officer(desk.steps[0].role), now=now)


def extended(desk: Desk, now: datetime) -> Walk:
    """The head has extended the limit, once."""
    now = yield from accepted(desk, now)
    now = yield desk.later(now, 2)
    actions.extend(desk.case_id, 10, "需要向原发证机关核实，来函未到。", actor=desk.officer("section_head"), now=now)


def granted(desk: Desk, now: datetime) -> Generator[datetime, datetime, datetime]:
    """Reviewed and granted; the certificate is signed."""
    now = yield from accepted(desk, now)
    now = yield from passed(desk, now, len(desk.steps) - 1)
    now = yield desk.later(now, desk.pace())
    step = desk.steps[-1]
    note = reasons.opinion(desk.loaded, step.key, desk.chance)
    actions.grant(desk.case_id, note, actor=desk.officer(step.role), now=now)
    return now


def issued(desk: Desk, now: datetime) -> Walk:
    yield from granted(desk, now)


def delivered(desk: Desk, now: datetime) -> Walk:
    now = yield from granted(desk, now)
    yield from handed_over(desk, now, close=False)


def closed(desk: Desk, now: datetime) -> Walk:
    now = yield from granted(desk, now)
    yield from handed_over(desk, now)


def handed_over(desk: Desk, now: datetime, *, close: bool = True) -> Walk:
    """Downloaded by the applicant, or fetched at the counter; then archived."""
    now = yield desk.later(now, 0 if desk.online else 1)
    way, who = ("online", desk.applicant) if desk.online else ("counter", desk.officer("clerk"))
    actions.deliver(desk.case_id, way, actor=who, now=now)
    if close:
        now = yield desk.later(now, 1)
        actions.close(desk.case_id, actor=desk.officer("clerk"), now=now)


def refused(desk: Desk, now: datetime) -> Walk:
    """Refused in the last step, with reasons and remedies; handed over."""
    now = yield from accepted(desk, now)
    now = yield from passed(desk, now, len(desk.steps) - 1)
    now = yield desk.later(now, desk.pace())
    grounds = reasons.refusal_grounds(desk.loaded, desk.variant, desk.chance)
    actions.refuse(desk.case_id, grounds, actor=desk.officer(desk.steps[-1].role), now=now)
    if desk.chance.random() < 0.6:
        yield from handed_over(desk, now)


def filed(desk: Desk, now: datetime) -> Walk:
    """A filing gets its receipt, and is archived."""
    now = yield desk.later(now, 1)
    actions.file(desk.case_id, actor=desk.officer("clerk"), now=now)
    yield from handed_over(desk, now)


def special_procedure(loaded: LoadedMatter, variant: str) -> SpecialProcedure | None:
    """The first special procedure of a variant."""
    return next(iter(loaded.matter.special_procedures_of(variant)), None)


FATES: Mapping[str, Callable[[Desk, datetime], Generator[datetime, datetime, object]]] = {
    "waiting": waiting,
    "claimed": claimed,
    "released": released,
    "correction": correction,
    "corrected": corrected,
    "corrected_granted": corrected_granted,
    "not_accepted": not_accepted,
    "withdrawn": withdrawn,
    "overdue": stalled,
    "nearly_due": stalled,
    "silent": silent,
    "reviewing": reviewing,
    "last_step": last_step,
    "returned": returned,
    "suspended": suspending,
    "resumed": resumed,
    "extended": extended,
    "issued": issued,
    "delivered": delivered,
    "closed": closed,
    "refused": refused,
    "filed": filed,
}
