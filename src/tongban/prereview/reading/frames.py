"""How a reader process and its keeper talk: frames of one length, one header in JSON, one body of bytes.

Not pickle: what a process that read a hostile file sends back must not be able to run anything.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_HEAD = struct.Struct(">II")
MOST = 256_000_000  # bytes; a frame longer than this is a broken peer


def send(stream: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame and flush it. Raises OSError when the other side is gone."""
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    stream.write(_HEAD.pack(len(head), len(body)) + head)
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None when the other side closed or sent nonsense."""
    lengths = stream.read(_HEAD.size)
    if len(lengths) < _HEAD.size:
        return None
    head, body = _HEAD.unpack(lengths)
    if head + body > MOST:
        return None
    raw = stream.read(head)
    content = stream.read(body)
    if len(raw) < head or len(content) < body:
        return None
    try:
        header = json.loads(raw)
    except ValueError:
        return None
    return (header, content) if isinstance(header, dict) else None
