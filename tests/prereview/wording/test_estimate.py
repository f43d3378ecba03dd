"""Precision and recall on templates that the model has not seen, small edition of `bench/wording.py`."""

from __future__ import annotations

from tests.builders.wording.measure import measure
from tongban.prereview.wording.review import Reviewer


def test_held_out_templates(reviewer: Reviewer) -> None:
    result = measure(reviewer, seeds=(5,), per_template=6)
    assert result.recall >= 0.95
    assert result.precision >= 0.95
