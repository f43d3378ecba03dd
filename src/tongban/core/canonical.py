"""Canonical text of plain data: the bytes that are hashed and signed are the bytes that are stored."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces, NFC text and no floats (their text form is not one thing).

    Decimals and dates are to be given as text. Raises TypeError for anything else that JSON does not know.
    """
    return _encode(_plain(value))


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"keys of canonical data are text, not {type(key).__name__}")
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def digest(text: str) -> str:
    """SHA-256 of UTF-8 text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
