"""The signing chain of this installation, loaded once a process and made at first use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from tongban.certificates.errors import SigningUnavailable
from tongban.certificates.signing import Signer, chain, ecdsa
from tongban.certificates.signing.interface import Verifiers

if TYPE_CHECKING:
    from tongban.certificates.pades import PdfSigner

FOLDER = "signing"  # below TONGBAN_HOME


@dataclass(frozen=True)
class Keyring:
    chain: chain.Chain

    @cached_property
    def signer(self) -> Signer:
        return ecdsa.EcdsaSigner(self.chain.key, self.chain.signer)

    @cached_property
    def verifiers(self) -> Verifiers:
        known = ecdsa.EcdsaVerifier([self.chain.signer, *self.chain.retired])
        return Verifiers({ecdsa.ALGORITHM: known})

    @cached_property
    def pdf_signer(self) -> PdfSigner:
        # pyHanko takes half a second and 40 MB; only workers that make documents load it.
        from tongban.certificates.pades import PdfSigner

        return PdfSigner(self.chain)


_loaded: dict[Path, Keyring] = {}


def keyring(*, now: datetime) -> Keyring:
    """The keys below TONGBAN_HOME. Raises SigningUnavailable when they are there and cannot be read."""
    folder = Path(settings.TONGBAN_HOME) / FOLDER
    if folder not in _loaded:
        try:
            _loaded[folder] = Keyring(chain.ensure(folder, now=now))
        except (OSError, ValueError) as error:
            raise SigningUnavailable(why=type(error).__name__) from error
    return _loaded[folder]
