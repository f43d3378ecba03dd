"""Streams as released versions wrote them, kept for ever: their hashes hold and they replay to the stored state.

A file is never rewritten. A new version of a kind brings a new file with a stream that uses it; `golden/README.md`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tongban.base import audit, events
from tongban.base.models import Event
from tongban.cases.actions.moving import view
from tongban.cases.replay import replay

FOLDER = Path(__file__).parent / "golden"
STREAMS = {
    f"{file.stem}:{name}": stream
    for file in sorted(FOLDER.glob("*.json"))
    for name, stream in json.loads(file.read_text(encoding="utf-8")).items()
}
INSTANTS = ("effective_at", "recorded_at")


def rows(stream: dict[str, Any]) -> list[Event]:
    """The stored events as rows that were never saved."""
    return [
        Event(**{key: datetime.fromisoformat(value) if key in INSTANTS else value for key, value in event.items()})
        for event in stream["events"]
    ]


def state_of(stream: dict[str, Any]) -> dict[str, Any]:
    """The replayed state in the form of the file."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(replay(map(view, rows(stream)))), default=datetime.isoformat))
    return found


@pytest.mark.parametrize("name", STREAMS)
def test_its_hashes_hold(name: str) -> None:
    assert audit.verify_stream(rows(STREAMS[name])) == []


@pytest.mark.parametrize("name", STREAMS)
def test_it_replays_to_the_stored_state(name: str) -> None:
    assert state_of(STREAMS[name]) == STREAMS[name]["state"]


def test_every_version_of_every_kind_is_kept() -> None:
    kept = {(event["kind"], event["version"]) for stream in STREAMS.values() for event in stream["events"]}
    assert kept == {key for key in events._KINDS if key[0].startswith("case.")}


def test_a_changed_character_shows() -> None:
    first = rows(next(iter(STREAMS.values())))
    first[0].payload = first[0].payload.replace("1", "2", 1)
    assert {broken.code for broken in audit.verify_stream(first)} == {"hash"}
