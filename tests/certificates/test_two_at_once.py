"""Two people act on one certificate at the same moment: one wins, the other is told so, nothing is written twice."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from tests.builders.certificates import (
    CLERK,
    NOW,
    NURSE,
    NURSE_LABELS,
    NURSE_SOURCES,
    authority,
    nurse,
    nurse_certificate,
)
from tongban.base.actor import SYSTEM
from tongban.base.audit import verify_stream
from tongban.base.eventlog import stream_events
from tongban.certificates import actions
from tongban.certificates.errors import AlreadyIssued
from tongban.certificates.models import Certificate
from tongban.core.errors import TongbanError
from tongban.core.lifecycle import OutOfOrder


def test_one_of_four_changes_wins(fresh_db: str) -> None:
    old, issuer, start = nurse_certificate(), authority(), Barrier(4)

    def change(number: int) -> str:
        sources = {"form": {"institution_name": f"第{number}人民医院"}}
        start.wait()
        try:
            return str(actions.amend(old.pk, NURSE, issuer, sources=sources, actor=CLERK, now=NOW).pk)
        except TongbanError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(change, range(4)))
    assert told.count(OutOfOrder.__name__) == 3
    assert Certificate.objects.count() == 2
    assert verify_stream(stream_events(old.pk)) == []
    assert [event.kind for event in stream_events(old.pk)] == ["certificate.issued", "certificate.superseded"]


def test_a_double_click_makes_one_certificate(fresh_db: str) -> None:
    holder, issuer, start, origin = nurse(), authority(), Barrier(3), uuid.uuid4()
    nurse_certificate()  # loads the keys

    def issue(_: int) -> str:
        start.wait()
        try:
            row = actions.issue(
                NURSE, holder, issuer, sources=NURSE_SOURCES, labels=NURSE_LABELS, origin=origin, actor=SYSTEM, now=NOW
            )
            return str(row.pk)
        except TongbanError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(issue, range(3)))
    assert told.count(AlreadyIssued.__name__) == 2
    assert Certificate.objects.filter(origin=origin).count() == 1
