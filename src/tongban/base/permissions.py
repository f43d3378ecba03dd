"""Who is looking: a user's posts and the people and bodies they may act for, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.core.roles import Role


@dataclass(frozen=True)
class HeldPost:
    """A post as a value: role at an authority whose `path` covers its subtree."""

    role: Role
    authority_id: int
    authority_path: str


@dataclass(frozen=True)
class Viewer:
    """`person_id` and `organisation_ids` are what the user may apply for; `posts` what they may do as staff."""

    user_id: int | None
    person_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    posts: tuple[HeldPost, ...] = ()

    @property
    def is_staff(self) -> bool:
        return bool(self.posts)

    def roles_at(self, authority_id: int, authority_path: str) -> frozenset[Role]:
        """Roles at this authority. Auditors and inspectors also see the authorities below their own."""
        return frozenset(
            post.role
            for post in self.posts
            if post.authority_id == authority_id
            or (post.role in (Role.AUDITOR, Role.INSPECTOR) and authority_path.startswith(post.authority_path))
        )

    def has(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)


ANONYMOUS = Viewer(user_id=None)
