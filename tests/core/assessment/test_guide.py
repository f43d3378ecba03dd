"""Guided questions lead to one variant, ask only what is needed, and say when they lead nowhere."""

from __future__ import annotations

from tongban.core.assessment.guide import choose_variant
from tongban.core.packs.lint_guidance import dead_ends
from tongban.core.packs.loader import load_pack
from tongban.core.packs.location import packs_root

NURSE = load_pack(packs_root() / "national").matters["nurse-practice-registration"].matter


def test_the_first_question_and_the_shortest_way() -> None:
    start = choose_variant(NURSE, {})
    assert start.variant is None
    assert start.question is not None
    assert start.question.key == "holding"
    assert len(start.candidates) == 5
    assert choose_variant(NURSE, {"holding": "no"}).variant == "first"
    assert choose_variant(NURSE, {"holding": "lost"}).variant == "replacement"


def test_a_second_question_where_it_is_needed() -> None:
    middle = choose_variant(NURSE, {"holding": "yes"})
    assert middle.question is not None
    assert middle.question.key == "wish"
    assert middle.candidates == ("change", "renewal", "cancellation")
    assert choose_variant(NURSE, {"holding": "yes", "wish": "move"}).variant == "change"


def test_answers_that_lead_nowhere() -> None:
    lost = choose_variant(NURSE, {"holding": "never"})
    assert (lost.variant, lost.question, lost.candidates) == (None, None, ())


def test_no_way_of_answering_ends_nowhere() -> None:
    assert list(dead_ends(NURSE)) == []
