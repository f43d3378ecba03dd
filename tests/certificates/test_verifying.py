"""What a stranger is told, what is masked, who may see all, and that a touched row shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.builders.certificates import (
    CITIZEN_ID,
    HEAD_OF_SECTION,
    NOW,
    authority,
    clinic,
    clinic_certificate,
    nurse,
    nurse_certificate,
)
from tongban.base import crypto
from tongban.base.actor import SYSTEM
from tongban.base.permissions import ANONYMOUS, HeldPost, Viewer
from tongban.certificates import actions, queries
from tongban.certificates.errors import CertificateNotFound, FaceTampered
from tongban.certificates.faces import face_digest
from tongban.certificates.models import Certificate, VerificationLog
from tongban.certificates.states import Standing
from tongban.core.roles import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_personal_items_are_masked() -> None:
    shown = {item.key: item.text for item in queries.verify(nurse_certificate().token, now=NOW).items}
    assert shown["name"] == "张**"
    assert shown["citizen_id"] == "110*************2X"
    assert shown["born_on"] == "1949年**月**日"
    assert shown["institution_name"] == "锦江区莲新街道社区卫生服务中心"
    assert CITIZEN_ID not in repr(shown)


def test_an_identifier_can_be_guessed_so_it_shows_no_items() -> None:
    row = nurse_certificate()
    answer = queries.verify(row.identifier.lower(), now=NOW)
    assert answer.valid_today
    assert answer.items == ()


@pytest.mark.parametrize("unknown", ["", "x", "a" * 3000, "a\x00b", "1.2.156.3005.2.x", "\ud800"])
def test_what_is_not_there_is_not_found(unknown: str) -> None:
    with pytest.raises(CertificateNotFound):
        queries.verify(unknown, now=NOW)


def test_every_public_question_leaves_a_line_without_the_token() -> None:
    row = nurse_certificate()
    actions.verify_publicly(row.token, actor=SYSTEM, now=NOW)
    with pytest.raises(CertificateNotFound):
        actions.verify_publicly("guessed \ud800", actor=SYSTEM, now=NOW)
    lines = list(VerificationLog.objects.order_by("pk").values_list("result", flat=True))
    assert lines == ["valid", "not_found"]
    assert not VerificationLog.objects.filter(token_digest=row.token).exists()


def test_a_face_from_elsewhere_does_not_pass() -> None:
    mine, other = nurse_certificate(), clinic_certificate()
    Certificate.objects.filter(pk=mine.pk).update(face=other.face, face_digest=other.face_digest)
    answer = queries.verify(mine.token, now=NOW)
    assert not answer.signature_valid
    assert not answer.valid_today
    assert answer.items == ()


def test_a_changed_face_does_not_pass_even_with_its_digest_mended() -> None:
    row = nurse_certificate()
    text = crypto.decrypt_text(row.face).replace("张晓梅", "张晓海")
    digest = face_digest(text)
    Certificate.objects.filter(pk=row.pk).update(face=crypto.encrypt_text(text), face_digest=digest)
    assert not queries.verify(row.token, now=NOW).signature_valid
    with pytest.raises(FaceTampered):
        queries.full_face(Certificate.objects.get(pk=row.pk), now=NOW)


@pytest.mark.parametrize(
    "changes", [{"valid_to": date(2099, 1, 1)}, {"number": "1"}, {"issued_on": date(2020, 1, 1)}, {"version": 7}]
)
def test_a_changed_column_does_not_pass(changes: dict[str, Any]) -> None:
    row = nurse_certificate()
    Certificate.objects.filter(pk=row.pk).update(**changes)
    assert not queries.verify(row.token, now=NOW).signature_valid


def test_flipped_bytes_of_the_face_do_not_pass() -> None:
    row = nurse_certificate()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE certificates_certificate SET face = set_byte(face, 40, 255 - get_byte(face, 40)) WHERE id = %s",
            [row.pk],
        )
    assert not queries.verify(row.token, now=NOW).valid_today


def test_the_holder_and_the_issuers_staff_may_read_all() -> None:
    row = nurse_certificate()
    holder = Viewer(user_id=1, person_id=nurse().pk)
    staff = Viewer(user_id=2, posts=(HeldPost(Role.REVIEWER, authority().pk, authority().path),))
    auditor_above = Viewer(user_id=3, posts=(HeldPost(Role.AUDITOR, 999, "/"),))
    for viewer in (holder, staff, auditor_above):
        assert queries.access_certificate(row.pk, viewer=viewer) == row


def test_others_are_told_that_it_is_not_there() -> None:
    row = nurse_certificate()
    stranger = Viewer(user_id=1, person_id=nurse().pk + 1000, organisation_ids=frozenset({clinic().pk}))
    administrator = Viewer(user_id=2, posts=(HeldPost(Role.ADMINISTRATOR, authority().pk, authority().path),))
    for viewer in (ANONYMOUS, stranger, administrator):
        with pytest.raises(CertificateNotFound):
            queries.access_certificate(row.pk, viewer=viewer)


def test_who_represents_the_body_may_read_its_licence() -> None:
    row = clinic_certificate()
    agent = Viewer(user_id=1, person_id=5, organisation_ids=frozenset({clinic().pk}))
    assert queries.access_certificate(row.pk, viewer=agent) == row


def test_facts_for_rules() -> None:
    row = nurse_certificate()
    facts = queries.facts_for_rules(nurse(), TODAY, now=NOW, types=["nurse-practice", "physician-practice"])
    assert facts["physician_practice"] == {"found": False}
    known = facts["nurse_practice"]
    assert known["found"] is True
    assert (known["number"], known["status"], known["valid_to"]) == (row.number, "valid", "2031-03-01")
    assert known["institution_name"] == "锦江区莲新街道社区卫生服务中心"


def test_facts_say_what_was_suspended_or_has_expired() -> None:
    row = nurse_certificate()
    late = TODAY + timedelta(days=2000)
    assert queries.facts_for_rules(nurse(), late, now=NOW)["nurse_practice"]["status"] == "expired"
    actions.suspend(row.pk, decision="锦卫罚〔2026〕3号", actor=HEAD_OF_SECTION, now=NOW)
    assert queries.facts_for_rules(nurse(), TODAY, now=NOW)["nurse_practice"]["status"] == "suspended"


def test_the_one_in_force_goes_before_a_newer_one_that_is_not() -> None:
    valid, newer = nurse_certificate(), nurse_certificate(now=NOW + timedelta(days=3))
    actions.revoke(newer.pk, decision="锦卫决〔2026〕9号", actor=HEAD_OF_SECTION, now=NOW + timedelta(days=4))
    assert queries.latest_of_type(nurse(), "nurse-practice", TODAY) == valid


def test_facts_leave_out_what_was_tampered_with() -> None:
    row = nurse_certificate()
    Certificate.objects.filter(pk=row.pk).update(signature_value=b"nothing")
    assert queries.facts_for_rules(nurse(), TODAY, now=NOW)["nurse_practice"] == {"found": False}


def test_standing_has_words() -> None:
    assert queries.verify(nurse_certificate().token, now=NOW).standing_title.render() == "有效"
    assert queries.Standing is Standing
