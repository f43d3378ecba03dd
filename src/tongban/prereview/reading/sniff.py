"""What a file really is, told from its first bytes; its name is only compared with that."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

_EXTENSIONS = {
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "png": {"png"},
    "pdf": {"pdf"},
    "docx": {"docx", "docm"},
    "txt": {"txt", "text", "md", "csv"},
    "tiff": {"tif", "tiff"},
    "bmp": {"bmp"},
    "webp": {"webp"},
    "gif": {"gif"},
}
PICTURES = frozenset({"jpeg", "png", "tiff", "bmp", "webp", "gif"})
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
)


_LOCKED = "EncryptedPackage".encode("utf-16-le")  # in the container that holds a locked Office file


def kind_of(data: bytes) -> str:
    """`pdf`, `docx`, `jpeg`, `png`, … or `txt`, `zip`, `ole` (an old Office file), `locked` (one with a password),
    `unknown`, by content alone."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return "locked" if kind == "ole" and _LOCKED in data else kind
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "txt" if decode_text(data[:65536], whole=len(data) <= 65536) is not None else "unknown"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "docx" if b"word/" in data else "zip"
    if "word/document.xml" in names:
        return "docx"
    if "OFD.xml" in names:
        return "ofd"
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def decode_text(data: bytes, *, whole: bool = True) -> str | None:
    """Text in UTF-8 (with or without mark), UTF-16 with mark or GB18030; None when it is not text.

    `whole=False` allows a character cut in two at the end of the piece.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        for cut in range(1 if whole else 4):
            try:
                text = data[: len(data) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            if _printable(text):
                return text
    return None


def _printable(text: str) -> bool:
    strange = sum(1 for c in text if (ord(c) < 32 and c not in "\r\n\t\f") or 0xE000 <= ord(c) <= 0xF8FF or c == "\x7f")
    return strange <= len(text) * 0.002


def extension_of(name: str) -> str:
    """The extension of a file name in lower case, without the dot; empty when there is none."""
    return PurePath(name).suffix.lower().lstrip(".")


def extension_fits(kind: str, name: str) -> bool:
    """Whether the name's extension is one of this kind; a name without extension fits all."""
    extension = extension_of(name)
    return not extension or extension in _EXTENSIONS.get(kind, {extension})
