"""Every worked example of every pack comes out as its author expects."""

from __future__ import annotations

import pytest

from tongban.core.assessment.examples import run_example
from tongban.core.packs.calendars import national_calendar
from tongban.core.packs.examples import Example
from tongban.core.packs.loader import LoadedMatter, load_pack
from tongban.core.packs.location import packs_root


def _examples() -> list[object]:
    found: list[object] = []
    for folder in sorted(path.parent for path in packs_root().glob("*/pack.yaml")):
        for loaded in load_pack(folder).matters.values():
            matter = loaded.matter.matter
            found += [pytest.param(loaded, each, id=f"{matter}: {each.name}") for each in loaded.examples.examples]
    return found


@pytest.mark.parametrize(("loaded", "example"), _examples())
def test_example(loaded: LoadedMatter, example: Example) -> None:
    differences = run_example(loaded, example, national_calendar())
    assert not differences, "\n".join(difference.render() for difference in differences)


def test_there_are_examples() -> None:
    assert len(_examples()) >= 10
