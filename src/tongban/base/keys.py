"""The platform's own keys, made at first use and kept in one file that only its user may read.

A province replaces the file by keys from its key service; the interface stays."""

from __future__ import annotations

import json
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings


@lru_cache(maxsize=4)
def load(path: Path) -> dict[str, str]:
    """The keys in hexadecimal or PEM: `data`, `index`, `seal`. Made when the file does not exist."""
    if not path.exists():
        _make(path)
    keys: dict[str, str] = json.loads(path.read_text())
    return keys


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    seal = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    keys = {"data": secrets.token_hex(16), "index": secrets.token_hex(32), "seal": seal.decode()}
    draft = path.with_suffix(f".{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(keys, stream)
    try:
        os.link(draft, path)  # whoever is first wins; nobody's keys are overwritten
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key(name: str) -> str:
    return _load_below(settings.TONGBAN_HOME)[name]


@lru_cache(maxsize=4)
def _load_below(home: str) -> dict[str, str]:
    return load(Path(home) / "keys.json")
