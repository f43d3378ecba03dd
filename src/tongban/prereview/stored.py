"""Readings, sentences and answers in the database: compressed, encrypted, and back."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any

from tongban.base import crypto
from tongban.core.messages import Message
from tongban.prereview.reading.data import from_data, to_data
from tongban.prereview.reading.model import Reading


def pack_reading(reading: Reading) -> bytes:
    """The reading as encrypted bytes."""
    text = json.dumps(to_data(reading), ensure_ascii=False, separators=(",", ":"))
    return crypto.encrypt_text(base64.b85encode(zlib.compress(text.encode(), 6)).decode())


def unpack_reading(data: bytes | memoryview) -> Reading:
    """The reading again. Raises Undecipherable, ValueError for another format."""
    return from_data(json.loads(zlib.decompress(base64.b85decode(crypto.decrypt_text(data)))))


def pack_json(value: Any) -> bytes:
    """Plain data, encrypted."""
    return crypto.encrypt_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unpack_json(data: bytes | memoryview) -> Any:
    return json.loads(crypto.decrypt_text(data))


def message_data(message: Message) -> list[Any]:
    """A sentence with its data; sentences within keep their own msgid, so that each reader gets their language."""
    return [message.sentence, {key: _value(value) for key, value in message.data.items()}]


def message_of(data: list[Any]) -> Message:
    sentence, values = data
    return Message(sentence, {key: _unvalue(value) for key, value in values.items()})


def _value(value: Any) -> Any:
    if isinstance(value, Message):
        return {"message": message_data(value)}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _unvalue(value: Any) -> Any:
    return message_of(value["message"]) if isinstance(value, Mapping) else value
