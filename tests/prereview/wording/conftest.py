"""The wording rules of the national pack over one invented hospital."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
import yaml

from tongban.core.packs.location import packs_root
from tongban.prereview.wording.explain import Declared
from tongban.prereview.wording.lexicon import DepartmentList, WordingPack
from tongban.prereview.wording.review import Reviewer, WordingIssue
from tongban.prereview.wording.segment import AdLine

DECLARED = Declared(
    names=("成都康愈皮肤病医院", "成都医学院第二附属门诊部"),
    addresses=("四川省成都市武侯区八一大街12号附3号",),
    departments=("皮肤科", "皮肤病专业", "性传播疾病专业", "医学检验科", "中医科", "X线诊断专业"),
    hours=("周一至周日 8:30—17:30",),
    phones=("028-85551234",),
    other=("私人", "皮肤病医院"),
)
Review = Callable[..., list[WordingIssue]]


@pytest.fixture(scope="session")
def reviewer() -> Reviewer:
    root = packs_root() / "national" / "wording"
    pack = yaml.safe_load((root / "medical-advertisement.yaml").read_text(encoding="utf-8"))
    listed = yaml.safe_load((root / "departments.yaml").read_text(encoding="utf-8"))
    return Reviewer(WordingPack.model_validate(pack), DepartmentList.model_validate(listed).departments)


@pytest.fixture(scope="session")
def review(reviewer: Reviewer) -> Review:
    """Review lines of text (or AdLines) for the hospital above."""

    def run(*lines: str | AdLine) -> list[WordingIssue]:
        given: Sequence[AdLine] = [AdLine(line) if isinstance(line, str) else line for line in lines]
        return reviewer.review(given, DECLARED)

    return run
