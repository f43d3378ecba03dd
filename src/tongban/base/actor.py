"""Who does something: required by every write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from tongban.base.permissions import ANONYMOUS, Viewer
from tongban.core.roles import Role


class ActorKind(StrEnum):
    USER = "user"  # a signed-in person, applicant or officer
    CLIENT = "client"  # a system with an API token
    SYSTEM = "system"  # the platform itself


@dataclass(frozen=True)
class Actor:
    """`id` is the user's or client's primary key as text, never a name.

    `role` is the role acted in; an action sets it when it knows under which of the viewer's posts the step is taken."""

    kind: ActorKind
    id: str
    role: Role
    viewer: Viewer = ANONYMOUS

    def acting_as(self, role: Role) -> Actor:
        return replace(self, role=role)


SYSTEM = Actor(ActorKind.SYSTEM, "tongban", Role.SYSTEM)


def user_actor(viewer: Viewer, role: Role = Role.APPLICANT) -> Actor:
    """The actor of a signed-in user."""
    return Actor(ActorKind.USER, str(viewer.user_id), role, viewer)
