"""ECDSA over P-256 with SHA-256, by the `cryptography` library."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from tongban.certificates.signing.interface import Signature

ALGORITHM = "ecdsa-p256-sha256"
_ECDSA = ec.ECDSA(hashes.SHA256())
_ECDSA_OF_DIGEST = ec.ECDSA(Prehashed(hashes.SHA256()))
REMEMBERED = 4096  # answers of a process, about 200 bytes each; an application asks about the same certificates often


def key_id(certificate: x509.Certificate) -> str:
    """The first 32 hexadecimal digits of the certificate's SHA-256."""
    return certificate.fingerprint(hashes.SHA256()).hex()[:32]


class EcdsaSigner:
    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self.certificate = certificate
        self.key_id = key_id(certificate)

    def sign(self, data: bytes) -> Signature:
        return Signature(ALGORITHM, self.key_id, self._key.sign(data, _ECDSA))


class EcdsaVerifier:
    """Knows the certificates it is given, retired ones among them."""

    def __init__(self, certificates: Iterable[x509.Certificate]) -> None:
        self._keys = {key_id(certificate): certificate.public_key() for certificate in certificates}
        self._known = lru_cache(maxsize=REMEMBERED)(self._verify)

    def verify(self, data: bytes, signature: Signature) -> bool:
        """Whether it is; what was asked before about the same bytes is answered from memory."""
        return self._known(sha256(data).digest(), signature)

    def _verify(self, digest: bytes, signature: Signature) -> bool:
        key = self._keys.get(signature.key_id)
        if signature.algorithm != ALGORITHM or not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        try:
            key.verify(bytes(signature.value), digest, _ECDSA_OF_DIGEST)
        except InvalidSignature:
            return False
        return True
