"""A few answers lead to the variant that fits."""

from __future__ import annotations

import pytest

from tests.builders import packs
from tongban.catalogue.queries import next_question
from tongban.core.errors import InvalidInput

MATTER = packs.loaded().matter


def test_the_first_question_comes_first() -> None:
    guidance = next_question(MATTER, {})

    assert guidance.question is not None
    assert guidance.question.key == "holding"
    assert guidance.open == ("first", "change", "renewal")


def test_a_question_that_decides_nothing_is_not_asked() -> None:
    guidance = next_question(MATTER, {"holding": "no"})

    assert (guidance.question, guidance.variant) == (None, "first")


def test_the_last_answer_leads_to_the_variant() -> None:
    assert next_question(MATTER, {"holding": "yes"}).open == ("change", "renewal")
    assert next_question(MATTER, {"holding": "yes", "wish": "extend"}).variant == "renewal"


def test_an_answer_that_fits_no_variant_says_so() -> None:
    data = packs.matter_data()
    del data["variants"]["first"]

    guidance = next_question(packs.loaded(data).matter, {"holding": "no"})

    assert (guidance.question, guidance.variant, guidance.open) == (None, None, ())


@pytest.mark.parametrize("answers", [{"holding": "maybe"}, {"colour": "red"}])
def test_an_answer_that_was_not_offered_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(InvalidInput, match="没有"):
        next_question(MATTER, answers)


def test_every_variant_of_the_sample_can_be_reached() -> None:
    reached = {
        next_question(MATTER, {"holding": "yes", "wish": "change"}).variant,
        next_question(MATTER, {"holding": "yes", "wish": "extend"}).variant,
        next_question(MATTER, {"holding": "no"}).variant,
    }

    assert reached == set(MATTER.variants)
