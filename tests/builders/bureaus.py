"""Bureaus with an officer for every staff role, for tests of who may see and do what."""

from __future__ import annotations

from datetime import date, datetime

from tests.builders.county import SPRING, County, uscc
from tongban.base import actions as base
from tongban.base.actor import SYSTEM
from tongban.base.models import Authority, Region
from tongban.core.roles import STAFF_ROLES


def bureau(name: str, serial: int, matters: list[str], *, now: datetime = SPRING) -> County:
    """A county bureau whose officers are called `<role>-<serial>`."""
    region, _ = Region.objects.get_or_create(code="510107", defaults={"name": "武侯区", "sort_key": "wu hou qu"})
    authority = Authority.objects.create(
        name=name, uscc=uscc(f"{serial:08d}", kind="11"), region=region, level="4", path="-", matters=matters
    )
    authority.path = f"{authority.pk}."
    authority.save()
    officers = {}
    for role in sorted(STAFF_ROLES):
        user = base.open_account(
            username=f"{role.value}-{serial}",
            password=None,
            display_name=f"{role.value}{serial}",
            actor=SYSTEM,
            now=now,
        )
        base.give_post(user, role=role, authority=authority, since=date(2020, 1, 1), actor=SYSTEM, now=now)
        officers[role] = user
    return County(authority, officers, now)
