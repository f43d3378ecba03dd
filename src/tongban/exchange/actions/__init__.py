"""Writes of the exchange: declare registers, receive entries, ask (which leaves a record), close and reopen."""

from __future__ import annotations

from tongban.exchange.actions.asking import Lookup, Outcome, facts_for_rules, forget_lookups, look_up
from tongban.exchange.actions.receiving import (
    Delivery,
    close_register,
    declare_registries,
    receive,
    record_entry,
    reopen_register,
)

__all__ = [
    "Delivery",
    "Lookup",
    "Outcome",
    "close_register",
    "declare_registries",
    "facts_for_rules",
    "forget_lookups",
    "look_up",
    "receive",
    "record_entry",
    "reopen_register",
]
