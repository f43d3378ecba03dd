"""Every pack in the checkout passes its own linter, and publishes each matter as a copy that loads alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongban.core.packs.loader import load_pack, load_publication
from tongban.core.packs.location import packs_root
from tongban.core.packs.problems import Level, of_level
from tongban.prereview.checking.linting import lint_whole

PACKS = sorted(path.parent for path in packs_root().glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_no_errors(folder: Path) -> None:
    errors = of_level(lint_whole(load_pack(folder)), Level.ERROR)
    assert not errors, "\n".join(f"{p.file}:{p.line} {p.code} {p.message.render()}" for p in errors)


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_publications_load_alone(folder: Path) -> None:
    for slug, loaded in load_pack(folder).matters.items():
        copy = load_publication(loaded.publication(), slug)
        assert copy.digest() == loaded.digest()
        assert copy.matter == loaded.matter


def test_the_national_pack_is_there() -> None:
    assert "national" in [folder.name for folder in PACKS]
