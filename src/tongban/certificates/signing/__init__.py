"""Signatures over bytes, behind one interface; the algorithm's id travels with every signature.

ECDSA P-256 by a demonstration chain is what stands here. Certified SM2 keys (GB/T 32918, GB/T 38540) come in as another
`Signer` and `Verifier` with another algorithm id; signatures made before stay verifiable.
"""

from tongban.certificates.signing.interface import Signature, Signer, Verifier

__all__ = ["Signature", "Signer", "Verifier"]
