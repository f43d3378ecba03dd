"""Every matter of the national pack has its worked examples, and every way through it can be seen in one of them."""

from __future__ import annotations

import pytest

from tongban.core.packs.loader import LoadedMatter, load_pack
from tongban.core.packs.location import packs_root

LEAST = 3
MATTERS = load_pack(packs_root() / "national").matters


@pytest.mark.parametrize("loaded", MATTERS.values(), ids=MATTERS)
def test_every_matter_has_its_examples(loaded: LoadedMatter) -> None:
    assert len(loaded.examples.examples) >= LEAST


@pytest.mark.parametrize("loaded", MATTERS.values(), ids=MATTERS)
def test_a_matter_with_automatic_approval_shows_both_outcomes(loaded: LoadedMatter) -> None:
    for key, variant in loaded.matter.variants.items():
        if not variant.auto_approval:
            continue
        outcomes = {item.expect.outcome for item in loaded.examples.examples if item.given.variant == key}
        assert {"approved_automatically", "to_a_person"} <= outcomes, key
