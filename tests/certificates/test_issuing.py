"""Issuing: one transaction with event and job, verifiable at once, never twice."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.builders.certificates import (
    CITIZEN_ID,
    CLINIC,
    NOW,
    NURSE,
    NURSE_LABELS,
    NURSE_SOURCES,
    authority,
    clinic_certificate,
    nurse,
    nurse_certificate,
)
from tongban.base.actor import SYSTEM
from tongban.base.audit import verify_stream
from tongban.base.eventlog import head_of, stream_events
from tongban.certificates import actions, queries
from tongban.certificates.errors import AlreadyIssued, FaceIncomplete
from tongban.certificates.models import Certificate
from tongban.certificates.policy import Validity
from tongban.certificates.states import Standing
from tongban.core.identifiers import check_certificate_id

pytestmark = pytest.mark.django_db
STATEMENTS = 5  # serial, time, certificate, event, job


def test_an_issued_certificate_is_signed_and_valid_at_once() -> None:
    row = nurse_certificate()
    answer = queries.verify(row.token, now=NOW)
    assert answer.valid_today
    assert answer.signature_valid
    assert answer.holder == "张**"
    assert (row.valid_from, row.valid_to) == (date(2026, 3, 2), date(2031, 3, 1))
    assert row.number.startswith("2026510104")


def test_the_identifier_passes_the_national_check() -> None:
    row = nurse_certificate()
    checked = check_certificate_id(row.identifier)
    assert checked.valid
    assert checked.parts["type"] == NURSE.type_code
    assert checked.parts["issuer"] == authority().uscc
    assert checked.parts["version"] == "001"


def test_event_and_job_are_written_with_it() -> None:
    row = nurse_certificate(origin=uuid.UUID(int=5))
    (event,) = stream_events(row.pk)
    assert (event.kind, event.article, event.region) == ("certificate.issued", "行政许可法 39", "510104")
    assert verify_stream([event]) == []
    assert row.head == head_of(row.pk)
    assert ProcrastinateJob.objects.filter(args={"certificate_id": str(row.pk)}).count() == 1


def test_the_event_holds_no_personal_data() -> None:
    row = nurse_certificate()
    (event,) = stream_events(row.pk)
    for secret in (CITIZEN_ID, "张晓梅", row.number, row.token, "社区卫生服务中心"):
        assert secret not in event.payload


def test_the_face_is_not_readable_in_the_database() -> None:
    row = nurse_certificate()
    assert CITIZEN_ID.encode() not in bytes(row.face)
    assert queries.full_face(row, now=NOW).value("citizen_id") == CITIZEN_ID


def test_nothing_stays_of_a_refused_issue() -> None:
    with pytest.raises(FaceIncomplete), transaction.atomic():
        actions.issue(NURSE, nurse(), authority(), sources={}, actor=SYSTEM, now=NOW)
    assert not Certificate.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="certificates.make_pdf").exists()


def test_one_case_gets_one_certificate() -> None:
    nurse_certificate(origin=uuid.UUID(int=5))
    with pytest.raises(AlreadyIssued), transaction.atomic():
        nurse_certificate(origin=uuid.UUID(int=5))


def test_one_number_is_given_once() -> None:
    first = nurse_certificate(number="2026医字第1号")
    with pytest.raises(AlreadyIssued) as caught, transaction.atomic():
        nurse_certificate(number=first.number)
    assert first.number in caught.value.render()


def test_numbers_never_repeat() -> None:
    rows = [nurse_certificate() for _ in range(3)]
    assert (
        len({row.number for row in rows}) == len({row.identifier for row in rows}) == len({r.token for r in rows}) == 3
    )


def test_a_body_can_hold_and_its_name_is_public() -> None:
    row = clinic_certificate()
    answer = queries.verify(row.token, now=NOW)
    assert answer.holder == "锦江区莲新街道社区卫生服务中心"
    assert [item.text for item in answer.items] == ["锦江区莲新街道社区卫生服务中心", "内科、中医科"]
    assert answer.valid_to is None


def test_a_period_of_the_case_goes_before_the_types() -> None:
    period = Validity(date(2026, 4, 1), date(2026, 9, 30))
    row = nurse_certificate(validity=period)
    assert queries.verify(row.token, now=NOW).standing is Standing.NOT_YET_VALID


@pytest.mark.parametrize("changes", [{"organisation_id": None, "person_id": None}, {"valid_to": date(2020, 1, 1)}])
def test_the_database_itself_refuses_nonsense(changes: dict[str, Any]) -> None:
    row = nurse_certificate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(**changes)


def test_issuing_stays_cheap() -> None:
    holder, issuer = nurse(), authority()
    nurse_certificate()  # loads the keys
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as told,
    ):
        actions.issue(NURSE, holder, issuer, sources=NURSE_SOURCES, labels=NURSE_LABELS, actor=SYSTEM, now=NOW)
    assert len(told) <= STATEMENTS, "\n".join(query["sql"][:90] for query in told)


def test_types_do_not_share_numbers() -> None:
    assert CLINIC.type_code != NURSE.type_code
    nurse_certificate(number="一号")
    assert clinic_certificate(number="一号").number == "一号"
