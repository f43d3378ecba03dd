"""Who does something: required by every write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tongban.core.roles import Role


class ActorKind(StrEnum):
    USER = "user"  # a signed-in person, applicant or officer
    CLIENT = "client"  # a system with an API token
    SYSTEM = "system"  # the platform itself


@dataclass(frozen=True)
class Actor:
    """`id` is the user's or client's primary key as text, never a name. `role` is the role acted in; `on_behalf_of` the
    id of the person for whom a clerk or agent acts."""

    kind: ActorKind
    id: str
    role: Role
    on_behalf_of: str | None = None


SYSTEM = Actor(ActorKind.SYSTEM, "tongban", Role.SYSTEM)
