"""The accounts of a demonstration, shown beside the sign-in form. Whoever makes the demonstration writes the file.

`demo-accounts.json` in the data folder: a list of {"username", "password", "name", "role", "says"}, shown in order;
`role` and `says` (what to try) may be missing. Read only while TONGBAN_DEMO is set."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

NAME = "demo-accounts.json"


@dataclass(frozen=True)
class DemoAccount:
    """One invented person."""

    username: str
    password: str
    name: str
    role: str
    says: str


def accounts() -> list[DemoAccount]:
    """The accounts in the file; none without a demonstration, without the file, or when it cannot be read."""
    path = Path(settings.TONGBAN_HOME) / NAME
    if not settings.TONGBAN_DEMO:
        return []
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [_account(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _account(row: dict[str, str]) -> DemoAccount:
    more = row.get("role", ""), row.get("says", "")
    return DemoAccount(row["username"], row["password"], row["name"], *more)
