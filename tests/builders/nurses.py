"""Nurses, their certificates and their drafts."""

from __future__ import annotations

from typing import Any

from tests.builders.county import County, applicant
from tongban.base.actor import SYSTEM, Actor
from tongban.base.models import Person
from tongban.cases import actions
from tongban.cases.models import Draft
from tongban.cases.situation import applicant_facts
from tongban.catalogue import queries as catalogue
from tongban.certificates import actions as certificates
from tongban.certificates.queries import Kind
from tongban.exchange import actions as exchange

MATTER = "nurse-practice-registration"
OLD_HOSPITAL, NEW_HOSPITAL = "武侯区第一人民医院", "武侯区中医医院"


def nurse_with_certificate(county: County, *, confirmed_at: str | None, serial: int = 124) -> tuple[Person, Actor]:
    """A registered nurse. `confirmed_at` is the institution that confirmed hiring her; None: the register is silent."""
    person, actor = applicant(serial=serial, now=county.now)
    publication = catalogue.publication_in_force(MATTER, county.now.date())
    assert publication is not None
    sources: dict[str, Any] = {
        "applicant": {**applicant_facts(person), "address": "武侯区某街1号"},
        "form": {"institution_name": OLD_HOSPITAL},
    }
    for key in ("citizen-id", "nurse-practice"):
        kind = Kind(key, catalogue.loaded(publication.digest).catalogues.certificates[key], publication.digest)
        certificates.issue(kind, person, county.authority, sources=sources, actor=SYSTEM, now=county.now)
    if confirmed_at is not None:
        entry = {"citizen_id": person.citizen_id, "practice_status": "正常", "hiring_institution": confirmed_at}
        exchange.record_entry("nurses", entry, source="测试", actor=SYSTEM, now=county.now)
        place = {"institution_name": NEW_HOSPITAL, "status": "正常"}
        exchange.record_entry("institutions", place, source="测试", actor=SYSTEM, now=county.now)
    return person, actor


def draft_of_change(county: County, person: Person, actor: Actor, to: str = NEW_HOSPITAL) -> Draft:
    """A complete draft of 变更执业地点."""
    draft = actions.begin(
        MATTER, "change", authority_id=county.authority.pk, person=person, actor=actor, now=county.now
    )
    answers = {
        "applicant_name": person.name,
        "applicant_citizen_id": person.citizen_id,
        "mobile": "13800000001",
        "institution_name": to,
        "start_on": "2026-03-09",
    }
    return actions.save(draft.pk, answers, actor=actor, now=county.now)


def draft_of_renewal(county: County, person: Person, actor: Actor, paper: bytes, name: str = "health.pdf") -> Draft:
    """A complete draft of 延续注册 with one uploaded paper, the health certificate."""
    draft = actions.begin(
        MATTER, "renewal", authority_id=county.authority.pk, person=person, actor=actor, now=county.now
    )
    actions.upload(draft.pk, "health_certificate", [paper], name=name, actor=actor, now=county.now)
    answers = {"mobile": "13800000001", "health_checked_on": "2026-02-10"}
    return actions.save(draft.pk, answers, actor=actor, now=county.now)
