"""Certificates, their types and holders for tests, named after what they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tongban.base import actions as base
from tongban.base.actor import SYSTEM, Actor, ActorKind
from tongban.base.models import Authority, Organisation, Person, Region
from tongban.certificates import actions
from tongban.certificates.models import Certificate
from tongban.certificates.policy import Kind
from tongban.core.packs.catalogues import CertificateType
from tongban.core.roles import Role

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten o'clock in the morning in China
HEAD_OF_SECTION = Actor(ActorKind.USER, "7", Role.SECTION_HEAD)
CLERK = Actor(ActorKind.USER, "8", Role.CLERK)
APPLICANT = Actor(ActorKind.USER, "9", Role.APPLICANT)
CITIZEN_ID = "11010519491231002X"  # the example of GB 11643
ORGANISATION_CODE = "91350100M000100Y43"  # the example of GB 32100

NURSE = Kind(
    "nurse-practice",
    CertificateType.model_validate(
        {
            "name": "护士执业证书",
            "holder": "person",
            "type_code": "X01",
            "type_code_confidence": "unsure",
            "validity": 5,
            "validity_unit": "year",
            "confidence": "known",
            "face": {
                "name": {"label": "姓名", "type": "person_name", "personal": True, "source": "applicant.name"},
                "citizen_id": {
                    "label": "身份证号",
                    "type": "citizen_id",
                    "personal": True,
                    "source": "applicant.citizen_id",
                },
                "gender": {"label": "性别", "type": "choice", "source": "form.gender"},
                "born_on": {"label": "出生日期", "type": "date", "personal": True, "source": "form.born_on"},
                "institution_name": {
                    "label": "执业机构",
                    "type": "organisation_name",
                    "source": "form.institution_name",
                },
            },
        }
    ),
)
CLINIC = Kind(
    "institution-practice",
    CertificateType.model_validate(
        {
            "name": "医疗机构执业许可证",
            "holder": "organisation",
            "type_code": "X02",
            "type_code_confidence": "unsure",
            "confidence": "known",
            "face": {
                "name": {"label": "机构名称", "type": "organisation_name", "source": "applicant.name"},
                "subjects": {"label": "诊疗科目", "type": "choices", "source": "form.subjects"},
            },
        }
    ),
)
NURSE_SOURCES: Mapping[str, Any] = {
    "applicant": {"name": "张晓梅", "citizen_id": CITIZEN_ID},
    "form": {"gender": "female", "born_on": "1949-12-31", "institution_name": "锦江区莲新街道社区卫生服务中心"},
}
NURSE_LABELS = {"form.gender": {"female": "女", "male": "男"}}


def authority(name: str = "锦江区卫生健康局") -> Authority:
    """A county's authority with its region."""
    region, _ = Region.objects.get_or_create(code="510104", defaults={"name": "锦江区", "sort_key": "jinjiangqu"})
    body, _ = Authority.objects.get_or_create(
        uscc="11510104MB1234567A", defaults={"name": name, "region": region, "level": "4", "path": "/1/"}
    )
    return body


def nurse() -> Person:
    """A person who holds, or will hold, a nurse's certificate."""
    return base.register_person(name="张晓梅", citizen_id=CITIZEN_ID, actor=SYSTEM, now=NOW)


def clinic() -> Organisation:
    """A body that holds, or will hold, an institution's licence."""
    return base.register_organisation(
        name="锦江区莲新街道社区卫生服务中心", uscc=ORGANISATION_CODE, actor=SYSTEM, now=NOW
    )


def nurse_certificate(*, kind: Kind = NURSE, now: datetime = NOW, **changes: Any) -> Certificate:
    """An issued nurse's certificate."""
    given = {"sources": NURSE_SOURCES, "labels": NURSE_LABELS, "actor": SYSTEM, "now": now, **changes}
    return actions.issue(kind, nurse(), authority(), **given)


def clinic_certificate(*, now: datetime = NOW, **changes: Any) -> Certificate:
    """An issued licence of a medical institution."""
    sources = {"applicant": {"name": clinic().name}, "form": {"subjects": ["内科", "中医科"]}}
    given = {"sources": sources, "actor": SYSTEM, "now": now, **changes}
    return actions.issue(CLINIC, clinic(), authority(), **given)
