"""The two other ways to a decision without a person: a family after a death, a village clinic at its yearly check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.builders.county import County, applicant, citizen_id, organisation
from tongban.base import actions as base
from tongban.base import queries
from tongban.base.actor import SYSTEM, Actor, user_actor
from tongban.base.models import Organisation, Person, User
from tongban.cases import actions
from tongban.cases.models import Draft
from tongban.cases.situation import applicant_facts
from tongban.catalogue import queries as catalogue
from tongban.certificates import actions as certificates
from tongban.certificates.queries import Kind
from tongban.exchange import actions as exchange

DEATH = "death-certificate"
CHECK = "medical-institution-verification"
DECEASED, DECEASED_ID = "周德安", citizen_id(311)
CLINIC, LICENCE = "武侯区石板镇向阳村卫生室", "PDY10001X51080215D6001"
ADDRESS = "四川省武侯区石板镇向阳村2组"
IN_ORDER = {"open_rectifications": 0, "penalties_in_period": 0, "demerit_points": 0, "dishonest": False}


def relative(county: County) -> tuple[Person, Actor]:
    """A son with his identity card."""
    person, actor = applicant("周明", 313, now=county.now)
    _issue(county, DEATH, "citizen-id", person, {"applicant": {**applicant_facts(person), "address": ADDRESS}})
    return person, actor


def death_on_record(county: County, informant: Person, **contrary: Any) -> None:
    """What the hospital wrote into the register of deaths."""
    entry = {
        "citizen_id": DECEASED_ID,
        "name": DECEASED,
        "sex": "男",
        "died_on": county.now.date().isoformat(),
        "place": "武侯区第一人民医院",
        "cause": "冠状动脉粥样硬化性心脏病",
        "manner": "正常",
        "reported_by": "武侯区第一人民医院",
        "informant_citizen_id": informant.citizen_id,
        "certificate_issued": False,
    }
    exchange.record_entry("deaths", entry | contrary, source="测试", actor=SYSTEM, now=county.now)


def draft_of_death(county: County, person: Person, actor: Actor) -> Draft:
    """A complete draft of 死亡证明（在医院离开）."""
    answers = {
        "deceased_name": DECEASED,
        "deceased_citizen_id": DECEASED_ID,
        "relation": "子女",
        "mobile": "13800000001",
    }
    return _draft(county, DEATH, "in_institution", answers, actor, person=person)


def village_clinic(county: County) -> tuple[Organisation, Actor]:
    """A village clinic with its licence, and its head who acts for it."""
    body = organisation(CLINIC, "00000311", now=county.now)
    head, _ = applicant("周国强", 315, now=county.now)
    since = (county.now - timedelta(days=900)).date()
    base.represent(head, body, capacity="legal", since=since, actor=SYSTEM, now=county.now)
    form = {
        "institution_name": CLINIC,
        "licence_no": LICENCE,
        "address": ADDRESS,
        "legal_representative": "周国强",
        "principal": "周国强",
        "ownership_form": "集体",
        "institution_category": "村卫生室",
        "business_nature": "非营利性",
        "departments": ["预防保健科", "全科医疗科"],
        "bed_count": 0,
        "verification_valid_to": _next_check(county),
    }
    _issue(county, CHECK, "institution-licence", body, {"applicant": applicant_facts(body), "form": form})
    return body, user_actor(queries.viewer(User.objects.get(person=head), on=county.now.date()))


def clinic_on_record(county: County, **contrary: Any) -> None:
    """What the register of institutions and the inspectors' register say."""
    place = {
        "institution_name": CLINIC,
        "licence_no": LICENCE,
        "status": "正常",
        "kind": "村卫生室",
        "address": ADDRESS,
    }
    exchange.record_entry("institutions", place, source="测试", actor=SYSTEM, now=county.now)
    found = {"licence_no": LICENCE, **IN_ORDER, **contrary}
    exchange.record_entry("supervision", found, source="测试", actor=SYSTEM, now=county.now)


def draft_of_check(county: County, body: Organisation, actor: Actor, *, promise: str = "yes") -> Draft:
    """A complete draft of 村卫生室校验."""
    answers = {
        "institution_name": CLINIC,
        "licence_no": LICENCE,
        "principal": "周国强",
        "address": ADDRESS,
        "verification_valid_to": _next_check(county),
        "contact_phone": "13800000002",
        "commitment_made": promise,
    }
    return _draft(county, CHECK, "village_clinic_check", answers, actor, organisation=body)


def _next_check(county: County) -> str:
    return (county.now + timedelta(days=60)).date().isoformat()


def _draft(county: County, matter: str, variant: str, answers: Mapping[str, Any], actor: Actor, **holder: Any) -> Draft:
    draft = actions.begin(matter, variant, authority_id=county.authority.pk, actor=actor, now=county.now, **holder)
    return actions.save(draft.pk, answers, actor=actor, now=county.now)


def _issue(county: County, matter: str, key: str, holder: Person | Organisation, sources: Mapping[str, Any]) -> None:
    publication = catalogue.publication_in_force(matter, county.now.date())
    assert publication is not None
    kind = Kind(key, catalogue.loaded(publication.digest).catalogues.certificates[key], publication.digest)
    certificates.issue(kind, holder, county.authority, sources=sources, actor=SYSTEM, now=county.now)
