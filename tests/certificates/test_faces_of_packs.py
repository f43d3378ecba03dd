"""Every face that a matter brings along can be typeset, on one page, with every item it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from tests.builders.certificates import NOW, NURSE, nurse_certificate
from tongban.base.actor import Actor, ActorKind
from tongban.catalogue import actions as catalogue
from tongban.certificates import actions, queries, templates
from tongban.certificates.faces import Face, FaceHead, FaceItem, Holder, Issuer, validity_text
from tongban.certificates.typesetting import typesetter
from tongban.core.packs.catalogues import CertificateType
from tongban.core.packs.form import FieldType
from tongban.core.packs.loader import LoadedMatter, load_pack
from tongban.core.packs.location import packs_root
from tongban.core.roles import Role

PUBLISHER = Actor(ActorKind.USER, "3", Role.CONTENT_OFFICER)
ISSUER = Issuer("成都市锦江区卫生健康局", "11510104MB1234567A")
SAMPLES = {
    FieldType.DATE: "2026年3月2日",
    FieldType.LONG_TEXT: "一段比较长的说明文字，写明许可的范围、条件和注意事项。" * 3,
    FieldType.CHOICES: "预防保健科、全科医疗科、内科、外科、妇产科、儿科、中医科",
    FieldType.CITIZEN_ID: "11010519491231002X",
    FieldType.ADDRESS: "四川省成都市锦江区莲桂西路66号附3号",
    FieldType.ORGANISATION_NAME: "成都市锦江区莲新街道社区卫生服务中心",
}


def _faces() -> list[tuple[LoadedMatter, str]]:
    pack = load_pack(packs_root() / "national")
    return [
        (matter, key)
        for matter in pack.matters.values()
        if matter.face_source is not None
        for key in sorted({v.result.certificate for v in matter.matter.variants.values() if v.result.certificate})
    ]


def sample(key: str, definition: CertificateType) -> Face:
    """A face of the type with the longest values that are usual."""
    head = FaceHead(
        type=key,
        title=definition.name,
        identifier="1.2.156.3005.2.11100000MB0000000XX01.11510104MB1234567A.20260000000000000001.001.A",
        number="202651010400000001",
        version=1,
        holder=Holder(definition.holder, "张晓梅"),
        issuer=ISSUER,
        issued_on=date(2026, 3, 2),
        valid_from=date(2026, 3, 2),
        valid_to=date(2031, 3, 1),
    )
    items = (
        FaceItem(name, field.label, field.type, field.personal, None, SAMPLES.get(field.type, "张晓梅"))
        for name, field in definition.face.items()
    )
    return Face(head, tuple(items))


@pytest.mark.parametrize(("matter", "key"), [pytest.param(m, k, id=f"{m.matter.matter}-{k}") for m, k in _faces()])
def test_a_face_of_the_pack(matter: LoadedMatter, key: str) -> None:
    definition = matter.catalogues.certificates[key]
    face = sample(key, definition)
    files, main = templates.of_matter(matter)
    document = pypdfium2.PdfDocument(typesetter(files, main).pdf(face, "https://example.invalid/verify/x"))
    assert len(document) == 1
    text = "".join(document[0].get_textpage().get_text_range().split())
    for expected in (face.head.number, ISSUER.name, validity_text(face.head.valid_from, face.head.valid_to), "演示"):
        assert expected in text


def test_the_pack_has_faces() -> None:
    assert _faces()


@pytest.mark.django_db
def test_a_certificate_keeps_the_face_it_was_published_with(every_kind_is_wired: None) -> None:
    (published,) = [
        each
        for each in catalogue.publish_pack(packs_root() / "national", linter=lambda pack: (), actor=PUBLISHER, now=NOW)
        if each.matter == "nurse-practice-registration"
    ]
    row = nurse_certificate(kind=replace(NURSE, publication=published.digest))
    with queries.open_pdf(actions.make_pdf(row.pk, actor=PUBLISHER, now=NOW)) as stream:
        document = pypdfium2.PdfDocument(stream.read())
    assert "根据《护士条例》" in "".join(document[0].get_textpage().get_text_range().split())
