"""The small values that every pack file is made of: citations, confidence, dated limits."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Strict(BaseModel):
    """Base of all pack models: an unknown key is an error, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Confidence(StrEnum):
    """How sure the pack is of a fact. `unsure` is shown to the public as 以当地公布为准."""

    VERIFIED = "verified"
    KNOWN = "known"
    UNSURE = "unsure"


class Citation(Strict):
    """One place in the law. `law` is a key of laws.yaml; `article` as printed without 第…条, e.g. "8" or "23(2)".

    `article: null` cites the whole text and is allowed only with confidence known or unsure.
    """

    law: Slug
    article: str | None = None


class Unit(StrEnum):
    """Units of periods. Legal periods of an authority are working days unless the matter says otherwise (行政许可法 82)."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"


class DatedLimit(Strict):
    """A period that the law or the authority set, valid for cases whose start event falls in [from, to].

    `amount: null` means that no figure is known; the page then says 以当地公布为准. `starts` names the case event
    from whose civil day the period runs; that day is day 0.
    """

    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    amount: int | None = Field(ge=0, le=3650)
    unit: Literal[Unit.WORKING_DAY, Unit.CALENDAR_DAY] = Unit.WORKING_DAY
    starts: Literal["received", "accepted", "decided"] = "accepted"
    basis: Citation | None = None
    confidence: Confidence
    note: Text | None = None


class Period(Strict):
    """From when to when (inclusive) this version of a file holds."""

    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")


class Fact(Strict):
    """A value with its confidence and, where it has one, its source."""

    value: str | int | None
    confidence: Confidence
    basis: Citation | None = None
    note: Text | None = None
