"""The document: made by a job from the signed face, readable by machines, broken by the smallest change."""

from __future__ import annotations

import base64
import io
import random
import uuid
from pathlib import Path

import pypdfium2
import pytest
import typst
import zxingcpp
from django.conf import settings
from PIL import Image

from tests.builders.certificates import CITIZEN_ID, CLERK, NOW, NURSE, authority, clinic_certificate, nurse_certificate
from tongban.base.actor import SYSTEM
from tongban.base.eventlog import stream_events
from tongban.certificates import actions, queries, templates
from tongban.certificates.errors import CertificateNotFound, FaceTampered, NoDocumentYet, TemplateFailed
from tongban.certificates.keyring import keyring
from tongban.certificates.models import Certificate, PdfState
from tongban.certificates.pades import validate
from tongban.certificates.signing import chain
from tongban.certificates.typesetting import Typesetter, qr_svg

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> tuple[Certificate, bytes]:
    """A nurse's certificate with the bytes of its document."""
    row = actions.make_pdf(nurse_certificate().pk, actor=SYSTEM, now=NOW)
    with queries.open_pdf(row) as stream:
        return row, stream.read()


def _text(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return "".join(page.get_textpage().get_text_range().split())


def test_the_page_says_what_the_face_says(document: tuple[Certificate, bytes]) -> None:
    row, pdf = document
    text = _text(pdf)
    for item in queries.full_face(row, now=NOW).items:
        assert item.text in text
        assert item.label in text
    for expected in ("护士执业证书", row.number, "锦江区卫生健康局", "二〇二六年三月二日", "演示章", "不具有法律效力"):
        assert expected in text
    assert row.identifier in text


def test_the_qr_code_opens_the_verification_page(document: tuple[Certificate, bytes]) -> None:
    row, pdf = document
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"{settings.TONGBAN_PUBLIC_URL}/verify/{row.token}"
    assert CITIZEN_ID not in code.text
    assert queries.verify(code.text.rsplit("/", 1)[1], now=NOW).valid_today


@pytest.mark.parametrize("seed", range(40))
def test_any_address_is_readable(seed: int) -> None:
    token = base64.urlsafe_b64encode(random.Random(seed).randbytes(16)).decode().rstrip("=")
    address = f"https://zwfw.example.gov.cn/verify/{token}"
    page = '#set page(width: 40mm, height: 40mm)\n#image(bytes(sys.inputs.qr), format: "svg", width: 25mm)'
    made = typst.compile(page.encode(), format="png", ppi=150.0, sys_inputs={"qr": qr_svg(address)})
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(made)))
    assert code.text == address


def test_it_is_one_page_of_pdf_a_with_its_own_fonts(document: tuple[Certificate, bytes]) -> None:
    _, pdf = document
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"NotoSerifSC" in pdf


def test_the_signature_is_good_and_leads_to_our_root(document: tuple[Certificate, bytes]) -> None:
    _, pdf = document
    assert validate(pdf, keyring(now=NOW).chain).good


@pytest.mark.parametrize("place", [100, 5_000, 20_000])
def test_one_changed_byte_breaks_it(document: tuple[Certificate, bytes], place: int) -> None:
    changed = bytearray(document[1])
    changed[place] ^= 1
    assert not validate(bytes(changed), keyring(now=NOW).chain).good


def test_bytes_added_behind_the_signature_are_seen(document: tuple[Certificate, bytes]) -> None:
    assert not validate(document[1] + b"\n% more\n", keyring(now=NOW).chain).complete


def test_another_root_does_not_trust_it(document: tuple[Certificate, bytes], tmp_path: Path) -> None:
    report = validate(document[1], chain.ensure(tmp_path / "signing", now=NOW))
    assert (report.intact, report.trusted) == (True, False)


def test_a_page_without_signature_is_worth_nothing() -> None:
    face = queries.full_face(nurse_certificate(), now=NOW)
    bare = Typesetter(*templates.template("")).pdf(face, "https://example.invalid/verify/x")
    assert not validate(bare, keyring(now=NOW).chain).good


def test_before_the_job_there_is_no_document_but_the_certificate_counts() -> None:
    row = nurse_certificate()
    assert row.pdf_state == PdfState.PENDING
    assert queries.verify(row.token, now=NOW).valid_today
    with pytest.raises(NoDocumentYet):
        queries.open_pdf(row)


def test_a_second_call_makes_no_second_document(document: tuple[Certificate, bytes]) -> None:
    row, _ = document
    again = actions.make_pdf(row.pk, actor=SYSTEM, now=NOW)
    assert again.pdf_id == row.pdf_id
    assert [event.kind for event in stream_events(row.pk)] == ["certificate.issued", "certificate.document_made"]


def test_no_document_is_made_from_a_touched_face() -> None:
    row, other = nurse_certificate(), clinic_certificate()
    Certificate.objects.filter(pk=row.pk).update(face=other.face)
    with pytest.raises(FaceTampered):
        actions.make_pdf(row.pk, actor=SYSTEM, now=NOW)
    assert Certificate.objects.get(pk=row.pk).pdf is None


def test_an_unknown_certificate_has_no_document() -> None:
    with pytest.raises(CertificateNotFound):
        actions.make_pdf(uuid.uuid4(), actor=SYSTEM, now=NOW)


def test_a_broken_template_is_named(broken_template: None) -> None:
    with pytest.raises(TemplateFailed) as caught:
        actions.make_pdf(nurse_certificate().pk, actor=SYSTEM, now=NOW)
    assert "护士执业证书" in caught.value.render()


def test_a_template_reads_nothing_outside_of_its_publication() -> None:
    face = queries.full_face(nurse_certificate(), now=NOW)
    for reach in ('#read("/etc/passwd")', '#read("../../etc/passwd")', '#import "@preview/cetz:0.3.0"'):
        with pytest.raises(TemplateFailed):
            Typesetter({"face.typ": reach}, "face.typ").pdf(face, "x")
    with pytest.raises(TemplateFailed):
        Typesetter({"../outside.typ": ""}, "face.typ")


def test_a_long_face_stays_readable() -> None:
    subjects = [f"第{number}诊疗科目" for number in range(60)]
    row = clinic_certificate(sources={"applicant": {"name": "长名医院" * 15}, "form": {"subjects": subjects}})
    with queries.open_pdf(actions.make_pdf(row.pk, actor=SYSTEM, now=NOW)) as stream:
        pdf = stream.read()
    text = _text(pdf)
    assert subjects[0] in text
    assert subjects[-1] in text


def test_markup_in_an_answer_is_only_text() -> None:
    name = '#read("face.typ") $x$ *强* <b>'
    row = clinic_certificate(sources={"applicant": {"name": name}, "form": {"subjects": ["内科"]}})
    with queries.open_pdf(actions.make_pdf(row.pk, actor=SYSTEM, now=NOW)) as stream:
        assert "".join(name.split()) in _text(stream.read())


def test_a_new_version_gets_a_document_of_its_own(document: tuple[Certificate, bytes]) -> None:
    old, _ = document
    new = actions.reissue(old.pk, NURSE, authority(), actor=CLERK, now=NOW)
    assert new.pdf_state == PdfState.PENDING
    assert actions.make_pdf(new.pk, actor=SYSTEM, now=NOW).pdf_id != old.pdf_id
