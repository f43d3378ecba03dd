"""Writes of the API room: clients, and the answers kept under a key."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from tongban.api.errors import KeyReused
from tongban.api.models import ApiClient, IdempotencyRecord
from tongban.api.scopes import Scope
from tongban.base import crypto, eventlog
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.base.rows import User
from tongban.core.messages import N_, Message
from tongban.core.text import clean

KEPT_FOR = timedelta(days=7)


@transaction.atomic
def open_client(
    name: str, user: User, scopes: Iterable[str], *, expires_on: date, actor: Actor, now: datetime
) -> tuple[ApiClient, str]:
    """Make a client that acts as `user`; returns it with its token, which is shown once and stored as a digest.

    Raises ValueError for a scope that does not exist (see `scopes.Scope`).
    """
    token = f"tb_{secrets.token_urlsafe(32)}"
    client = ApiClient.objects.create(
        name=clean(name, what=Message(N_("调用方名称")), max_length=80),
        token_index=crypto.blind_index(token, purpose="api_token"),
        user=user,
        scopes=sorted(Scope(scope).value for scope in scopes),
        created_at=now,
        expires_on=expires_on,
    )
    told = NewEvent("client.opened", {"client": client.pk, "scopes": client.scopes})
    eventlog.append_one("client", client.pk, told, actor=actor, now=now)
    return client, token


@transaction.atomic
def revoke_client(client: ApiClient, *, actor: Actor, now: datetime) -> None:
    """The token stops working at once."""
    client.revoked_at = now
    client.save(update_fields=["revoked_at"])
    eventlog.append_one("client", client.pk, NewEvent("client.revoked", {"client": client.pk}), actor=actor, now=now)


def client_by_name(name: str) -> ApiClient | None:
    """For the operator's command."""
    return ApiClient.objects.filter(name=name).first()


def kept_answer(client: ApiClient, key: str, request_digest: str) -> IdempotencyRecord | None:
    """The answer of the first request under this key. Raises KeyReused when that request was another one."""
    record = IdempotencyRecord.objects.filter(client=client, key=key).first()
    if record is not None and record.request_digest != request_digest:
        raise KeyReused(what="", why="")
    return record


def keep_answer(
    client: ApiClient,
    key: str,
    request_digest: str,
    status: int,
    answer: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Remember an answer; two requests at once keep the first."""
    try:
        with transaction.atomic():
            IdempotencyRecord.objects.create(
                client=client, key=key, request_digest=request_digest, status=status, answer=answer, at=now
            )
    except IntegrityError:
        return
    IdempotencyRecord.objects.filter(client=client, at__lt=now - KEPT_FOR).delete()
