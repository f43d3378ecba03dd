"""Regions, authorities and officers of the demonstration county."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tongban.base import actions as base
from tongban.base import queries
from tongban.base.actor import SYSTEM, Actor, user_actor
from tongban.base.rows import Authority, Region, User
from tongban.cli.seed.invent import REGION, Inventor
from tongban.core.packs.loader import LoadedMatter
from tongban.core.roles import CASE_ROLES, Role

SINCE = date(2020, 1, 1)
_CASE_POSTS = ((Role.CLERK,), (Role.REVIEWER,), (Role.SECTION_HEAD,), (Role.CHIEF_REPRESENTATIVE,))
_COUNTY_POSTS = (*_CASE_POSTS, (Role.AUDITOR,), (Role.INSPECTOR,), (Role.HOTLINE,), (Role.CONTENT_OFFICER,),
                 (Role.ADMINISTRATOR,))  # fmt: skip
_SMALL_POSTS = ((Role.CLERK, Role.REVIEWER), (Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE))
# Matters that institutions themselves decide: births and deaths are certified where they happen (母婴保健法 23).
OF_INSTITUTIONS = ("birth", "death")


@dataclass(frozen=True)
class Place:
    """A body to be made: key, name, level (GB/T 39046 A.2), its parent's key, the posts of its officers."""

    key: str
    name: str
    level: str
    parent: str | None
    region: str
    posts: Sequence[Sequence[Role]] = ()


PLACES = (
    Place("province", "四川省卫生健康委员会（演示）", "2", None, "510000", _SMALL_POSTS),
    Place("city", "清川市卫生健康委员会（演示）", "3", "province", "519900", _CASE_POSTS),
    Place("county", "青江县卫生健康局（演示）", "4", "city", REGION, _COUNTY_POSTS),
    Place("hospital", "青江县人民医院（出生、死亡证明签发点，演示）", "4", "county", REGION, _SMALL_POSTS),
    Place("township", "青江县柳荫镇卫生院（死亡证明签发点，演示）", "5", "county", REGION, _SMALL_POSTS),
    Place("police", "青江县公安局（演示）", "4", None, REGION),
    Place("market", "青江县市场监督管理局（演示）", "4", None, REGION),
)
REGIONS = (
    ("510000", "四川省（演示）", "si chuan sheng"),
    ("519900", "清川市（演示）", "qing chuan shi"),
    (REGION, "青江县（演示）", "qing jiang xian"),
)
ROLE_WORDS = {
    Role.CLERK: "窗口", Role.REVIEWER: "审查", Role.SECTION_HEAD: "处室负责人", Role.CHIEF_REPRESENTATIVE: "首席代表",
    Role.AUDITOR: "审计", Role.INSPECTOR: "监督", Role.HOTLINE: "热线", Role.CONTENT_OFFICER: "事项管理",
    Role.ADMINISTRATOR: "系统管理",
}  # fmt: skip


@dataclass(frozen=True)
class Officer:
    """A person in office, with every role they hold at one authority."""

    user: User
    name: str
    place: Place
    roles: tuple[Role, ...]
    actor: Actor


@dataclass
class Offices:
    """The authorities by key, and who works where."""

    authorities: dict[str, Authority] = field(default_factory=dict)
    officers: list[Officer] = field(default_factory=list)

    def handler_of(self, loaded: LoadedMatter) -> str:
        """The key of the authority that the county's people go to with a matter."""
        for key in ("hospital", "township", "county", "city", "province"):
            if loaded.matter.matter in self.authorities[key].matters:
                return key
        raise LookupError(loaded.matter.matter)

    def officer(self, key: str, role: str) -> Actor:
        """Who acts in a role at an authority. A small office leaves more than one role to one person."""
        wanted = Role(role)
        found = next(item for item in self.officers if item.place.key == key and wanted in item.roles)
        return found.actor.acting_as(wanted)


def make(matters: Iterable[LoadedMatter], invent: Inventor, *, encoded: str, now: datetime) -> Offices:
    """Write down the places and open the officers' accounts, all with the same hashed password."""
    offices, regions = Offices(), _regions(now)
    known = list(matters)
    for place in PLACES:
        parent = offices.authorities.get(place.parent or "")
        offices.authorities[place.key] = base.register_authority(
            name=place.name,
            uscc=invent.uscc("11" if place.key not in ("hospital", "township") else "12"),
            region=regions[place.region],
            level=place.level,
            parent=parent,
            matters=[item.matter.matter for item in known if _handles(place, item)],
            phone="0000-1234567",
            address=invent.address() if place.region == REGION else "",
            actor=SYSTEM,
            now=now,
        )
    for place in PLACES:
        for roles in place.posts:
            offices.officers.append(_officer(offices, place, tuple(roles), invent, encoded, now))
    return offices


def _regions(now: datetime) -> dict[str, Region]:
    made: dict[str, Region] = {}
    parent = None
    for code, name, sort_key in REGIONS:
        parent = base.register_region(code=code, name=name, sort_key=sort_key, parent=parent, actor=SYSTEM, now=now)
        made[code] = parent
    return made


def _handles(place: Place, loaded: LoadedMatter) -> bool:
    if not {role for roles in place.posts for role in roles} & CASE_ROLES:
        return False
    key = loaded.matter.matter
    if any(word in key for word in OF_INSTITUTIONS):
        return place.key == "hospital" or (place.key == "township" and "death" in key)
    if place.key in ("hospital", "township"):
        return False
    levels = set(loaded.matter.levels)
    nearest = {"county": "4", "city": "3", "province": "2"}[place.key]
    return nearest in levels or (place.key == "county" and not levels & {"2", "3", "4"})


def _officer(
    offices: Offices, place: Place, roles: tuple[Role, ...], invent: Inventor, encoded: str, now: datetime
) -> Officer:
    prefix = "" if place.key == "county" else f"{place.key}-"
    name = invent.person_name()
    user = base.open_account(
        username=f"{prefix}{roles[0].value.replace('_', '-')}",
        password=None,
        display_name=name,
        encoded=encoded,
        actor=SYSTEM,
        now=now,
    )
    for role in roles:
        authority = offices.authorities[place.key]
        base.give_post(user, role=role, authority=authority, since=SINCE, actor=SYSTEM, now=now)
    return Officer(user, name, place, roles, user_actor(queries.viewer(user, on=now.date()), roles[0]))
