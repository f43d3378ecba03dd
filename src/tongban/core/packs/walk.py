"""Walking over loaded models with the path of each value, so that a check can name its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from tongban.core.packs.source import Path

AnyModel = TypeVar("AnyModel", bound=BaseModel)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every model inside `value`, itself included, with its path as written in the file; parents first."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def walk_of(value: Any, kind: type[AnyModel]) -> Iterator[tuple[Path, AnyModel]]:
    """Only models of one kind."""
    for path, model in walk(value):
        if isinstance(model, kind):
            yield path, model
