"""Pure decisions about certificates: how long they last, what they are worth on a day, which numbers they bear."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tongban.certificates.states import Standing, State
from tongban.core.packs.catalogues import CertificateType
from tongban.core.packs.values import Unit

# The body that owns the type codes. No published code list was found, so this one is invented and says so by its zeros.
DEMO_TYPE_OWNER = "11100000MB0000000X"


@dataclass(frozen=True)
class Kind:
    """A certificate type as one publication of a matter fixes it.

    `key` is its name in certificates.yaml, `publication` the digest of the content whose face template is used.
    """

    key: str
    definition: CertificateType
    publication: str = ""
    type_owner: str = DEMO_TYPE_OWNER

    @property
    def type_code(self) -> str:
        """The 21 characters of GB/T 36904: credit code of the owner and three more."""
        return self.type_owner + self.definition.type_code


@dataclass(frozen=True)
class Validity:
    """First and last day on which the certificate counts, both inclusive; `until` null: without end."""

    since: date
    until: date | None


def validity_of(definition: CertificateType, since: date) -> Validity:
    """The period a certificate of this type gets when it begins on `since`."""
    if definition.validity is None:
        return Validity(since, None)
    return Validity(since, period_end(since, definition.validity, definition.validity_unit or Unit.YEAR))


def renewed(definition: CertificateType, before: Validity, on: date) -> Validity:
    """The period after a renewal decided on day `on`: it counts at once, and the new term joins the end of the old.

    Of an expired certificate the new term begins on `on`: what was not held cannot be held afterwards.
    """
    joins = before.until is not None and before.until >= on
    start = before.until + timedelta(days=1) if joins and before.until else on
    return Validity(on, validity_of(definition, start).until)


def period_end(since: date, amount: int, unit: Unit) -> date:
    """The last day of a period that begins on `since`: five years from 2026-11-22 end on 2031-11-21.

    The day before the same day of the month; where the month is too short, its last day (民法典 202).
    Raises ValueError for working days, in which no certificate is measured.
    """
    if unit is Unit.CALENDAR_DAY:
        return since + timedelta(days=amount - 1)
    if unit is Unit.WORKING_DAY:
        raise ValueError("the validity of a certificate is not measured in working days")
    months = amount * 12 if unit is Unit.YEAR else amount
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if since.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, since.day) - timedelta(days=1)


def standing(state: State, validity: Validity, on: date) -> Standing:
    """What the certificate is worth on a civil day. What the authority did stands above what the date says."""
    if state is not State.VALID:
        return Standing(state.value)
    if on < validity.since:
        return Standing.NOT_YET_VALID
    if validity.until is not None and on > validity.until:
        return Standing.EXPIRED
    return Standing.VALID


def serial_text(counter: int, year: int) -> str:
    """The serial of the identifier: the year and sixteen digits."""
    return f"{year:04d}{counter:016d}"


def number_text(definition: CertificateType, region: str, year: int, counter: int) -> str:
    """The number on the face where the type has no rule of its own: prefix, year, region, eight digits or more."""
    return f"{definition.number_prefix or ''}{year:04d}{region}{counter:08d}"
