"""What the schema refuses, as located problems in words: pydantic's errors with the line and the nearest key."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from tongban.core.messages import N_, Message
from tongban.core.packs.problems import Problem, problem
from tongban.core.packs.source import Source

_WHY = {
    "string_type": N_("应是文字；数字、日期要当文字用时请加引号"),
    "string_too_short": N_("不能为空"),
    "string_too_long": N_("太长，最多{max_length}字"),
    "string_pattern_mismatch": N_("只能用小写英文字母、数字，以及代号的连接符（文件代号用 -，键用 _），且以字母开头"),
    "int_type": N_("应是整数"),
    "int_parsing": N_("应是整数"),
    "int_from_float": N_("应是整数"),
    "bool_type": N_("应是 true 或 false"),
    "bool_parsing": N_("应是 true 或 false"),
    "date_type": N_("应是日期，如 2026-01-31"),
    "date_parsing": N_("应是日期，如 2026-01-31"),
    "date_from_datetime_parsing": N_("应是日期，如 2026-01-31"),
    "date_from_datetime_inexact": N_("应是日期，如 2026-01-31"),
    "literal_error": N_("只能是 {expected}"),
    "enum": N_("只能是 {expected}"),
    "greater_than_equal": N_("不能小于{ge}"),
    "less_than_equal": N_("不能大于{le}"),
    "dict_type": N_("应是“键: 值”的形式"),
    "model_type": N_("应是“键: 值”的形式"),
    "tuple_type": N_("应是以 - 开头的列表"),
    "list_type": N_("应是以 - 开头的列表"),
}


class Said(ValueError):
    """What a validator of ours refuses, in a sentence that can be translated."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.render())


def nearest(name: str, known: Iterable[str]) -> Message:
    """A sentence that offers the closest known name, or the known names, or nothing."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return Message(N_("是不是想写“{name}”？"), {"name": close[0]})
    if names and len(names) <= 30:
        return Message(N_("这里可以写：{names}。"), {"names": "、".join(names)})
    return Message(N_("请核对拼写。"))


def _inner(annotation: Any, step: str | int) -> list[Any]:
    """The types one step below `annotation`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return [below for argument in arguments for below in _inner(argument, step)]
    if origin is tuple and arguments:
        return [arguments[0]]
    if origin is dict:
        return [arguments[1]]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if step in (name, info.alias):
                return [info.annotation]
    return []


def _known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema knows at `path`."""
    current: list[Any] = [model]
    for step in path:
        current = [below for annotation in current for below in _inner(annotation, step)]
    keys = []
    for annotation in current:
        candidates = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
        for candidate in candidates:
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                keys += [info.alias or name for name, info in candidate.model_fields.items()]
    return keys


def _why(error: Any) -> Message:
    own = error.get("ctx", {}).get("error")
    if isinstance(own, Said):
        return own.message
    sentence = _WHY.get(error["type"])
    if sentence is None:
        return Message("{detail}", {"detail": error["msg"]})
    data = dict(error.get("ctx", {}))
    if "expected" in data:
        data["expected"] = str(data["expected"]).replace(" or ", ", ").replace(", ", "、")
    return Message(sentence, data)


def schema_problems(source: Source, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """One problem per error of pydantic, at the line where the value stands."""
    problems = []
    for item in error.errors(include_url=False, include_input=False):
        path = tuple(step for step in item["loc"] if step != "[key]")
        line, key = source.line(*path), ".".join(str(step) for step in path)
        if item["type"] == "extra_forbidden":
            hint = nearest(str(path[-1]), _known_keys(model, path[:-1]))
            problems.append(problem("unknown-key", source.file, line, key=key, hint=hint))
        elif item["type"] == "missing":
            problems.append(problem("missing-key", source.file, line, key=key))
        else:
            problems.append(
                problem(
                    "wrong-value",
                    source.file,
                    line,
                    key=key or source.file,
                    why=_why(item),
                )
            )
    return problems
