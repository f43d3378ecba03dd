"""From a matter's worked examples to applications of other people on other days.

The examples of a pack are complete and their decision is tested, so they are what a believable application is made of:
names, numbers and addresses are exchanged, and every date moves by the months and days that lie between the example's
day and the day of the application.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.cli.seed.invent import Inventor
from tongban.core.assessment.answers import normalise_answers
from tongban.core.assessment.assess import assess
from tongban.core.assessment.situation import Situation
from tongban.core.calendar import WorkingCalendar
from tongban.core.identifiers import check_citizen_id, check_institution_code, check_uscc
from tongban.core.packs.examples import Example
from tongban.core.packs.form import FieldType
from tongban.core.packs.loader import LoadedMatter

USABLE = ("to_a_person", "approved_automatically")


@dataclass(frozen=True)
class Template:
    """One worked example that can be handed in."""

    loaded: LoadedMatter
    example: Example

    @property
    def variant(self) -> str:
        return self.example.given.variant

    @property
    def automatic(self) -> bool:
        return self.example.expect.outcome == "approved_automatically"

    @property
    def clean(self) -> bool:
        """Whether the rules find nothing to ask about."""
        return not self.example.expect.findings

    @property
    def of_person(self) -> bool:
        kind: str = self.example.given.applicant.get("kind", "person")
        return kind == "person"


@dataclass(frozen=True)
class Identity:
    """Who applies. `number` is the identity number or credit code; `agent` and `agent_id` act for a body."""

    name: str
    number: str
    address: str
    mobile: str
    agent: str = ""
    agent_id: str = ""


@dataclass(frozen=True)
class Application:
    """A template in somebody's name, on a day: everything as the platform will meet it."""

    template: Template
    identity: Identity
    on: date
    applicant: Mapping[str, Any]
    form: Mapping[str, Any]
    certificates: Mapping[str, Mapping[str, Any]]
    registry: Mapping[str, Mapping[str, Any]]
    materials: tuple[str, ...]


def templates(matters: Iterable[LoadedMatter]) -> list[Template]:
    """Everything that can be handed in: first the examples without findings of each variant, then the others."""
    found = [
        Template(loaded, example)
        for loaded in matters
        for example in loaded.examples.examples
        if example.expect.outcome in USABLE and "name" in example.given.applicant
    ]
    return sorted(found, key=lambda item: not item.clean)


def identity(template: Template, invent: Inventor) -> Identity:
    """Somebody of the same sort as the example's applicant: same sex and year of birth, or same sort of body."""
    given = template.example.given.applicant
    if template.of_person:
        parts = check_citizen_id(str(given.get("citizen_id", ""))).parts
        born = _date(parts.get("birth_date"))
        number = invent.citizen_id(born, male=parts.get("sex") == "male" if parts else None)
        return Identity(invent.person_name(), number, invent.address(), invent.mobile())
    return Identity(
        name=invent.body_name(str(given["name"])),
        number=invent.uscc(str(given.get("uscc", "92"))[:2]),
        address=invent.address(),
        mobile=invent.mobile(),
        agent=invent.person_name(),
        agent_id=invent.citizen_id(),
    )


def apply_as(template: Template, who: Identity, on: date, invent: Inventor) -> Application:
    """The example in the name of `who`, on the civil day `on`."""
    given = template.example.given
    exchange = _exchange(template, who, invent)
    moved = _Moved(exchange, given.on, on, _birth_dates(template, exchange))
    return Application(
        template=template,
        identity=who,
        on=on,
        applicant=moved(dict(given.applicant)),
        form=moved(dict(given.form)),
        certificates=moved(dict(given.certificates)),
        registry=moved(dict(given.registry)),
        materials=given.materials,
    )


def can_be_handed_in(application: Application, calendar: WorkingCalendar) -> bool:
    """Whether the rules let it through when every register answers: what the example leaves out is not there."""
    template, absent = application.template, {"found": False}
    catalogues = template.loaded.catalogues
    situation = Situation(
        applicant=application.applicant,
        form=normalise_answers(template.loaded.form, template.variant, application.form).values,
        certificates={slug: application.certificates.get(slug, absent) for slug in catalogues.certificates},
        registry={key: application.registry.get(key, absent) for key in catalogues.registries},
        materials=frozenset(application.materials),
    )
    came = assess(template.loaded, template.variant, situation, calendar=calendar, on=application.on)
    return came.outcome != "cannot_submit"


