"""Which statements a block of code sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def sent() -> Iterator[list[str]]:
    """The texts of what is sent inside the block, in order, savepoints left out (a test runs in a transaction of its
    own, which makes one of every transaction). One text that goes out with many rows of values counts once."""
    texts: list[str] = []

    def note(execute: Callable[..., Any], text: str, values: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in str(text):
            texts.append(str(text))
        return execute(text, values, many, context)

    with connection.execute_wrapper(note):
        yield texts
