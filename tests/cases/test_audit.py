"""What somebody changes behind our back is seen: events, caches, cut tails, dropped cases, seals."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from tests.builders.county import County
from tests.builders.nurses import NEW_HOSPITAL, draft_of_change, nurse_with_certificate
from tongban.base import audit
from tongban.base.actor import SYSTEM
from tongban.base.models import Event, Seal
from tongban.cases import actions, auditing
from tongban.cases.models import Case


def broken_codes() -> set[str]:
    return {item.code for _, found in auditing.verify_all() for item in found}


@pytest.fixture
def granted(county: County) -> Case:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    return actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case


def test_untouched_is_whole(granted: Case) -> None:
    audit.seal_day(date(2026, 3, 2), actor=SYSTEM, now=granted.received_at)
    assert broken_codes() == set()


@pytest.mark.parametrize(
    "statement", ["UPDATE base_event SET payload = '{}'", "DELETE FROM base_event", "TRUNCATE base_event"]
)
def test_the_serving_role_cannot_change_an_event(granted: Case, statement: str) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.filter(stream=granted.pk).count() == 3


def test_a_changed_cache_is_seen(granted: Case) -> None:
    Case.objects.filter(pk=granted.pk).update(outcome="refused")
    assert broken_codes() == {"cache:outcome"}


def test_a_wrong_signature_of_a_seal_is_seen(granted: Case) -> None:
    seal = audit.seal_day(date(2026, 3, 2), actor=SYSTEM, now=granted.received_at)
    assert seal is not None
    Seal(
        day=date(2026, 3, 3),
        previous_digest=seal.digest,
        from_event=seal.to_event,
        to_event=seal.to_event,
        entries=f"{granted.pk} 9 {'a' * 64}",
        digest="b" * 64,
        algorithm=seal.algorithm,
        signature=b"nonsense",
        sealed_at=granted.received_at,
    ).save(force_insert=True)
    assert broken_codes() == {"seal_chain", "seal_signature", "sealed_head_missing"}


def test_a_hash_covers_every_column(granted: Case) -> None:
    from tongban.base.eventlog import event_hash

    event = Event.objects.filter(stream=granted.pk).first()
    assert event is not None
    before = event_hash(event)
    for column, value in {
        "payload": "{}",
        "article": "x",
        "actor_id": "9",
        "region": "1",
        "kind": "case.closed",
    }.items():
        kept = getattr(event, column)
        setattr(event, column, value)
        assert event_hash(event) != before, column
        setattr(event, column, kept)
