"""The table of functions in docs/systems/rules.md, written from the functions themselves."""

from __future__ import annotations

from tongban.core.rules.functions import Function, FunctionTable
from tongban.core.rules.types import KIND_NAMES, Kind, RuleType


def reference(functions: FunctionTable) -> str:
    """A Markdown table: how to call, what comes out, what it says, one example. One row a function, as ordered."""
    rows = [
        f"| `{_signature(each)}` | {_name(each.result)} | {each.line} | `{each.example.replace('|', chr(92) + '|')}` |"
        for each in functions.values()
    ]
    return "\n".join(["| 写法 | 结果 | 说明 | 例子 |", "|---|---|---|---|", *rows]) + "\n"


def _signature(function: Function) -> str:
    return f"{function.name}({', '.join(_name(each) for each in function.parameters)})"


def _name(type_: RuleType) -> str:
    if type_.kind is Kind.EITHER:
        return "或".join(_name(option) for option in type_.options)
    if type_.kind is Kind.LIST and type_.item is not None:
        return "列表" if type_.item.kind is Kind.ANY else f"{_name(type_.item)}列表"
    return KIND_NAMES[type_.kind]
