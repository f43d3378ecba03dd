"""Words for codes on the public pages."""

from __future__ import annotations

from tongban.core.messages import N_, Message

LEVELS = {
    "2": Message(N_("省级")),
    "3": Message(N_("市级")),
    "4": Message(N_("县级")),
    "5": Message(N_("乡镇（街道）")),
    "6": Message(N_("村（社区）")),
}
"""Codes of GB/T 39046 A.2 at which people can ask for something."""
