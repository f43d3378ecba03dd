"""A nurse with a draft, a case at the counter, a certificate; a body with a case of its own; the clock a day later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from tests.builders import county as build
from tests.builders import instant, papers
from tests.builders.browsers import signed_in
from tests.builders.bureaus import bureau
from tests.builders.county import County
from tests.builders.nurses import MATTER, NEW_HOSPITAL, draft_of_change, nurse_with_certificate
from tongban.base import clock
from tongban.base.actor import Actor
from tongban.base.models import Person, User
from tongban.cases import actions
from tongban.cases.models import Case, Draft
from tongban.certificates import queries as certificates

PNG = papers.picture()


@pytest.fixture
def here(db: None) -> County:
    build.publish_national()
    return bureau("武侯区卫生健康局（演示）", 1, [MATTER, instant.CHECK])


@pytest.fixture(autouse=True)
def a_day_later() -> Iterator[None]:
    """Every page of a test speaks of the day after the hand-in."""
    with clock.rehearse(build.SPRING + timedelta(days=1)):
        yield


@dataclass
class Nurse:
    """Somebody who applies, and a browser in which she is signed in."""

    person: Person
    actor: Actor
    user: User
    client: Client


@pytest.fixture
def nurse(here: County) -> Nurse:
    """The register is silent about her, so what she hands in waits at the counter."""
    person, actor = nurse_with_certificate(here, confirmed_at=None)
    user = User.objects.get(person=person)
    return Nurse(person, actor, user, signed_in(user))


@pytest.fixture
def draft(here: County, nurse: Nurse) -> Draft:
    """A complete draft of a change of workplace with one file."""
    made = draft_of_change(here, nurse.person, nurse.actor, to=NEW_HOSPITAL)
    actions.upload(made.pk, "identity_card", [PNG], name="身份证.png", actor=nurse.actor, now=here.now)
    return Draft.objects.get(pk=made.pk)


@pytest.fixture
def case(here: County, nurse: Nurse) -> Case:
    """A case of hers that waits at the counter."""
    made = draft_of_change(here, nurse.person, nurse.actor)
    return actions.submit(made.pk, actor=nurse.actor, now=here.now).case


@pytest.fixture
def certificate(nurse: Nurse) -> certificates.Certificate:
    """Her registration."""
    return next(row for row in certificates.certificates_of(nurse.person) if row.type == "nurse-practice")
