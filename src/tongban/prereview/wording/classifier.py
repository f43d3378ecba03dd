"""A linear model over character n-grams: which class of wording a left-over clause most likely is.

Classes: `ok` (innocent), `a6` (outside the eight kinds), `f1` … `f8` (第七条（一）…（八） with 广告法). The features are the
1-, 2- and 3-grams of the clause's words, hashed by CRC-32 into `DIMENSIONS` places and scaled to length one. The
weights are 8-bit integers with one scale per class, in `weights.json` beside this file, which
`tests/builders/wording/train.py` makes.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongban.prereview.wording.normal import words

DIMENSIONS = 8192
CLASSES = ("ok", "a6", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8")
_WEIGHTS = Path(__file__).with_name("weights.json")


def features(text: str) -> NDArray[np.float32]:
    """The feature vector of `text`, shape (DIMENSIONS,), length 1 (all zero for a text without words)."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    marked = "^" + words(text).lower() + "$"
    for size in (1, 2, 3):
        for start in range(len(marked) - size + 1):
            vector[zlib.crc32(marked[start : start + size].encode()) % DIMENSIONS] += 1.0
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


@dataclass(frozen=True)
class Model:
    """Weights of shape (DIMENSIONS, classes) and biases of shape (classes,)."""

    weights: NDArray[np.float32]
    biases: NDArray[np.float32]

    def probabilities(self, text: str) -> dict[str, float]:
        """The probability of each class; sums to 1."""
        scores = features(text) @ self.weights + self.biases
        powers = np.exp(scores - scores.max())
        shares = powers / powers.sum()
        return {name: float(share) for name, share in zip(CLASSES, shares, strict=True)}


def pack(weights: NDArray[np.float32], biases: NDArray[np.float32]) -> dict[str, Any]:
    """The model in the form it is stored in."""
    scales = np.abs(weights).max(axis=0) / 127
    small = np.round(weights / scales).astype(np.int8)
    return {
        "classes": list(CLASSES),
        "dimensions": DIMENSIONS,
        "scales": [round(float(scale), 8) for scale in scales],
        "biases": [round(float(bias), 6) for bias in biases],
        "weights": base64.b64encode(zlib.compress(small.tobytes(), 9)).decode(),
    }


def unpack(stored: dict[str, Any]) -> Model:
    """The model from its stored form. Raises ValueError when it was made for other classes or features."""
    if tuple(stored["classes"]) != CLASSES or stored["dimensions"] != DIMENSIONS:
        raise ValueError("weights.json was trained for other classes or features: run tests/builders/wording/train.py")
    small = np.frombuffer(zlib.decompress(base64.b64decode(stored["weights"])), dtype=np.int8)
    weights = small.reshape(DIMENSIONS, len(CLASSES)).astype(np.float32) * np.array(stored["scales"], dtype=np.float32)
    return Model(weights, np.array(stored["biases"], dtype=np.float32))


@lru_cache(maxsize=1)
def model() -> Model:
    """The trained model that ships with the program."""
    return unpack(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
