"""Precision and recall of the wording rules for medical advertisements on sentences of held-out templates.

A quarter of the templates is held back, the model is trained on the rest, five times over. The patterns of the pack
were written with the templates in sight, so the figure is kind to them; packages made by others are the harder test.
"""

from __future__ import annotations

import yaml

from tests.builders.wording.measure import measure
from tongban.core.packs.location import packs_root
from tongban.prereview.wording.lexicon import DepartmentList, WordingPack
from tongban.prereview.wording.review import Reviewer

FLOOR = 0.95


def run() -> dict[str, object]:
    """The figures; `ok` says whether both reach the floor."""
    root = packs_root() / "national" / "wording"
    pack = yaml.safe_load((root / "medical-advertisement.yaml").read_text(encoding="utf-8"))
    listed = yaml.safe_load((root / "departments.yaml").read_text(encoding="utf-8"))
    reviewer = Reviewer(WordingPack.model_validate(pack), DepartmentList.model_validate(listed).departments)
    result = measure(reviewer, seeds=range(5), per_template=12)
    return {
        "name": "advertisement wording, held-out templates",
        "precision": round(result.precision, 4),
        "recall": round(result.recall, 4),
        "innocent_left_alone": round(result.innocent_left_alone, 4),
        "sentences": result.hits + result.missed + result.false + result.quiet,
        "floor": FLOOR,
        "ok": min(result.precision, result.recall) >= FLOOR,
        "wrong": result.wrong[:40],
    }


if __name__ == "__main__":
    import json

    print(json.dumps(run(), ensure_ascii=False, indent=1))  # run by hand
