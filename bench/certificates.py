"""Signed PDFs per second through the actions, against bare Typst and pyHanko on the same page.

Ours is the whole of `make_pdf`: read the row, decrypt the face, check its signature, draw the QR code, typeset, sign,
store the file, lock the row, record the event. The peer typesets and signs, with everything prepared. Both run in turn,
in one process, on the configured database, in a transaction that is rolled back; keys and files go to a folder of the
run.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROUNDS, PER_ROUND = 5, 10
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def run() -> dict[str, object]:
    """Documents per second of both, and their ratio. Needs a migrated database."""
    from django.db import transaction
    from django.test import override_settings

    with (
        tempfile.TemporaryDirectory(prefix="tongban-bench-") as home,
        override_settings(TONGBAN_HOME=home),
        transaction.atomic(),
    ):
        result = _measure(Path(home))
        transaction.set_rollback(True)
    return result


def _measure(home: Path) -> dict[str, object]:
    from tongban.base.actor import SYSTEM
    from tongban.certificates import actions

    rows = [_certificate(number) for number in range(ROUNDS * PER_ROUND + 1)]
    pages = [_page(row) for row in rows]  # other pages each time: Typst remembers a page it has made
    bare = _bare(home)
    actions.make_pdf(rows.pop().pk, actor=SYSTEM, now=NOW)  # loads libraries, fonts and keys
    bare(pages.pop())
    seconds = {"ours": 0.0, "peer": 0.0}
    for _ in range(ROUNDS):
        begun = perf_counter()
        for _ in range(PER_ROUND):
            actions.make_pdf(rows.pop().pk, actor=SYSTEM, now=NOW)
        seconds["ours"] += perf_counter() - begun
        begun = perf_counter()
        for _ in range(PER_ROUND):
            bare(pages.pop())
        seconds["peer"] += perf_counter() - begun
    made = ROUNDS * PER_ROUND
    return {
        "name": "signed PDFs per second ÷ bare Typst and pyHanko",
        "ours": round(made / seconds["ours"], 1),
        "peer": round(made / seconds["peer"], 1),
        "ratio": round(seconds["peer"] / seconds["ours"], 2),
    }


def _certificate(number: int):  # type: ignore[no-untyped-def]  # a model, imported only when Django stands
    from tests.builders.certificates import nurse_certificate

    return nurse_certificate(number=f"bench-{number}", now=NOW)


def _page(row) -> dict[str, str]:  # type: ignore[no-untyped-def]  # as above
    """What the template wants, prepared before the clock runs."""
    from tongban.certificates import queries
    from tongban.certificates.faces import printed
    from tongban.certificates.typesetting import qr_svg

    face = json.dumps(printed(queries.full_face(row, now=NOW)), ensure_ascii=False)
    return {"face": face, "qr": qr_svg(f"http://localhost:8000/verify/{row.token[::-1]}"), "digest": row.face_digest}


def _bare(home: Path) -> Callable[[dict[str, str]], bytes]:
    """What a script does that only wants a signed page: the same template, faces, fonts and chain."""
    import typst
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    from tongban.certificates import keyring, templates
    from tongban.certificates.typesetting import PDF_STANDARD, fonts

    files, main = templates.template("")
    for name, text in files.items():
        (home / "bare" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "bare" / name).write_text(text)
    root = home / "bare"
    compiler = typst.Compiler(input=str(root / main), root=str(root), font_paths=fonts(), ignore_system_fonts=True)
    folder = home / keyring.FOLDER
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # untyped in the wheel
        str(folder / "signer.key"),
        str(folder / "signer.pem"),
        ca_chain_files=(str(folder / "intermediate.pem"), str(folder / "root.pem")),
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Issuer", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason="x", location="x"
    )

    def make(inputs: dict[str, str]) -> bytes:
        page = compiler.compile(sys_inputs=inputs, pdf_standards=PDF_STANDARD)
        assert isinstance(page, bytes)
        output = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(page))
        signers.PdfSigner(metadata, signer=signer).sign_pdf(writer, output=output)
        return output.getvalue()

    return make
