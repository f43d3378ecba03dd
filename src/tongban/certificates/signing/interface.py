"""What signs and what verifies. Pure: no Django, no clock, no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Signature:
    """`key_id` names the signing certificate (the first 32 hexadecimal digits of its SHA-256); `value` is as the
    algorithm writes it (ECDSA: DER)."""

    algorithm: str
    key_id: str
    value: bytes


class Signer(Protocol):
    def sign(self, data: bytes) -> Signature:
        """A signature over exactly these bytes."""
        ...


class Verifier(Protocol):
    def verify(self, data: bytes, signature: Signature) -> bool:
        """Whether the signature is this key's over these bytes; False for an unknown key or algorithm."""
        ...


class Verifiers:
    """Chooses by algorithm id, so that signatures of several algorithms live side by side."""

    def __init__(self, by_algorithm: Mapping[str, Verifier]) -> None:
        self.by_algorithm = dict(by_algorithm)

    def verify(self, data: bytes, signature: Signature) -> bool:
        verifier = self.by_algorithm.get(signature.algorithm)
        return verifier is not None and verifier.verify(data, signature)
