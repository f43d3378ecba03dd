"""Which applications the county has seen in the last eight weeks, and what becomes of each."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle

from tongban.cli.seed.fates import office_time, special_procedure
from tongban.cli.seed.templates import Template
from tongban.core.calendar import WorkingCalendar
from tongban.core.clock import civil_day
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.values import DatedLimit, Unit

WEEKS = 8
OLDEST = 37  # working days: what fits into eight weeks with a holiday in between
ONLINE, COUNTER = "2", "1"

# fate: (how many in a hundred, least and most age in working days; None: by the matter's limit)
SHARES: dict[str, tuple[int, tuple[int, int] | None]] = {
    "waiting": (8, (0, 4)),
    "claimed": (3, (1, 4)),
    "released": (2, (2, 4)),
    "correction": (6, (3, 14)),
    "corrected": (4, (8, 9)),
    "corrected_granted": (5, (18, OLDEST)),
    "not_accepted": (4, (4, OLDEST)),
    "withdrawn": (4, (4, OLDEST)),
    "overdue": (6, None),
    "nearly_due": (5, None),
    "silent": (4, (8, 12)),
    "reviewing": (9, None),
    "last_step": (6, None),
    "returned": (3, None),
    "suspended": (4, (3, 20)),
    "resumed": (3, (8, 16)),
    "extended": (3, (4, 18)),
    "issued": (4, (8, 16)),
    "delivered": (3, (10, 20)),
    "closed": (18, (14, OLDEST)),
    "refused": (5, (12, OLDEST)),
    "filed": (5, (3, OLDEST)),
}
GRANTING = frozenset({"corrected_granted", "issued", "delivered", "closed"})
OF_FILINGS = frozenset({"waiting", "correction", "corrected", "withdrawn", "filed"})


@dataclass(frozen=True)
class Plan:
    """One application: what, when, on which way, and what becomes of it. `holder` names a demonstration account."""

    template: Template
    fate: str
    start: datetime
    channel: str = ONLINE
    holder: str = ""


class Planner:
    """Chooses fates in turn and days that suit them."""

    def __init__(self, calendar: WorkingCalendar, now: datetime, chance: random.Random) -> None:
        self.calendar, self.now, self.chance = calendar, now, chance
        self.today = civil_day(now)
        self.workdays = _back(calendar, self.today)
        pool = [fate for fate, (share, _) in SHARES.items() for _ in range(share)]
        chance.shuffle(pool)
        self._fates = cycle(pool)

    def plans(self, templates: Sequence[Template], count: int) -> Iterator[Plan]:
        """`count` applications over all matters and variants in turn, every fate at least once if a matter knows it."""
        chosen = list(_in_turn(templates, count))
        sure = self._one_of_each(chosen)
        for place, template in enumerate(chosen):
            channel = COUNTER if self.chance.random() < 0.25 else ONLINE
            yield self.plan(template, fate=sure.get(place, ""), channel=channel)

    def _one_of_each(self, chosen: Sequence[Template]) -> dict[int, str]:
        """A place among the applications for each fate, the pickiest fates first."""
        places = {fate: [i for i, each in enumerate(chosen) if possible(fate, each, self.today)] for fate in SHARES}
        sure: dict[int, str] = {}
        for fate in sorted(SHARES, key=lambda fate: len(places[fate])):
            free = next((place for place in places[fate] if place not in sure), None)
            if free is not None:
                sure[free] = fate
        return sure

    def plan(self, template: Template, *, fate: str = "", channel: str = ONLINE, holder: str = "") -> Plan:
        """One application; a fate that the matter does not know gives way to the next one."""
        chosen = fate if fate and possible(fate, template, self.today) else self._next_fate(template)
        return Plan(template, chosen, self._start(chosen, template), channel, holder)

    def _next_fate(self, template: Template) -> str:
        return next(fate for fate in self._fates if possible(fate, template, self.today))

    def _start(self, fate: str, template: Template) -> datetime:
        window = SHARES[fate][1] or self._window(fate, template)
        day = self.workdays[min(self.chance.randint(*window), len(self.workdays) - 1)]
        start = office_time(day, self.chance) + timedelta(minutes=self.chance.choice((-90, 0, 0, 150, 240)))
        return min(start, self.now - timedelta(minutes=self.chance.randint(5, 240)))

    def _window(self, fate: str, template: Template) -> tuple[int, int]:
        """Ages that make the case overdue, nearly due or in good time, when it is accepted one working day later."""
        limit = limit_of(template, self.today)
        amount = limit.amount if limit and limit.amount is not None else 20
        if limit and limit.unit is Unit.CALENDAR_DAY:
            amount = max(1, amount * 5 // 7)
        accepted = 1 if limit is None or limit.starts == "accepted" else 0
        if fate == "overdue":
            return amount + accepted + 1, min(amount + accepted + 6, len(self.workdays) - 1)
        if fate == "nearly_due":
            return max(1, amount + accepted - 2), max(1, amount + accepted - 1)
        return 2, max(3, min(amount - 3, 20))


def possible(fate: str, template: Template, today: date) -> bool:
    """Whether the matter and the variant know this fate."""
    loaded, variant = template.loaded, template.variant
    if loaded.matter.procedure.value == "filing" or fate == "filed":
        return fate in OF_FILINGS and loaded.matter.procedure.value == "filing"
    steps = loaded.matter.steps_of(variant)
    if fate == "returned":
        return len(steps) > 1
    if fate in ("suspended", "resumed"):
        return special_procedure(loaded, variant) is not None
    if fate in ("overdue", "nearly_due"):
        limit = limit_of(template, today)
        return limit is not None and limit.amount is not None and limit.amount + 3 < OLDEST
    return fate not in GRANTING or can_be_granted(template)


def can_be_granted(template: Template) -> bool:
    """Whether the certificate that a grant acts on is there in the example."""
    result = template.loaded.matter.variants[template.variant].result
    if result.certificate is None or result.action in ("issue", "none"):
        return True
    items = template.example.given.certificates.get(result.certificate, {})
    return items.get("found") is True and (items.get("status") == "valid" or result.action == "renew")


def limit_of(template: Template, day: date) -> DatedLimit | None:
    """The shorter of promise and law on a day: the promise, where there is one."""
    limits = template.loaded.matter.variants[template.variant].limits
    for item in (*limits.promised, *limits.statutory):
        if item.amount is not None and item.since <= day and (item.until is None or day <= item.until):
            return item
    return None


def _in_turn(templates: Sequence[Template], count: int) -> Iterator[Template]:
    """Matter by matter, within each its variants in turn, within each its examples."""
    wheels = cycle([cycle(_variants(group)) for group in _by_matter(templates)])
    return (next(next(next(wheels))) for _ in range(count))


def _variants(templates: Iterable[Template]) -> list[Iterator[Template]]:
    found: dict[str, list[Template]] = {}
    for template in templates:
        found.setdefault(template.variant, []).append(template)
    # The one without findings comes up twice as often as the others.
    return [cycle([rows[0], *rows]) for rows in found.values()]


def _by_matter(templates: Iterable[Template]) -> list[list[Template]]:
    found: dict[str, list[Template]] = {}
    for template in templates:
        found.setdefault(_key(template.loaded), []).append(template)
    return list(found.values())


def _key(loaded: LoadedMatter) -> str:
    return loaded.matter.matter


def _back(calendar: WorkingCalendar, today: date) -> list[date]:
    """Working days from today back, at most eight weeks."""
    days = (today - timedelta(days=back) for back in range(WEEKS * 7))
    return [day for day in days if calendar.is_workday(day)]
