"""The national pack as delivered can be published, found and read."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tongban.base.actor import SYSTEM
from tongban.catalogue import actions, queries

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def published() -> tuple[actions.Published, ...]:
    return actions.publish_pack(ROOT / "packs" / "national", actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("typed", ["护士变更", "护士", "hushi", "hszc", "hu士", "换单位 护士", "ＨＳＺＹＺＣ"])
@pytest.mark.usefixtures("published")
def test_nurses_find_their_matter_first(typed: str) -> None:
    hits = queries.search(typed, TODAY).hits

    assert hits[0].matter == "nurse-practice-registration"


@pytest.mark.usefixtures("published")
def test_a_change_of_nurse_registration_leads_to_that_variant() -> None:
    assert queries.search("护士变更", TODAY).hits[0].variant == "change"


def test_every_matter_reads_as_guide_procedure_and_picture(published: tuple[actions.Published, ...]) -> None:
    for result in published:
        loaded = queries.loaded(result.digest)
        shown = queries.guide(loaded, TODAY)
        assert [view.key for view in shown.variants] == list(loaded.matter.variants)
        for view in shown.variants:
            assert queries.procedure(loaded, view.key, TODAY).steps
            svg = ElementTree.fromstring(queries.flow_chart(loaded, view.key, TODAY))  # noqa: S314  # our own text
            drawn = "".join("".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text"))
            for step in queries.steps_of(loaded, view.key):
                assert "".join(step.name.split()) in "".join(drawn.split())


@pytest.mark.usefixtures("published")
def test_every_matter_is_found_by_its_name_its_sound_and_its_initials() -> None:
    for card in queries.matters(TODAY):
        row = queries.publication(card.digest).listing
        for typed in (card.name, row.name_pinyin.replace(" ", "")[:60], row.name_initials):
            assert card.matter in [hit.matter for hit in queries.search(typed, TODAY).hits], typed


def test_answering_a_query_needs_no_pinyin_dictionary() -> None:
    """Forty megabytes that a web process can do without."""
    program = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.harness.settings'; django.setup();"
        "from tongban.catalogue import queries; print('pypinyin' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout.strip().splitlines()[-1] == "False"
