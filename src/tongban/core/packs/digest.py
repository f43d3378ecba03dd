"""The name of content by its bytes: what is published under a digest can never silently change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def content_digest(files: Mapping[str, str]) -> str:
    """SHA-256, in hex, over sorted relative paths and contents; each part is preceded by its length in bytes."""
    digest = hashlib.sha256(b"tongban-pack-1\n")
    for path in sorted(files):
        for part in (path.encode(), files[path].encode()):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
