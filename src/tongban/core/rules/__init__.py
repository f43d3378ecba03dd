"""The rule language of matters: CEL to write, three values to answer, a trace to explain.

A rule is checked when its pack is loaded (every name declared, every type fitting) and asked many times after.
Pure: no clock, no database, no I/O besides reading the grammar of cel-python once. See docs/systems/rules.md.
"""

from tongban.core.rules.context import RuleContext, Workdays
from tongban.core.rules.declarations import Declaration, Declarations
from tongban.core.rules.errors import DeclarationError, RuleError
from tongban.core.rules.explain import explain
from tongban.core.rules.functions import Function, FunctionTable, table
from tongban.core.rules.library import DEFAULT_FUNCTIONS
from tongban.core.rules.rule import Outcome, Rule, compile_rule
from tongban.core.rules.trace import TraceNode, trace_data
from tongban.core.rules.types import ANY, BOOLEAN, DATE, DECIMAL, INTEGER, TEXT, Kind, RuleType, list_of, record
from tongban.core.rules.values import UNKNOWN, Cause, Reason, Unknown, unknown

__all__ = [
    "ANY",
    "BOOLEAN",
    "DATE",
    "DECIMAL",
    "DEFAULT_FUNCTIONS",
    "INTEGER",
    "TEXT",
    "UNKNOWN",
    "Cause",
    "Declaration",
    "DeclarationError",
    "Declarations",
    "Function",
    "FunctionTable",
    "Kind",
    "Outcome",
    "Reason",
    "Rule",
    "RuleContext",
    "RuleError",
    "RuleType",
    "TraceNode",
    "Unknown",
    "Workdays",
    "compile_rule",
    "explain",
    "list_of",
    "record",
    "table",
    "trace_data",
    "unknown",
]