def to_type(application: Application) -> str:
    """The names and numbers a visitor cannot know and must type, as a sentence; empty when everything is prefilled."""
    asked = {FieldType.CITIZEN_ID, FieldType.PERSON_NAME, FieldType.ORGANISATION_NAME, FieldType.INSTITUTION_CODE}
    fields = application.template.loaded.form.fields(application.template.variant)
    shown = [
        f"{field.label} {application.form[field.key]}"
        for field in fields
        if field.type in asked and not field.prefill and application.form.get(field.key)
    ]
    return f"填表要用：{'，'.join(shown)}。" if shown else ""


@dataclass(frozen=True)
class _Moved:
    """Exchanges texts and moves dates, through lists and mappings. Longer texts go first."""

    exchange: Mapping[str, str]
    since: date
    until: date
    births: Mapping[str, str]

    def __call__(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self(item) for item in value]
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str):
            return value
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return self.births.get(value) or self._day(date.fromisoformat(value)).isoformat()
        for old in sorted(self.exchange, key=len, reverse=True):
            value = value.replace(old, self.exchange[old])
        return value

    def _day(self, day: date) -> date:
        """Whole months first, then days: what lay six months apart still does."""
        months = self.since.year * 12 + self.since.month - self.until.year * 12 - self.until.month
        return _add_months(day, -months) + (self.until - _add_months(self.since, -months))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _exchange(template: Template, who: Identity, invent: Inventor) -> dict[str, str]:
    """Old text to new text, the same everywhere in one application."""
    given = template.example.given
    texts = set(_texts([given.applicant, given.form, given.certificates, given.registry]))
    found = {text: invent.citizen_id(_date(check_citizen_id(text).parts["birth_date"]),
                                     male=check_citizen_id(text).parts["sex"] == "male")
             for text in sorted(texts) if check_citizen_id(text).valid}  # fmt: skip
    found |= {name: invent.person_name() for name in sorted(_names(template))}
    found |= {row["number"]: _other_number(row["number"], invent) for row in _numbered(given.certificates)}
    organisation = who.number[8:17] if not template.of_person else ""
    for text in sorted(texts):
        if organisation and check_institution_code(text).valid:
            found[text] = organisation + text[9:]
    return found | _of_applicant(given.applicant, who)


def _of_applicant(applicant: Mapping[str, Any], who: Identity) -> dict[str, str]:
    own = {
        "name": who.name,
        "citizen_id": who.number,
        "uscc": who.number,
        "address": who.address,
        "legal_representative": who.agent,
        "mobile": who.mobile,
        "phone": who.mobile,
    }
    return {applicant[key]: new for key, new in own.items() if new and isinstance(applicant.get(key), str)}


def _names(template: Template) -> set[str]:
    """Names of people in the form, by the types of its fields."""
    form = template.example.given.form
    fields = template.loaded.form.fields(template.variant)
    return {
        form[field.key]
        for field in fields
        if field.type is FieldType.PERSON_NAME and isinstance(form.get(field.key), str)
    }


def _numbered(certificates: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for items in certificates.values():
        number = items.get("number")
        if isinstance(number, str) and not check_institution_code(number).valid and not check_uscc(number).valid:
            yield {"number": number}


def _other_number(number: str, invent: Inventor) -> str:
    """The same number with other last digits, as many of them as run together, six at most."""
    runs = list(re.finditer(r"\d+", number))
    if not runs:
        return number + invent.digits(6)
    last = runs[-1]
    count = min(6, len(last.group()))
    return number[: last.end() - count] + invent.digits(count) + number[last.end() :]


def _birth_dates(template: Template, exchange: Mapping[str, str]) -> dict[str, str]:
    """Birth dates belong to their numbers and do not move with the calendar."""
    births: dict[str, str] = {}
    for old, new in exchange.items():
        before, after = check_citizen_id(old), check_citizen_id(new)
        if before.valid and after.valid:
            births[before.parts["birth_date"]] = after.parts["birth_date"]
    return births


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
