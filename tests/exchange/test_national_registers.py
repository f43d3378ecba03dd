"""The registers that the national pack declares can be declared here, each with a usable key."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tongban.base.actor import SYSTEM
from tongban.core.packs.loader import load_pack
from tongban.exchange import actions, queries

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NEEDED = {"deaths", "supervision", "nurse_exams", "physician_qualifications", "institutions"}


def test_every_register_can_be_declared_and_fed() -> None:
    registries = load_pack(ROOT / "packs" / "national").registries

    actions.declare_registries(registries, actor=SYSTEM, now=NOW)

    assert {state.key for state in queries.registers()} == set(registries) >= NEEDED
    for key, registry in registries.items():
        assert registry.key in registry.fields
        actions.receive(key, [], source="零报告", actor=SYSTEM, now=NOW)
    assert all(state.fed_at == NOW for state in queries.registers())
