"""Writes of the ground floor: people, bodies, accounts, posts, notifications."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongban.base import crypto, eventlog, queries, writes
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.models import Authority, Notification, Organisation, Person, Post, Region, Representation, User
from tongban.core.errors import InvalidInput
from tongban.core.identifiers import check_citizen_id, check_uscc
from tongban.core.messages import N_, Message
from tongban.core.roles import Role
from tongban.core.text import clean


@transaction.atomic
def register_person(*, name: str, citizen_id: str, mobile: str = "", actor: Actor, now: datetime) -> Person:
    """Find the person by identity number, or write them down. Raises InvalidInput for a number that cannot exist."""
    checked = check_citizen_id(citizen_id, on=now.date())
    if not checked.valid:
        raise InvalidInput(what=Message(N_("身份证号")), why=checked.reason)
    number = checked.value
    found = queries.person_by_citizen_id(number)
    if found:
        return found
    mobile = clean(mobile, what=Message(N_("手机号码")), max_length=20)
    person = Person.objects.create(
        name=clean(name, what=Message(N_("姓名")), max_length=60),
        citizen_id_encrypted=crypto.encrypt_text(number),
        citizen_id_index=crypto.blind_index(number, purpose="citizen_id"),
        mobile_encrypted=crypto.encrypt_text(mobile) if mobile else None,
        mobile_index=crypto.blind_index(mobile, purpose="mobile") if mobile else "",
        created_at=now,
    )
    eventlog.append_one("person", person.pk, NewEvent("person.registered"), actor=actor, now=now)
    return person


@transaction.atomic
def register_organisation(
    *, name: str, uscc: str, kind: str = "2", address: str = "", actor: Actor, now: datetime
) -> Organisation:
    """Find the body by its credit code, or write it down. Raises InvalidInput for a code that cannot exist."""
    checked = check_uscc(uscc)
    if not checked.valid:
        raise InvalidInput(what=Message(N_("统一社会信用代码")), why=checked.reason)
    found = queries.organisation_by_uscc(checked.value)
    if found:
        return found
    organisation = Organisation.objects.create(
        name=clean(name, what=Message(N_("单位名称")), max_length=120),
        uscc=checked.value,
        kind=kind,
        address=clean(address, what=Message(N_("地址")), max_length=200),
        created_at=now,
    )
    eventlog.append_one("organisation", organisation.pk, NewEvent("organisation.registered"), actor=actor, now=now)
    return organisation


def represent(
    person: Person, organisation: Organisation, *, capacity: str, since: date, actor: Actor, now: datetime
) -> Representation:
    """Let a person act for a body from a day on."""
    row, _ = Representation.objects.get_or_create(
        person=person, organisation=organisation, capacity=capacity, defaults={"since": since}
    )
    return row


def register_region(
    *, code: str, name: str, sort_key: str, parent: Region | None, actor: Actor, now: datetime
) -> Region:
    """Find or write down an administrative division (GB/T 2260). `sort_key` is its pinyin."""
    row, _ = Region.objects.get_or_create(code=code, defaults={"name": name, "sort_key": sort_key, "parent": parent})
    return row


@transaction.atomic
def register_authority(
    *,
    name: str,
    uscc: str,
    region: Region,
    level: str,
    parent: Authority | None = None,
    matters: Sequence[str] = (),
    phone: str = "",
    address: str = "",
    actor: Actor,
    now: datetime,
) -> Authority:
    """Write down a body that handles matters, below its parent. Raises InvalidInput for a code that cannot exist."""
    checked = check_uscc(uscc)
    if not checked.valid:
        raise InvalidInput(what=Message(N_("统一社会信用代码")), why=checked.reason)
    row = Authority.objects.create(
        name=clean(name, what=Message(N_("机关名称")), max_length=120),
        uscc=checked.value,
        region=region,
        level=level,
        parent=parent,
        matters=sorted(matters),
        phone=phone,
        address=clean(address, what=Message(N_("地址")), max_length=200),
    )
    row.path = f"{parent.path if parent else ''}{row.pk}."
    row.save(update_fields=["path"])
    told = NewEvent("authority.registered", {"authority": row.pk, "level": level})
    eventlog.append_one("authority", row.pk, told, region=region.code, actor=actor, now=now)
    return row


def open_account(
    *,
    username: str,
    password: str | None,
    person: Person | None = None,
    display_name: str = "",
    encoded: str = "",
    actor: Actor,
    now: datetime,
) -> User:
    """Make a sign-in. `password` None: only an outside identity provider may sign this account in.

    `encoded` is a password that is hashed already, as from another installation; it goes before `password`.
    """
    return User.objects.create(
        username=username,
        password=encoded or make_password(password),
        person=person,
        first_name=display_name or (person.name if person else ""),
        date_joined=now,
    )


@transaction.atomic
def give_post(
    user: User, *, role: Role, authority: Authority, since: date, section: Any = None, actor: Actor, now: datetime
) -> Post:
    """Give an officer a role at an authority from a day on."""
    post = Post.objects.create(user=user, role=role.value, authority=authority, section=section, since=since)
    told = NewEvent("post.given", {"post": post.pk, "authority": authority.pk, "role": role.value})
    eventlog.append_one("user", user.pk, told, region=authority.region_id, actor=actor, now=now)
    return post


@transaction.atomic
def end_post(post: Post, *, until: date, actor: Actor, now: datetime) -> None:
    """The last day on which the post is held."""
    post.until = until
    post.save(update_fields=["until"])
    told = NewEvent("post.ended", {"post": post.pk, "authority": post.authority_id, "role": post.role})
    eventlog.append_one("user", post.user_id, told, actor=actor, now=now)


_NOTIFY = """
INSERT INTO base_notification (user_id, kind, sentence, data, link, created_at)
SELECT id, %s, %s, %s::jsonb, %s, %s::timestamptz FROM base_user WHERE person_id = ANY(%s::bigint[])
"""


def notify(
    people: Sequence[int], *, kind: str, sentence: str, data: Mapping[str, Any], link: str, actor: Actor, now: datetime
) -> None:
    """Leave a message for each of these people who has an account. `sentence` is a msgid; no personal data in it."""
    values = [kind, sentence, json.dumps(dict(data), ensure_ascii=False), link, now, people]
    writes.run(_NOTIFY, values, table="base_notification", apart=True)


def mark_notifications_read(user_id: int, *, actor: Actor, now: datetime) -> int:
    return Notification.objects.filter(user_id=user_id, read_at__isnull=True).update(read_at=now)


def set_elder_view(user: User, on: bool, *, actor: Actor, now: datetime) -> None:
    user.elder_view = on
    user.save(update_fields=["elder_view"])
