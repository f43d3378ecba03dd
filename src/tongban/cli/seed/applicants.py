"""Applicants of the demonstration county: who they are, what they hold, what the registers know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tongban.base import actions as base
from tongban.base import queries
from tongban.base.actor import SYSTEM, Actor, user_actor
from tongban.base.rows import Organisation, Person
from tongban.catalogue import queries as catalogue
from tongban.certificates import actions as certificates
from tongban.certificates.queries import Kind, Validity, period_end
from tongban.cli.seed.places import SINCE, Offices
from tongban.cli.seed.templates import Application, Identity
from tongban.core.errors import InvalidInput
from tongban.core.identifiers import check_citizen_id
from tongban.core.packs.catalogues import CertificateType, Registry
from tongban.core.packs.form import FieldType
from tongban.core.packs.loader import LoadedMatter
from tongban.exchange import actions as exchange

MORNING = time(1, 30)  # UTC; half past nine in China
SEXES = {"male": "男", "female": "女"}
ISSUERS = {"citizen-id": "police", "household-register": "police", "business-licence": "market"}
HEAD_ITEMS = {"found", "id", "number", "issuer", "issued_on", "valid_from", "valid_to", "check_due_on", "status"}
PLACEHOLDERS: Mapping[FieldType, Any] = {
    FieldType.INTEGER: 1, FieldType.DECIMAL: "1", FieldType.MONEY: "1.00", FieldType.YES_NO: True,
    FieldType.CHOICES: ["全科"], FieldType.TEXT_LIST: ["全科"], FieldType.PHONE: "08260000000",
}  # fmt: skip


@dataclass(frozen=True)
class Holder:
    """Somebody who applies: the person or body, and the actor who hands in."""

    row: Person | Organisation
    actor: Actor
    username: str


@dataclass
class Registers:
    """Entries collected for one delivery per register."""

    entries: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, application: Application) -> None:
        """What the registers know in this application, each under the key the matter looks it up by."""
        loaded = application.template.loaded
        for name, items in application.registry.items():
            declared = loaded.catalogues.registries.get(name)
            if declared is None or items.get("found") is not True:
                continue
            entry = {key: value for key, value in items.items() if key in declared.fields and value is not None}
            key = _key_value(loaded, name, application) or entry.get(declared.key)
            if key:
                self.entries[name].append({**entry, declared.key: key})

    def deliver(self, registries: Mapping[str, Registry], now: datetime) -> None:
        """Feed every register, also those with nothing new: then "not there" is known and not merely unanswered."""
        exchange.declare_registries(registries, actor=SYSTEM, now=now)
        for name in registries:
            exchange.receive(name, self.entries.get(name, []), source="演示数据", actor=SYSTEM, now=now)
        self.entries.clear()


def register_holder(
    who: Identity, *, of_person: bool, username: str, encoded: str = "", body: Organisation | None = None, now: datetime
) -> Holder:
    """Write the applicant down, with an account: their own, or that of the person who acts for the body."""
    name, number = (who.name, who.number) if of_person else (who.agent, who.agent_id)
    person = base.register_person(name=name, citizen_id=number, mobile=who.mobile, actor=SYSTEM, now=now)
    user = base.open_account(username=username, password=None, person=person, encoded=encoded, actor=SYSTEM, now=now)
    row: Person | Organisation = person
    if not of_person:
        kind = "6" if "个体" in who.name else "2"
        row = base.register_organisation(
            name=who.name, uscc=who.number, kind=kind, address=who.address, actor=SYSTEM, now=now
        )
        base.represent(person, row, capacity="agent", since=SINCE, actor=SYSTEM, now=now)
    return Holder(row, user_actor(queries.viewer(user, on=now.date())), username)


def give_certificates(
    application: Application, holder: Holder, offices: Offices, held: set[tuple[str, str]], *, handler: str
) -> None:
    """What the example says its applicant holds, issued in the past; a type that is held already is left as it is."""
    loaded = application.template.loaded
    for slug, items in application.certificates.items():
        definition = loaded.catalogues.certificates.get(slug)
        fits = definition is not None and (definition.holder == "person") == isinstance(holder.row, Person)
        if definition is None or not fits or items.get("found") is not True or (holder.username, slug) in held:
            continue
        held.add((holder.username, slug))
        _issue(application, holder, slug, definition, items, offices.authorities[ISSUERS.get(slug, handler)])


def _issue(
    application: Application, holder: Holder, slug: str, definition: CertificateType, items: Mapping[str, Any], by: Any
) -> None:
    validity = _validity(definition, items, application.on)
    matter = application.template.loaded.matter.matter
    publication = catalogue.publication_in_force(matter, application.on)
    certificates.issue(
        Kind(slug, definition, publication.digest if publication else ""),
        holder.row,
        by,
        sources=_sources(application, holder, definition, items),
        validity=validity,
        number=items.get("number"),
        actor=SYSTEM,
        now=datetime.combine(validity.since, MORNING, UTC),
    )


def _validity(definition: CertificateType, items: Mapping[str, Any], on: date) -> Validity:
    """From the example where it says so, else begun a year and a half before the application."""
    until = _day(items.get("valid_to"))
    since = _day(items.get("issued_on")) or _day(items.get("valid_from"))
    if since is None and until is not None:
        since = until - timedelta(days=365 * (definition.validity or 4))
    since = min(since or on - timedelta(days=540), on - timedelta(days=1))
    if until is None and definition.validity and definition.validity_unit:
        until = period_end(since, definition.validity, definition.validity_unit)
        until = until if until > on else on + timedelta(days=200)
    return Validity(since, until)


def _sources(
    application: Application, holder: Holder, definition: CertificateType, items: Mapping[str, Any]
) -> dict[str, Any]:
    """A value for every item of the face: the example's, the applicant's, or a plain one of its type."""
    known = {**application.applicant, **_person_facts(holder.row), "address": application.identity.address}
    sources: dict[str, Any] = {}
    for key, item in definition.face.items():
        room, _, name = item.source.partition(".")
        value = items.get(key) if key not in HEAD_ITEMS else None
        for found in (known.get(name) if room == "applicant" else None, application.form.get(name)):
            value = found if value is None else value
        if value is None:
            value = PLACEHOLDERS.get(item.type) or _plain(item.type, item.label, application)
        _put(sources, item.source, value)
    return sources


def _plain(kind: FieldType, label: str, application: Application) -> Any:
    who = application.identity
    texts = {
        FieldType.DATE: (application.on + timedelta(days=400)).isoformat(),
        FieldType.PERSON_NAME: who.agent or who.name,
        FieldType.ORGANISATION_NAME: who.name,
        FieldType.ADDRESS: who.address,
        FieldType.CITIZEN_ID: who.agent_id or who.number,
        FieldType.USCC: who.number,
    }
    return texts.get(kind, "见原证")


def _person_facts(row: Person | Organisation) -> dict[str, Any]:
    if not isinstance(row, Person):
        return {"name": row.name, "uscc": row.uscc}
    parts = check_citizen_id(row.citizen_id).parts
    return {
        "name": row.name,
        "citizen_id": row.citizen_id,
        "sex": SEXES.get(parts.get("sex", "")),
        "birth_date": parts.get("birth_date"),
    }


def _put(sources: dict[str, Any], dotted: str, value: Any) -> None:
    *rooms, name = dotted.split(".")
    place = sources
    for room in rooms:
        place = place.setdefault(room, {})
    place[name] = value


def _key_value(loaded: LoadedMatter, registry: str, application: Application) -> str | None:
    room, _, name = loaded.matter.lookups.get(registry, "").partition(".")
    value = {"applicant": application.applicant, "form": application.form}.get(room, {}).get(name)
    return value if isinstance(value, str) else None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError as error:
        raise InvalidInput(what=text, why=str(error)) from error
