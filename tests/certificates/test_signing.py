"""Signatures and the demonstration chain: they hold, and they break when anything is touched."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tongban.certificates.signing import Signature, chain, ecdsa
from tongban.certificates.signing.interface import Verifiers

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home") / "signing"
    chain.ensure(made, now=NOW)
    return made


@pytest.fixture(scope="module")
def signer(folder: Path) -> ecdsa.EcdsaSigner:
    made = chain.load(folder)
    return ecdsa.EcdsaSigner(made.key, made.signer)


@pytest.fixture(scope="module")
def verifiers(folder: Path) -> Verifiers:
    return Verifiers({ecdsa.ALGORITHM: ecdsa.EcdsaVerifier([chain.load(folder).signer])})


@given(data=st.binary(max_size=200), place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_signature_holds_for_its_bytes_only(
    signer: ecdsa.EcdsaSigner, verifiers: Verifiers, data: bytes, place: int, bit: int
) -> None:
    signature = signer.sign(data)
    assert verifiers.verify(data, signature)
    changed = bytearray(data + b"\0")
    changed[place % len(changed)] ^= 1 << bit
    assert not verifiers.verify(bytes(changed), signature)


def test_unknown_algorithms_and_keys_do_not_verify(signer: ecdsa.EcdsaSigner, verifiers: Verifiers) -> None:
    signature = signer.sign(b"face")
    assert not verifiers.verify(b"face", Signature("sm2-sm3", signature.key_id, signature.value))
    assert not verifiers.verify(b"face", Signature(signature.algorithm, "0" * 32, signature.value))
    assert not verifiers.verify(b"face", Signature(signature.algorithm, signature.key_id, b"nonsense"))


def test_the_chain_leads_to_its_root_and_covers_ten_years_back(folder: Path) -> None:
    made = chain.load(folder)
    made.signer.verify_directly_issued_by(made.intermediate)
    made.intermediate.verify_directly_issued_by(made.root)
    assert made.signer.not_valid_before_utc.year == 2016
    assert all("演示" in name.rfc4514_string() for name in (made.signer.subject, made.root.subject))


def test_the_private_key_is_its_users_alone(folder: Path) -> None:
    assert stat.S_IMODE((folder / chain.KEY_FILE).stat().st_mode) == 0o600


def test_processes_that_start_at_once_share_one_chain(tmp_path: Path) -> None:
    target = tmp_path / "new" / "signing"
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: chain.ensure(target, now=NOW), range(4)))
    assert len({each.signer.serial_number for each in made}) == 1
    assert [path.name for path in target.parent.iterdir()] == ["signing"]


def test_a_key_of_another_certificate_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "signing"
    chain.ensure(other, now=NOW)
    (other / chain.KEY_FILE).write_bytes((folder / chain.KEY_FILE).read_bytes())
    with pytest.raises(ValueError, match="belong together"):
        chain.load(other)


def test_retired_certificates_stay_known(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "signing"
    chain.ensure(target, now=NOW)
    (target / "retired").mkdir()
    (target / "retired" / "2025.pem").write_bytes((folder / chain.SIGNER_FILE).read_bytes())
    retired = chain.load(target).retired
    assert [each.serial_number for each in retired] == [_serial(folder)]


def _serial(folder: Path) -> int:
    return x509.load_pem_x509_certificate((folder / chain.SIGNER_FILE).read_bytes()).serial_number
