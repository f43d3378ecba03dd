"""The file store: bytes under their SHA-256 on the file system, and the checks every upload passes first."""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from tongban.base.actor import Actor
from tongban.base.errors import FileRefused
from tongban.base.models import StoredFile
from tongban.core.messages import N_, Message

MAX_BYTES = 50 * 1024 * 1024
MAX_PIXELS = 80_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office files before 2007, and of locked ones today
LOCKED = "EncryptedPackage".encode("utf-16-le")  # what a locked one holds
MACROS = frozenset({"word/vbaproject.bin"})
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}


def store_upload(
    chunks: Iterable[bytes], *, name: str, accepts: Iterable[str], actor: Actor, now: datetime
) -> StoredFile:
    """Write an upload to the store while counting and hashing it. The kind is told from the bytes, never the name.

    Raises FileRefused for an empty, oversized, unreadable or disguised file, saying what to do instead.
    """
    folder = _root()
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix="incoming-")
    path = Path(draft)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            sha256, size = _copy(chunks, stream, name)
        kind = sniff(path, name=name, accepts=tuple(accepts))
        target = _path(sha256)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)
    return _row(sha256, size, MEDIA_TYPES[kind], now)


def store_bytes(data: bytes, *, media_type: str, actor: Actor, now: datetime) -> StoredFile:
    """Store bytes the platform made itself (a certificate, a notice)."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = _path(sha256)
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=_root(), delete=False) as stream:
            stream.write(data)
        Path(stream.name).replace(target)
    return _row(sha256, len(data), media_type, now)


def open_file(file: StoredFile) -> IO[bytes]:
    return _path(file.sha256).open("rb")


def read_stored(sha256: str) -> bytes:
    """The bytes under a digest. Raises FileNotFoundError when they are gone."""
    return _path(sha256).read_bytes()


def path_of(file: StoredFile) -> Path:
    return _path(file.sha256)


def sniff(path: Path, *, name: str, accepts: tuple[str, ...]) -> str:
    """Which of the accepted kinds the bytes are; raises FileRefused otherwise."""
    kind = _kind(path)
    if kind is None and _word_parts(path) & MACROS:
        raise FileRefused(
            name=name, why=Message(N_("文档里带有宏（程序）")), remedy=Message(N_("另存为不带宏的 DOCX 或者 PDF"))
        )
    if kind is None:
        _refuse_old_office(path, name)
    if kind is None or kind not in accepts:
        allowed = "、".join(k.upper() for k in accepts)
        why = Message(N_("它的内容不是可接受的格式（改文件名不会改变内容）"))
        raise FileRefused(name=name, why=why, remedy=Message(N_("换成 {kinds} 格式"), {"kinds": allowed}))
    if kind in ("jpg", "png"):
        _check_picture(path, name)
    return kind


def _refuse_old_office(path: Path, name: str) -> None:
    """A locked document and one of an old Word are the same from outside; people need to hear which it is."""
    with path.open("rb") as stream:
        if stream.read(len(OLE)) != OLE:
            return
        locked = LOCKED in stream.read()
    if locked:
        why, remedy = N_("文档设有密码，打不开"), N_("去掉密码，或者另存为 PDF")
    else:
        why, remedy = N_("这是旧版 Word 或者 Excel 的文件"), N_("另存为 DOCX 或者 PDF")
    raise FileRefused(name=name, why=Message(why), remedy=Message(remedy))


def _kind(path: Path) -> str | None:
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if start[:3] == b"\xff\xd8\xff":
        return "jpg"
    if start[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if start[:4] == b"PK\x03\x04":
        return "docx" if _is_docx(path) else None
    return "txt" if _is_text(start) else None


def _is_docx(path: Path) -> bool:
    """A Word document without macros: what carries a program is none, whatever its name."""
    names = _word_parts(path)
    return "word/document.xml" in names and not names & MACROS


def _word_parts(path: Path) -> set[str]:
    """The names in a zip file, in small letters; none for anything else."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return set()


def _is_text(start: bytes) -> bool:
    if b"\x00" in start or start[:2] in (b"MZ", b"#!") or start[:4] == b"\x7fELF":
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            start[: len(start) - 4 if len(start) == 4096 else len(start)].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(start) - 8:
                continue
        return True
    return False


def _check_picture(path: Path, name: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(path.read_bytes())) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise _too_many_pixels(name)
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as e:
        raise _too_many_pixels(name) from e
    except (UnidentifiedImageError, OSError, SyntaxError) as e:
        raise FileRefused(
            name=name, why=Message(N_("图片打不开，可能没有传完整或已损坏")), remedy=Message(N_("重新拍照或扫描"))
        ) from e


def _too_many_pixels(name: str) -> FileRefused:
    return FileRefused(name=name, why=Message(N_("图片尺寸过大")), remedy=Message(N_("缩小到 8000×8000 像素以内")))


def _copy(chunks: Iterable[bytes], stream: IO[bytes], name: str) -> tuple[str, int]:
    hasher, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BYTES:
            why = Message(N_("超过 {limit} MB 的上限"), {"limit": MAX_BYTES // 1024 // 1024})
            raise FileRefused(name=name, why=why, remedy=Message(N_("压缩或分开扫描")))
        hasher.update(chunk)
        stream.write(chunk)
    if size == 0:
        raise FileRefused(name=name, why=Message(N_("文件是空的（0 字节）")), remedy=Message(N_("确认选对了文件")))
    return hasher.hexdigest(), size


def _row(sha256: str, size: int, media_type: str, now: datetime) -> StoredFile:
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": media_type, "stored_at": now}
    )
    return row


def _root() -> Path:
    root = Path(settings.TONGBAN_HOME) / "files"
    root.mkdir(parents=True, exist_ok=True)
    return root


def _path(sha256: str) -> Path:
    return _root() / sha256[:2] / sha256
