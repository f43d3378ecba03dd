"""ECDSA over P-256 with SHA-256, by the `cryptography` library."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tongban.certificates.signing.interface import Signature

ALGORITHM = "ecdsa-p256-sha256"
_ECDSA = ec.ECDSA(hashes.SHA256())


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

    def verify(self, data: bytes, signature: Signature) -> bool:
        key = self._keys.get(signature.key_id)
        if signature.algorithm != ALGORITHM or not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        try:
            key.verify(bytes(signature.value), data, _ECDSA)
        except InvalidSignature:
            return False
        return True
