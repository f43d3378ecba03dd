"""Text of a pack file to plain data, with the place of every value.

The dialect is YAML 1.2's core, kept small on purpose: `on`, `yes` and `no` are words, `007` is text, a date is
`2026-01-31`, a decimal number is a Decimal. No anchors, no tags, no key twice, no depth that exhausts the stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from tongban.core.messages import N_, Message
from tongban.core.packs.problems import Problem, problem

Path = tuple[str | int, ...]

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24

_PLAIN = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Source:
    """One file: its plain data and, per path, the line and column (both from 1) where that value or key stands."""

    file: str
    data: Any
    places: Mapping[Path, tuple[int, int]]

    def line(self, *path: str | int) -> int:
        """The line of a path, or of its nearest ancestor that stands in the file."""
        return self.place(*path)[0]

    def place(self, *path: str | int) -> tuple[int, int]:
        """Line and column of a path, or of its nearest ancestor."""
        for length in range(len(path), -1, -1):
            found = self.places.get(path[:length])
            if found is not None:
                return found
        return (1, 1)


class _Refused(Exception):
    """Stops the reading of a file at the first thing that makes the rest unreadable."""

    def __init__(self, code: str, line: int, **data: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.data = code, line, data


class _Resolver(BaseResolver):
    """Which plain scalars are not text."""


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,17})$", list("-0123456789")),
    ("float", r"^-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}$", list("-0123456789")),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", list("0123456789")),
):
    _Resolver.add_implicit_resolver(_PLAIN + _tag, re.compile(_pattern), _first)


class _Composer(Composer, _Resolver):
    """PyYAML's composer, without aliases, tags and bottomless nesting."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event = self.peek_event()  # type: ignore[attr-defined]  # the parser that a subclass joins has it
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("yaml-alias", line)
        if getattr(event, "tag", None) is not None:
            raise _Refused("yaml-tag", line, tag=str(event.tag)[:60])
        if self.depth >= MAX_DEPTH:
            raise _Refused("yaml-depth", line, limit=MAX_DEPTH)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


class PlainLoader(Reader, Scanner, Parser, _Composer):
    """Over PyYAML's own parser, for wheels without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        _Resolver.__init__(self)


Loader: type[Any] = PlainLoader
"""The loader in use."""

if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs forget it

    class FastLoader(_Composer, CParser):
        """Over libyaml's parser: ten times as fast, the same nodes and places."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            _Resolver.__init__(self)

    Loader = FastLoader


@dataclass
class _Builder:
    """Turns nodes into plain data, noting places and problems on the way."""

    file: str
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def build(self, node: Node, path: Path) -> Any:
        self.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key_node, ScalarNode) or key_node.tag == _PLAIN + "null":
                self.problems.append(problem("yaml-key", self.file, line))
                continue
            key = key_node.value
            if key in data:
                first = self.places[(*path, key)][0]
                self.problems.append(problem("yaml-duplicate-key", self.file, line, key=key, first=first))
                continue
            self.places[(*path, key)] = (line, column)
            data[key] = self.build(value_node, (*path, key))
        return data

    def _scalar(self, node: Node) -> Any:
        text, kind = node.value, node.tag.removeprefix(_PLAIN)
        if kind == "null":
            return None
        if kind == "bool":
            return text == "true"
        if kind == "int":
            return int(text)
        if kind == "float":
            return Decimal(text)
        if kind == "timestamp":
            return self._date(node)
        return text

    def _date(self, node: Node) -> date | None:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            line = node.start_mark.line + 1
            kind = Message(N_("日期"))
            self.problems.append(problem("yaml-value", self.file, line, value=node.value, kind=kind))
            return None


def read_source(file: str, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """The plain data of `text`, or None and the problems that prevent it. Never raises for bad text."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return None, (problem("too-large", file, 1, size=size, limit=MAX_BYTES),)
    hidden = Reader.NON_PRINTABLE.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        return None, (problem("yaml-syntax", file, line, why=Message(N_("含有看不见的控制字符"))),)
    try:
        node = Loader(text).get_single_node()
    except _Refused as refused:
        return None, (problem(refused.code, file, refused.line, **refused.data),)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1, len(text.splitlines()) or 1) if mark else 1  # libyaml may point behind the end
        return None, (problem("yaml-syntax", file, line, why=error.problem or error.context or ""),)
    if node is None:
        return Source(file, {}, {(): (1, 1)}), ()
    builder = _Builder(file)
    data = builder.build(node, ())
    if builder.problems:
        return None, tuple(builder.problems)
    return Source(file, data, builder.places), ()
