"""The names a matter lets its rules read. A name that is not declared is a lint error with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tongban.core.messages import N_, Message
from tongban.core.rules.errors import DeclarationError
from tongban.core.rules.types import Kind, RuleType

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
RESERVED = frozenset({"true", "false", "null", "in", "has", "known", "all", "exists", "exists_one", "filter", "map"})


@dataclass(frozen=True)
class Declaration:
    """One name. `label` is its Chinese name on the form; `private` values are never shown in a trace."""

    name: str
    type: RuleType
    label: str = ""
    private: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise DeclarationError(self.name, Message(N_("只能用英文字母、数字和下划线，各段之间用点隔开")))
        if RESERVED.intersection(self.name.split(".")):
            raise DeclarationError(self.name, Message(N_("其中有规则语言保留的词，请换一个名称")))
        if self.type.kind in (Kind.ANY, Kind.EITHER):
            raise DeclarationError(self.name, Message(N_("没有写明类型")))


class Declarations:
    """All names of one matter. Immutable; `a | b` joins two, the right one winning."""

    def __init__(self, declarations: Iterable[Declaration] = ()) -> None:
        self._by_name = {each.name: each for each in declarations}

    @classmethod
    def of(cls, types: Mapping[str, RuleType]) -> Declarations:
        """From names and types only, without labels."""
        return cls(Declaration(name, type_) for name, type_ in types.items())

    def __or__(self, other: Declarations) -> Declarations:
        return Declarations([*self, *other])

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def resolve(self, path: tuple[str, ...]) -> tuple[Declaration, tuple[str, ...]] | None:
        """The longest declared name that the path starts with, and the field names that are left."""
        for length in range(len(path), 0, -1):
            found = self._by_name.get(".".join(path[:length]))
            if found:
                return found, path[length:]
        return None

    def nearest(self, name: str) -> str:
        """The declared name most like this one, or empty."""
        return nearest(name, self._by_name)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, for "did you mean"; empty when none is near."""
    names = list(known)
    found = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if not found:
        tails = {each.rpartition(".")[2]: each for each in names}
        found = [tails[tail] for tail in difflib.get_close_matches(name.rpartition(".")[2], tails, n=1, cutoff=0.75)]
    return found[0] if found else ""
