"""Guided questions (办理情形引导): from answers to the one variant that fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tongban.core.packs.matter import Matter, Question


@dataclass(frozen=True)
class Guidance:
    """Either `variant` is chosen, or `question` is the next to ask, or neither: the answers lead nowhere.

    `candidates` are the variants still possible.
    """

    variant: str | None
    question: Question | None
    candidates: tuple[str, ...]


def choose_variant(matter: Matter, answers: Mapping[str, str]) -> Guidance:
    """The variant whose answers are all given, else the next question that one of the possible variants needs."""
    candidates = tuple(
        name
        for name, variant in matter.variants.items()
        if all(answers.get(key, value) == value for key, value in variant.answers.items())
    )
    reached = [name for name in candidates if set(matter.variants[name].answers) <= set(answers)]
    if len(reached) == 1:
        return Guidance(reached[0], None, candidates)
    needed = {key for name in candidates for key in matter.variants[name].answers} - set(answers)
    question = next((each for each in matter.questions if each.key in needed), None)
    return Guidance(None, question, candidates)
