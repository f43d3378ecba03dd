"""PAdES B-B signatures (ETSI EN 319 142-1) on certificate PDFs, and their validation, by pyHanko.

The signing time is the machine's at the moment of signing; a time stamp authority (GB/T 20520) is not part of this.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from asn1crypto import keys, x509  # type: ignore[import-untyped]  # the wheel carries no types
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tongban.certificates.signing.chain import Chain

FIELD = "Issuer"
REASON = "电子证照签发（演示）"
_DER = serialization.Encoding.DER
_AROUND = 2048  # bytes of a signature beside its certificates: attributes, names, the value


@dataclass(frozen=True)
class Report:
    """`intact`: unchanged since signing. `trusted`: the chain leads to the given root. `complete`: covers all bytes."""

    intact: bool
    valid: bool
    trusted: bool
    complete: bool

    @property
    def good(self) -> bool:
        return self.intact and self.valid and self.trusted and self.complete


class PdfSigner:
    """Signs with one chain; made once a process."""

    def __init__(self, chain: Chain) -> None:
        self._signer = _signer(chain)
        # Hexadecimal digits for the signature. Told in advance: pyHanko would sign twice to find out, and take double.
        self._room = 2 * (sum(len(each.public_bytes(_DER)) for each in _certificates(chain)) + _AROUND)

    def sign(self, pdf: bytes, *, location: str) -> bytes:
        """The PDF with an invisible signature field; `location` is the issuing authority's name."""
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=REASON, location=location
        )
        output = io.BytesIO()
        signer = signers.PdfSigner(metadata, signer=self._signer)
        signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=output, bytes_reserved=self._room)
        return output.getvalue()


def validate(pdf: bytes, chain: Chain) -> Report:
    """What the first signature of the PDF is worth under the chain's root. A PDF without signature is worth nothing."""
    embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not embedded:
        return Report(intact=False, valid=False, trusted=False, complete=False)
    context = ValidationContext(
        trust_roots=[_plain(chain.root.public_bytes(_DER))], other_certs=[], allow_fetching=False
    )
    status = validate_pdf_signature(embedded[0], signer_validation_context=context)
    return Report(
        intact=bool(status.intact),
        valid=bool(status.valid),
        trusted=bool(status.trusted),
        complete=embedded[0].evaluate_signature_coverage().name == "ENTIRE_FILE",
    )


def _certificates(chain: Chain) -> tuple[pyca.Certificate, ...]:
    return chain.signer, chain.intermediate, chain.root


def _signer(chain: Chain) -> signers.SimpleSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # untyped in the wheel
    store.register_multiple(
        [_plain(certificate.public_bytes(_DER)) for certificate in (chain.intermediate, chain.root)]
    )
    secret = chain.key.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=_plain(chain.signer.public_bytes(_DER)),
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=store,
    )


def _plain(der: bytes) -> x509.Certificate:
    return x509.Certificate.load(der)
