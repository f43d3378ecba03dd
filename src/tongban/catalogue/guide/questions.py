"""Guided questions (办理情形引导): a few answers lead a person to the variant that fits them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tongban.core.assessment.guide import choose_variant
from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.packs.matter import Matter, Question


@dataclass(frozen=True)
class Guidance:
    """Where the answers lead. Exactly one of: a `question` to ask next, the `variant` that fits, or neither, when no
    variant of the matter fits. `open` are the variants still possible."""

    question: Question | None
    variant: str | None
    open: tuple[str, ...]


def next_question(matter: Matter, answers: Mapping[str, str]) -> Guidance:
    """What to ask after `answers` (question key to option value). Questions that no variant still possible depends on
    are not asked. Raises InvalidInput for an answer that the matter does not offer."""
    _check(matter, answers)
    found = choose_variant(matter, answers)
    return Guidance(found.question, found.variant, found.candidates)


def _check(matter: Matter, answers: Mapping[str, str]) -> None:
    offered = {question.key: {option.value for option in question.options} for question in matter.questions}
    for key, value in answers.items():
        if value not in offered.get(key, set()):
            raise InvalidInput(
                what=_asked(matter, key), why=Message(N_("没有“{value}”这个选项"), {"value": value[:40]})
            )


def _asked(matter: Matter, key: str) -> str:
    return next((question.ask for question in matter.questions if question.key == key), key[:40])
