"""Encryption, blind index and seal signature behind one interface; algorithm ids travel with the data.

SM4-GCM and HMAC-SM3 (GB/T 32907, GB/T 32905) by the `cryptography` library; seals are ECDSA P-256 until certified
SM2 hardware is plugged in here."""

from __future__ import annotations

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tongban.base import keys
from tongban.base.errors import Undecipherable

_SM4_GCM = b"\x01"
_NONCE, _TAG = 12, 16
SEAL_ALGORITHM = "ecdsa-p256-sha256"


def encrypt_text(text: str) -> bytes:
    """Encrypt text: algorithm byte, nonce (12), ciphertext, tag (16)."""
    nonce = secrets.token_bytes(_NONCE)
    encryptor = Cipher(_sm4(keys.key("data")), modes.GCM(nonce)).encryptor()
    body = encryptor.update(text.encode()) + encryptor.finalize()
    return _SM4_GCM + nonce + body + encryptor.tag


def decrypt_text(data: bytes | memoryview) -> str:
    """The text again. Raises Undecipherable when the bytes were changed or the key is another."""
    raw = bytes(data)
    if raw[:1] != _SM4_GCM or len(raw) < 1 + _NONCE + _TAG:
        raise Undecipherable()
    nonce, body, tag = raw[1 : 1 + _NONCE], raw[1 + _NONCE : -_TAG], raw[-_TAG:]
    decryptor = Cipher(_sm4(keys.key("data")), modes.GCM(nonce, tag)).decryptor()
    try:
        return (decryptor.update(body) + decryptor.finalize()).decode()
    except InvalidTag as error:
        raise Undecipherable() from error


def blind_index(value: str, *, purpose: str) -> str:
    """Keyed digest for searching an encrypted value: HMAC-SM3 over purpose and value, 64 hexadecimal digits.

    A plain digest of an 18-digit number could be guessed; this cannot without the key."""
    mac = _index_mac(keys.key("index")).copy()
    mac.update(f"{purpose}\x1f{value}".encode())
    return mac.finalize().hex()


@lru_cache(maxsize=4)
def _sm4(key: str) -> algorithms.SM4:
    return algorithms.SM4(bytes.fromhex(key))


@lru_cache(maxsize=4)
def _index_mac(key: str) -> hmac.HMAC:
    """Ready to be copied: setting a key up costs more than using it."""
    return hmac.HMAC(bytes.fromhex(key), hashes.SM3())


@lru_cache(maxsize=4)
def _seal_key(pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def sign_seal(data: bytes) -> bytes:
    return _seal_key(keys.key("seal")).sign(data, ec.ECDSA(hashes.SHA256()))


def seal_is_valid(data: bytes, signature: bytes) -> bool:
    try:
        _seal_key(keys.key("seal")).public_key().verify(bytes(signature), data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
