"""Bearer tokens: from the header to the client, and from the client to what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from tongban.api.errors import ScopeMissing
from tongban.api.models import ApiClient
from tongban.api.scopes import Scope
from tongban.base import clock, crypto
from tongban.base.actor import Actor, ActorKind
from tongban.base.permissions import Viewer
from tongban.base.queries import viewer as viewer_of
from tongban.core.clock import civil_day
from tongban.core.roles import Role


@dataclass(frozen=True)
class Caller:
    """Who calls, at which instant; `actor` is for writes."""

    client: ApiClient
    viewer: Viewer
    now: datetime
    today: date

    @property
    def actor(self) -> Actor:
        role = self.viewer.posts[0].role if self.viewer.posts else Role.APPLICANT
        return Actor(ActorKind.CLIENT, str(self.client.pk), role, self.viewer)


class Token(HttpBearer):
    """Needs a token with a scope. A wrong, expired or revoked token is 401, a missing scope 403."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        now = clock.now()
        index = crypto.blind_index(token[:200], purpose="api_token")
        client = ApiClient.objects.select_related("user").filter(token_index=index, revoked_at__isnull=True).first()
        today = civil_day(now)
        if client is None or client.expires_on < today or not client.user.is_active:
            return None
        if self.scope.value not in client.scopes:
            raise ScopeMissing(scope=self.scope.value, what=self.scope.value)
        return Caller(client, viewer_of(client.user, on=today), now, today)


def caller(request: HttpRequest) -> Caller:
    """The caller that `Token` found."""
    found: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    return found
