"""The functions that every rule may use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tongban.core.rules.functions import Function
from tongban.core.rules.functions_dates import DATE_FUNCTIONS
from tongban.core.rules.functions_identifiers import IDENTIFIER_FUNCTIONS
from tongban.core.rules.functions_text import TEXT_FUNCTIONS
from tongban.core.rules.functions_values import VALUE_FUNCTIONS

DEFAULT_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {**VALUE_FUNCTIONS, **TEXT_FUNCTIONS, **DATE_FUNCTIONS, **IDENTIFIER_FUNCTIONS}
)
"""Join your own with ``{**DEFAULT_FUNCTIONS, **extra}``; a room's own must not take a name that is here."""
