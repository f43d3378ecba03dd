"""A face becomes a page: Typst with the matter's template, fonts from a wheel, nothing from the machine or the network.

About 5 ms a page once a template is loaded; a process keeps the compilers of the templates it has used last.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn
import segno
import typst

from tongban.certificates.errors import TemplateFailed
from tongban.certificates.faces import Face, face_digest, printed
from tongban.core.messages import N_, Message

KINDS = (".typ", ".svg")  # files of a publication that a template may read
PDF_STANDARD: Final = "a-2b"  # made to be kept: 电子档案 (GB/T 18894) asks for a format that carries its fonts
KEPT = 32  # compilers; each holds some megabytes of parsed template and layout cache
QR_MASK = 4  # every mask is readable; trying all eight for the prettiest takes 6 ms of each page
DEMONSTRATION = "yes"  # the chain that signs is a demonstration, so the face says so
_NOTHING = {"face": "{}", "qr": "", "demonstration": DEMONSTRATION, "digest": ""}


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Noto Serif SC and Noto Sans SC, and no other: a certificate looks alike on every machine."""
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


class Typesetter:
    """One template. `files` are texts by their path in the pack, `main` the path of the matter's face.

    Templates see the files of their own publication and nothing else of the machine.
    """

    def __init__(self, files: Mapping[str, str], main: str) -> None:
        root = Path(tempfile.mkdtemp(prefix="tongban-face-")).resolve()
        weakref.finalize(self, shutil.rmtree, root, ignore_errors=True)
        for name, text in files.items():
            target = (root / name).resolve()
            if not target.is_relative_to(root):
                raise TemplateFailed(title=main, detail=Message(N_("文件 {name} 不在模板文件夹里"), {"name": name}))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self._compiler = typst.Compiler(
            input=str(root / main), root=str(root), font_paths=fonts(), ignore_system_fonts=True, sys_inputs=_NOTHING
        )

    def pdf(self, face: Face, address: str) -> bytes:
        """The page as PDF/A-2b. `address` is the public verification address printed as QR code."""
        inputs = _inputs(face, address)
        return self._made(face, lambda: self._compiler.compile(sys_inputs=inputs, pdf_standards=PDF_STANDARD))

    def png(self, face: Face, address: str, *, dots_per_inch: int = 96) -> bytes:
        """The first page as picture, for previews of content officers."""
        inputs = _inputs(face, address)
        return self._made(
            face, lambda: self._compiler.compile(sys_inputs=inputs, format="png", ppi=float(dots_per_inch))
        )

    def _made(self, face: Face, compile_page: Callable[[], bytes | list[bytes] | None]) -> bytes:
        try:
            made = compile_page()
        except typst.TypstError as error:
            raise TemplateFailed(title=face.head.title, detail=error.message) from error
        page = made[0] if isinstance(made, list) else made
        if not page:
            raise TemplateFailed(title=face.head.title, detail=Message(N_("排版结果为空")))
        return page


def _inputs(face: Face, address: str) -> dict[str, str]:
    return {
        "face": json.dumps(printed(face), ensure_ascii=False),
        "qr": qr_svg(address),
        "demonstration": DEMONSTRATION,
        "digest": face_digest(face.canonical()),
    }


def qr_svg(address: str) -> str:
    """The address as QR code (error correction M, border of two modules), an SVG text."""
    stream = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=QR_MASK).save(stream, kind="svg", border=2, xmldecl=False)
    return stream.getvalue().decode()


@lru_cache(maxsize=KEPT)
def _typesetter(files: tuple[tuple[str, str], ...], main: str) -> Typesetter:
    return Typesetter(dict(files), main)


def typesetter(files: Mapping[str, str], main: str) -> Typesetter:
    """The typesetter of these template files, kept for the next page. Other kinds of files are left out."""
    return _typesetter(tuple(sorted((name, text) for name, text in files.items() if name.endswith(KINDS))), main)
