"""Columns are caches: what was changed past the event stream shows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.certificates import CLERK, HEAD_OF_SECTION, NOW, NURSE, authority, nurse_certificate
from tongban.base.eventlog import stream_events
from tongban.certificates import actions
from tongban.certificates.audit import check_stream
from tongban.certificates.models import Certificate

pytestmark = pytest.mark.django_db


def _codes(row: Certificate) -> list[str]:
    return [broken.code for broken in check_stream(row.pk, stream_events(row.pk))]


def test_what_the_actions_did_fits() -> None:
    row = nurse_certificate()
    actions.suspend(row.pk, decision="锦卫罚〔2026〕3号", actor=HEAD_OF_SECTION, now=NOW)
    actions.resume(row.pk, decision="锦卫罚〔2026〕4号", actor=HEAD_OF_SECTION, now=NOW)
    new = actions.amend(row.pk, NURSE, authority(), sources={}, actor=CLERK, now=NOW)
    assert _codes(row) == _codes(new) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "suspended"}, "certificate_state"),
        ({"head_hash": "0" * 64}, "certificate_head"),
        ({"face_digest": "0" * 64}, "certificate_face"),
    ],
)
def test_a_changed_column_shows(changes: dict[str, Any], code: str) -> None:
    row = nurse_certificate()
    Certificate.objects.filter(pk=row.pk).update(**changes)
    assert _codes(row) == [code]


def test_a_dropped_certificate_shows() -> None:
    row = nurse_certificate()
    recorded = stream_events(row.pk)
    Certificate.objects.filter(pk=row.pk).delete()
    assert [broken.code for broken in check_stream(row.pk, recorded)] == ["certificate_missing"]
