"""What a token may be allowed to do."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    DRAFTS_WRITE = "drafts:write"  # begin, fill, upload, check, submit
    CASES_READ = "cases:read"  # cases of the account, or of its posts
    CASES_ACT = "cases:act"  # staff actions under the account's posts
