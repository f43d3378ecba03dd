"""The reader of one transition table: the states a thing may be in, and every way from one to another.

A room writes its table once, in its `states.py`; what may happen, who may do it, which clock starts or stops, the
sentence of the timeline and the diagram of the docs are all read from there.
"""

from tongban.core.lifecycle.diagram import mermaid
from tongban.core.lifecycle.errors import (
    BadTable,
    OutOfOrder,
    UnknownTransition,
    WrongRole,
)
from tongban.core.lifecycle.table import Lifecycle, Transition

__all__ = ["BadTable", "Lifecycle", "OutOfOrder", "Transition", "UnknownTransition", "WrongRole", "mermaid"]
