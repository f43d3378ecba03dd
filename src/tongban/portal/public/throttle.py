"""Guessing at query codes is slowed down, for all web processes together.

A try takes one of ten places in the shared cache before it is looked at, and gives it back when it was right; taking a
place is one atomic step, so many tries at once get no more than ten. Places come free again after fifteen minutes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from tongban.portal.public.errors import TooManyTries

TRIES = 10
MINUTES = 15


@dataclass(frozen=True)
class Attempt:
    """A place that was taken."""

    key: str

    def forgive(self) -> None:
        """It was right: the place is free again."""
        cache.delete(self.key)


def claim(request: HttpRequest, number: str) -> Attempt:
    """Take a place for a try at this number from this address. Raises TooManyTries when none is left."""
    who = f"{get_adapter().get_client_ip(request)} {number}"
    digest = hashlib.sha256(who.encode(errors="replace")).hexdigest()
    for place in range(TRIES):
        key = f"progress:{digest}:{place}"
        if cache.add(key, 1, MINUTES * 60):
            return Attempt(key)
    raise TooManyTries(minutes=MINUTES)
