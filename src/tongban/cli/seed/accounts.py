"""The people a visitor can sign in as, and what each can try."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tongban.cli.seed.places import ROLE_WORDS, Offices
from tongban.core.roles import Role

FILE = "demo-accounts.json"


@dataclass(frozen=True)
class Account:
    """One line of the sign-in page's list. `says` is what to try, in Chinese."""

    username: str
    password: str
    name: str
    role: str
    says: str


@dataclass(frozen=True)
class Persona:
    """An applicant with a story. `matters` are (key, variant) in order of preference: the first that exists is made
    ready to be applied for; `past` are fates of earlier applications of the same kind of applicant."""

    username: str
    name: str
    of_person: bool
    male: bool
    body: str
    matters: tuple[tuple[str, str], ...]
    past: tuple[str, ...]
    says: str


PERSONAS = (
    Persona(
        "nurse", "王小梅", True, False, "", (("nurse-practice-registration", "change"),), ("closed",),
        "护士，用手机办事。新单位已确认聘用：试试“变更执业地点”，当场办结出证。",
    ),
    Persona(
        "clinic-owner", "陈国栋", False, True, "青江县惠民村卫生室",
        (("medical-institution-verification", "village_clinic_check"), ("public-place-sanitary-permit", "new")),
        ("correction", "closed"),
        "村卫生室负责人。有一件等着补正；办“校验”，作出承诺就当场办结。",
    ),
    Persona(
        "family", "李秀英", True, False, "",
        (("death-certificate", "in_institution"), ("birth-medical-certificate", "first_in")),
        ("issued",),
        "刚失去亲人的家属。填一张表，信息从登记库带出，不用跑。",
    ),
    Persona(
        "hospital-agent", "赵明辉", False, True, "青江县康宁医院",
        (("medical-advertisement-review", ""), ("medical-institution-registration", "")),
        ("reviewing", "not_accepted"),
        "医院的经办人，替单位办事。可以看到正在审查的和不予受理的办件。",
    ),
)  # fmt: skip

STAFF_SAYS = {
    Role.CLERK: "窗口：收件、受理、一次告知补正、送达、替没有手机的人代办",
    Role.REVIEWER: "审查：按步骤审，写审查意见",
    Role.SECTION_HEAD: "处室负责人：作出决定、延长期限、接手别人的办件",
    Role.CHIEF_REPRESENTATIVE: "首席代表：窗口上全权办理",
    Role.AUDITOR: "审计：看本机关和下级的全部办件，不能改",
    Role.INSPECTOR: "监督员：看办件和证照",
    Role.HOTLINE: "热线坐席",
    Role.CONTENT_OFFICER: "事项管理员：看事项内容",
    Role.ADMINISTRATOR: "系统管理员：账号和岗位，不办件",
}


def staff_accounts(offices: Offices, password: str) -> Iterable[Account]:
    """One per officer, the county's own first."""
    for officer in sorted(offices.officers, key=lambda item: item.place.key != "county"):
        words = "、".join(ROLE_WORDS[role] for role in officer.roles)
        says = "；".join(STAFF_SAYS[role] for role in officer.roles)
        role = f"{officer.place.name.replace('（演示）', '').replace('，演示', '')} {words}"
        yield Account(officer.user.username, password, officer.name, role, says)


def write(path: Path, accounts: Iterable[Account]) -> None:
    """Replace the list in one step; only its owner may read it."""
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump([asdict(account) for account in accounts], stream, ensure_ascii=False, indent=1)
    draft.replace(path)
