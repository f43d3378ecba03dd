"""What somebody holds: for lists, and as facts for rules, prefill and waivers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongban.base import sql
from tongban.base.rows import Organisation, Person
from tongban.certificates.faces import Face, read_face
from tongban.certificates.models import Certificate
from tongban.certificates.reading import certificates, signature_holds, standing_on, text_or_nothing
from tongban.certificates.states import Standing, State

_CERTIFICATE = sql.Columns(Certificate, "c")
_HELD = {
    column: f"SELECT {_CERTIFICATE.text} FROM {_CERTIFICATE.table} "  # noqa: S608  # names of our own models
    f"WHERE c.{column} = %s AND c.state <> %s ORDER BY c.issued_at, c.version"
    for column in ("person_id", "organisation_id")
}


def certificates_of(holder: Person | Organisation) -> list[Certificate]:
    """Everything in the holder's name, newest first, superseded versions left out."""
    rows = certificates().exclude(state=State.SUPERSEDED.value)
    return list(_held_by(rows, holder).order_by("-issued_at", "-version"))


def certificate_of_case(origin: UUID) -> Certificate | None:
    """The certificate that came out of a case."""
    return certificates().filter(origin=origin).order_by("-issued_at").first()


def latest_of_type(holder: Person | Organisation, type_key: str, on: date) -> Certificate | None:
    """The certificate of a type that a case may act on: the one in force on the day before any other."""
    rows = _held_by(certificates().filter(type=type_key), holder)
    return _best(rows.exclude(state=State.SUPERSEDED.value).order_by("issued_at", "version"), on).get(type_key)


def facts_for_rules(
    holder: Person | Organisation | None, on: date, *, now: datetime, types: Iterable[str] = ()
) -> dict[str, dict[str, Any]]:
    """What rules, forms and waivers may know of the holder's certificates: {type_key: {found, number, …}}.

    Keys are type names with underscores; `types` (with dashes or underscores) lists those that must appear, with
    `found` false where the holder has none. `status` is the standing on day `on`. Items of the face come by their own
    keys; dates are ISO text, as forms keep them. A face that does not fit its signature counts as not found.
    """
    facts: dict[str, dict[str, Any]] = {_name(key): {"found": False} for key in types}
    if holder is None:
        return facts
    for key, row in _best(_standing_rows(holder), on).items():
        text = text_or_nothing(row)
        if text is None or not signature_holds(row, text, now=now):
            facts[_name(key)] = {"found": False}
            continue
        facts[_name(key)] = _facts(row, read_face(text), on)
    return facts


def _facts(row: Certificate, face: Face, on: date) -> dict[str, Any]:
    return {
        **{item.key: item.value for item in face.items},
        "found": True,
        "id": str(row.pk),
        "number": row.number,
        "issuer": face.head.issuer.name,
        "issued_on": row.issued_on.isoformat(),
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "check_due_on": row.check_due_on.isoformat() if row.check_due_on else None,
        "status": standing_on(row, on).value,
    }


def _standing_rows(holder: Person | Organisation) -> list[Certificate]:
    """Every certificate of a holder that no newer version took the place of, oldest first."""
    text = _HELD["person_id" if isinstance(holder, Person) else "organisation_id"]
    [found] = sql.fetch(sql.Query(text, [holder.pk, State.SUPERSEDED.value], _CERTIFICATE.tables))
    return _CERTIFICATE.rows(found)


def _best(rows: Iterable[Certificate], on: date) -> dict[str, Certificate]:
    """One certificate per type: in force before not in force, then the newest. `rows` oldest first."""
    best: dict[str, Certificate] = {}
    for row in rows:
        other = best.get(row.type)
        if other is None or _in_force(row, on) or not _in_force(other, on):
            best[row.type] = row
    return best


def _in_force(row: Certificate, on: date) -> bool:
    return standing_on(row, on) is Standing.VALID


def _held_by(rows: QuerySet[Certificate], holder: Person | Organisation) -> QuerySet[Certificate]:
    return rows.filter(Q(person=holder.pk) if isinstance(holder, Person) else Q(organisation=holder.pk))


def _name(type_key: str) -> str:
    return type_key.replace("-", "_")
