"""A small county for tests: places, an authority, officers of every role, people. Named after what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tongban.base import actions as base
from tongban.base import queries
from tongban.base.actor import SYSTEM, Actor, user_actor
from tongban.base.models import Authority, Organisation, Person, Region, User
from tongban.catalogue import actions as catalogue
from tongban.catalogue.models import Listing
from tongban.core.identifiers import org_check_character, uscc_check_character
from tongban.core.packs.loader import load_pack
from tongban.core.packs.location import packs_root
from tongban.core.roles import Role
from tongban.exchange import actions as exchange
from tongban.exchange.models import Register

SPRING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday, ten in the morning in China
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def citizen_id(serial: int, *, born: date = date(1990, 3, 7), region: str = "510107") -> str:
    """A number that can exist: region, birth, serial (odd: male), check character."""
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def uscc(org: str, *, kind: str = "12", region: str = "510107") -> str:
    """A credit code that can exist, around an eight-character organisation code."""
    body = f"{kind}{region}{org}{org_check_character(org)}"
    return body + uscc_check_character(body)


@dataclass
class County:
    """One health bureau with its people. `actor(role)` is the officer of that role."""

    authority: Authority
    officers: dict[Role, User]
    now: datetime

    def actor(self, role: Role) -> Actor:
        viewer = queries.viewer(self.officers[role], on=self.now.date())
        return user_actor(viewer, role)


def county(matters: list[str], *, now: datetime = SPRING) -> County:
    """A county bureau that handles `matters`, with one officer per role."""
    region, _ = Region.objects.get_or_create(code="510107", defaults={"name": "武侯区", "sort_key": "wu hou qu"})
    authority = Authority.objects.create(
        name="武侯区卫生健康局（演示）",
        uscc=uscc("00000001", kind="11"),
        region=region,
        level="4",
        path="1.",
        matters=matters,
    )
    authority.path = f"{authority.pk}."
    authority.save()
    officers = {}
    for role in (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE, Role.AUDITOR):
        user = base.open_account(username=f"{role.value}", password=None, actor=SYSTEM, now=now)
        base.give_post(user, role=role, authority=authority, since=date(2020, 1, 1), actor=SYSTEM, now=now)
        officers[role] = user
    return County(authority, officers, now)


def applicant(name: str = "王小梅", serial: int = 124, *, now: datetime = SPRING) -> tuple[Person, Actor]:
    """A person with an account, and the actor they are."""
    person = base.register_person(name=name, citizen_id=citizen_id(serial), mobile="13800000001", actor=SYSTEM, now=now)
    user = base.open_account(username=f"u{serial}", password=None, person=person, actor=SYSTEM, now=now)
    return person, user_actor(queries.viewer(user, on=now.date()))


def organisation(name: str, org: str, *, now: datetime = SPRING) -> Organisation:
    return base.register_organisation(name=name, uscc=uscc(org, kind="52"), actor=SYSTEM, now=now)


def publish_national(*, now: datetime = SPRING) -> None:
    """The national pack, and its registries open with nothing in them.

    The first time in a process through the real actions, linter and all; a test that rolled back gets the same rows
    again by copy, because publishing thirteen matters takes longer than most tests do.
    """
    path = packs_root() / "national"
    if path not in _published:
        pack = load_pack(path)
        catalogue.publish(pack, actor=SYSTEM, now=now)
        exchange.declare_registries(pack.registries, actor=SYSTEM, now=now)
        _published[path] = (list(Listing.objects.select_related("publication__matter")), list(Register.objects.all()))
        return
    listings, registers = _published[path]
    for listing in listings:
        matter = _copy(listing.publication.matter)
        publication = _copy(listing.publication, matter=matter)
        _copy(listing, publication=publication)
    Register.objects.bulk_create(_blank(register) for register in registers)


_published: dict[Path, tuple[list[Listing], list[Register]]] = {}


def _copy(row: Any, **other: Any) -> Any:
    fresh = _blank(row, **other)
    fresh.save(force_insert=True)
    return fresh


def _blank(row: Any, **other: Any) -> Any:
    """The same values as a new row."""
    own = [field for field in row._meta.concrete_fields if not field.primary_key or field.is_relation]
    fields = [field for field in own if field.name not in other]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields} | other)
