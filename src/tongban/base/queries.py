"""Reads of the ground floor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tongban.base import crypto
from tongban.base.models import Authority, Notification, Organisation, Person, Region, Representation, User
from tongban.base.permissions import ANONYMOUS, HeldPost, Viewer
from tongban.core.roles import Role


def viewer(user: User, *, on: date) -> Viewer:
    """What this user may do on a day: three queries at most, none for an anonymous visitor."""
    if not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    posts = user.posts.filter(in_force).values_list("role", "authority_id", "authority__path")
    bodies: frozenset[int] = frozenset()
    if user.person_id:
        rows = Representation.objects.filter(in_force, person_id=user.person_id)
        bodies = frozenset(rows.values_list("organisation_id", flat=True))
    return Viewer(
        user_id=user.pk,
        person_id=user.person_id,
        organisation_ids=bodies,
        posts=tuple(HeldPost(Role(role), authority, path) for role, authority, path in posts),
    )


def person_by_citizen_id(citizen_id: str) -> Person | None:
    """Found by blind index; the number is compared in its upper-case form."""
    return Person.objects.filter(citizen_id_index=crypto.blind_index(citizen_id.upper(), purpose="citizen_id")).first()


def person_by_mobile(mobile: str) -> Person | None:
    return Person.objects.filter(mobile_index=crypto.blind_index(mobile, purpose="mobile")).first()


def person(pk: int) -> Person | None:
    return Person.objects.filter(pk=pk).first()


def organisation_by_uscc(uscc: str) -> Organisation | None:
    return Organisation.objects.filter(uscc=uscc.upper()).first()


def organisation(pk: int) -> Organisation | None:
    return Organisation.objects.filter(pk=pk).first()


def account_exists(username: str) -> bool:
    """Whether the name of a sign-in is taken."""
    return User.objects.filter(username=username).exists()


def user_by_name(username: str) -> User | None:
    """The active account of that name, for the operator's command line."""
    return User.objects.filter(username=username, is_active=True).first()


def organisations_of(viewer: Viewer) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=viewer.organisation_ids).order_by("pk"))


def authorities_for(matter: str, *, region: str | None = None) -> list[Authority]:
    """The authorities that handle a matter, in a region or anywhere."""
    rows = Authority.objects.filter(matters__contains=[matter]).select_related("region").order_by("level", "name")
    return list(rows.filter(region=region) if region else rows)


def authority(pk: int) -> Authority | None:
    return Authority.objects.select_related("region").filter(pk=pk).first()


def authorities_below(paths: Iterable[str]) -> set[int]:
    """The authorities at or below these paths."""
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(path__startswith=path)
    return set(Authority.objects.filter(wanted).values_list("pk", flat=True))


def regions() -> list[Region]:
    return list(Region.objects.order_by("sort_key"))


def unread_notifications(user_id: int) -> int:
    return Notification.objects.filter(user_id=user_id, read_at__isnull=True).count()


def notifications(user_id: int, *, limit: int = 50) -> list[Notification]:
    return list(Notification.objects.filter(user_id=user_id).order_by("-created_at")[:limit])
