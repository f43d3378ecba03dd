"""Train the wording model: `python -m tests.builders.wording.train` writes `weights.json`.

Softmax regression by Adam in plain numpy, fixed seed, no dropout; a few seconds on one core.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from numpy.typing import NDArray

from tests.builders.wording.generate import Sentence, sentences
from tongban.prereview.wording import classifier

SEED = 20070101
PER_TEMPLATE = 30


def fit(made: list[Sentence], *, seed: int = SEED, rounds: int = 25, decay: float = 2e-5) -> classifier.Model:
    """The model fitted to `made`; every template weighs the same, whatever the number of its sentences."""
    chance = np.random.default_rng(seed)
    inputs = np.stack([classifier.features(sentence.text) for sentence in made])
    targets = np.array([classifier.CLASSES.index(sentence.label) for sentence in made])
    weights = np.zeros((classifier.DIMENSIONS, len(classifier.CLASSES)), dtype=np.float32)
    biases = np.zeros(len(classifier.CLASSES), dtype=np.float32)
    moments: list[NDArray[np.float32]] = [np.zeros_like(a) for a in (weights, biases, weights, biases)]
    step = 0
    for _ in range(rounds):
        order = chance.permutation(len(made))
        for start in range(0, len(order), 128):
            step += 1
            chosen = order[start : start + 128]
            scores = inputs[chosen] @ weights + biases
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            shares[np.arange(len(chosen)), targets[chosen]] -= 1
            slopes = (inputs[chosen].T @ shares / len(chosen) + decay * weights, shares.mean(axis=0))
            for place, (value, slope) in enumerate(zip((weights, biases), slopes, strict=True)):
                moments[place] = 0.9 * moments[place] + 0.1 * slope
                moments[place + 2] = 0.999 * moments[place + 2] + 0.001 * slope**2
                first = moments[place] / (1 - 0.9**step)
                second = moments[place + 2] / (1 - 0.999**step)
                value -= (0.03 * first / (np.sqrt(second) + 1e-8)).astype(np.float32)
    return classifier.Model(weights, biases)


def main() -> None:
    """Train on every template and write the weights beside the classifier."""
    trained = fit(sentences(seed=SEED, per_template=PER_TEMPLATE))
    target = classifier._WEIGHTS
    target.write_text(json.dumps(classifier.pack(trained.weights, trained.biases)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
