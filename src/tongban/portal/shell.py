"""What every view needs of its request: the instant, who is looking, and the actor for writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext

from tongban.base import clock
from tongban.base.actor import Actor, user_actor
from tongban.base.permissions import ANONYMOUS, Viewer
from tongban.base.queries import viewer as viewer_of
from tongban.core.clock import civil_day
from tongban.core.messages import Message
from tongban.core.roles import Role


@dataclass(frozen=True)
class Asked:
    """One request's facts; made once and kept on the request, so that a page speaks of one instant."""

    now: datetime
    today: date
    viewer: Viewer

    @property
    def actor(self) -> Actor:
        """The actor for writes; actions set the role they are taken in."""
        role = self.viewer.posts[0].role if self.viewer.posts else Role.APPLICANT
        return user_actor(self.viewer, role)


def asked(request: HttpRequest) -> Asked:
    """The facts of this request."""
    found: Asked | None = getattr(request, "_asked", None)
    if found is None:
        now = clock.now()
        day = civil_day(now)
        user = getattr(request, "user", None)
        found = Asked(now, day, viewer_of(user, on=day) if user is not None else ANONYMOUS)
        request._asked = found  # type: ignore[attr-defined]  # one object per request
    return found


def say(message: Message | str) -> str:
    """A sentence in the reader's language."""
    return message.render(gettext) if isinstance(message, Message) else gettext(message) if message else ""
