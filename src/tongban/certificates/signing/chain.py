"""The demonstration authority: root, intermediate and signer, made once and kept in one folder.

Every name in it says 演示 and `Demonstration`, so that nobody can take it for a licensed certification service
(电子签名法 16-18). The certificates are valid from ten years back, because demonstration cases lie in the past. A real
chain is put into the same files by the operator; retired signing certificates stay in `retired/` so that old signatures
verify.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

KEY_FILE, SIGNER_FILE, CHAIN_FILE, ROOT_FILE = "signer.key", "signer.pem", "intermediate.pem", "root.pem"
BACK, AHEAD = timedelta(days=3653), timedelta(days=7305)  # calendar days: ten years back, twenty ahead
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Chain:
    """`signer` signs faces and documents; `retired` signed earlier ones."""

    key: ec.EllipticCurvePrivateKey
    signer: x509.Certificate
    intermediate: x509.Certificate
    root: x509.Certificate
    retired: tuple[x509.Certificate, ...]


def load(folder: Path) -> Chain:
    """The chain in `folder`. Raises FileNotFoundError when there is none, ValueError when a file is not readable."""
    key = serialization.load_pem_private_key((folder / KEY_FILE).read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{KEY_FILE} holds no elliptic curve key")
    signer = _certificate(folder / SIGNER_FILE)
    if signer.public_key() != key.public_key():
        raise ValueError(f"{KEY_FILE} and {SIGNER_FILE} do not belong together")
    retired = tuple(_certificate(path) for path in sorted((folder / "retired").glob("*.pem")))
    return Chain(key, signer, _certificate(folder / CHAIN_FILE), _certificate(folder / ROOT_FILE), retired)


def ensure(folder: Path, *, now: datetime) -> Chain:
    """The chain in `folder`, made now if there is none. When two processes start at once, one of them makes it."""
    if not (folder / KEY_FILE).exists():
        _make(folder, now)
    return load(folder)


def _make(folder: Path, now: datetime) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    for name, content in _files(now):
        mode = 0o600 if name.endswith(".key") else 0o644
        with os.fdopen(os.open(draft / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content)
    try:
        draft.rename(folder)  # refused when the other process has put its folder there
    except OSError:
        shutil.rmtree(draft)
        if not (folder / KEY_FILE).exists():
            raise


def _files(now: datetime) -> Iterator[tuple[str, bytes]]:
    """The four files. The keys of root and intermediate are not kept: this chain never signs another certificate."""
    root_key, middle_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    root_name, middle_name = _name("通办演示根 Demonstration Root"), _name("通办演示中间 Demonstration Issuing")
    root = _issue(root_name, root_key, root_name, root_key, now, ca=1)
    middle = _issue(middle_name, middle_key, root_name, root_key, now, ca=0)
    signer = _issue(_name("通办演示签发 Demonstration Signer"), key, middle_name, middle_key, now, ca=None)
    yield ROOT_FILE, root.public_bytes(_PEM)
    yield CHAIN_FILE, middle.public_bytes(_PEM)
    yield SIGNER_FILE, signer.public_bytes(_PEM)
    yield (
        KEY_FILE,
        key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "通办演示"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _issue(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
    *,
    ca: int | None,
) -> x509.Certificate:
    """One certificate; `ca` is the number of authorities allowed below it, None for one that signs papers."""
    usage = x509.KeyUsage(
        digital_signature=ca is None,
        content_commitment=ca is None,
        key_cert_sign=ca is not None,
        crl_sign=ca is not None,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACK)
        .not_valid_after(now + AHEAD)
        .add_extension(x509.BasicConstraints(ca=ca is not None, path_length=ca), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())
