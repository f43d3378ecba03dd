"""How well the wording rules do on sentences whose whole template was held back from the model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.builders.wording.generate import Sentence, sentences, split
from tests.builders.wording.train import fit
from tongban.prereview.wording.explain import Declared
from tongban.prereview.wording.review import Reviewer
from tongban.prereview.wording.segment import AdLine

_NAME = re.compile(r"[\u4e00-\u9fff]{2,}(?:医院|门诊部|诊所|服务中心|防治院)")


@dataclass
class Estimate:
    """Counts over held-out sentences; `wrong` lists what went wrong."""

    hits: int = 0
    missed: int = 0
    false: int = 0
    quiet: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.false)

    @property
    def innocent_left_alone(self) -> float:
        return self.quiet / max(1, self.quiet + self.false)


def measure(reviewer: Reviewer, *, seeds: Iterable[int], per_template: int) -> Estimate:
    """For each seed: hold a quarter of the templates back, train on the rest, judge the held-back sentences.

    The patterns of the pack are the same throughout; they were written with all templates in sight, so the figure is
    kind to them. Only surely forbidden counts as found or as false."""
    result = Estimate()
    for seed in seeds:
        training, held_out = split(sentences(seed=seed, per_template=per_template), seed=seed)
        judge = reviewer.with_model(fit(training).probabilities)
        for sentence in held_out:
            _count(result, sentence, judge)
    return result


def _count(result: Estimate, sentence: Sentence, judge: Reviewer) -> None:
    names = tuple(_NAME.findall(sentence.text.split("为")[-1])) if sentence.named else ()
    sure = any(issue.sure for issue in judge.review([AdLine(sentence.text)], Declared(names=names)))
    if sentence.label == "ok":
        result.false += sure
        result.quiet += not sure
    else:
        result.hits += sure
        result.missed += not sure
    if sure == (sentence.label == "ok"):
        result.wrong.append(f"{sentence.label} {sentence.text}")
