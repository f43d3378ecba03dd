"""The content of prereview as a publication keeps it: the plan of a matter, templates of documents, wording.

The folder adapter (`packages`) reads the same from disk. Nothing here imports text recognition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from tongban.catalogue import queries as catalogue
from tongban.core.packs.loader import LoadedMatter
from tongban.prereview.checking.engine import Checker
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.checking.schema import Plan
from tongban.prereview.checking.schema import Wording as WordingCheck
from tongban.prereview.evidence.templates import TemplateSet, parse_template
from tongban.prereview.wording.lexicon import DepartmentList, WordingPack
from tongban.prereview.wording.review import Reviewer

DOCUMENTS = "documents/"
ADVERTISEMENT = "wording/medical-advertisement.yaml"
DEPARTMENTS = "wording/departments.yaml"


@dataclass(frozen=True)
class Content:
    """What the papers of one publication are read and checked by."""

    plan: Plan
    templates: TemplateSet
    checker: Checker


@lru_cache(maxsize=32)
def content_of(publication: str) -> Content:
    """The content of a publication that has rules about papers; kept in memory, so only jobs ask for it.

    Raises UnknownPublication, TemplateError, ValidationError for content that was never linted.
    """
    loaded = catalogue.loaded(publication)
    plan = Plan.model_validate(loaded.checks.papers)
    texts = {path: text for path, text in loaded.shared.items() if path.startswith(DOCUMENTS)}
    templates = TemplateSet(parse_template(text, path) for path, text in sorted(texts.items()))
    words = any(isinstance(check, WordingCheck) for check in plan.checks)
    return Content(plan, templates, Checker(compile_plan(plan), _reviewer(loaded) if words else None))


def _reviewer(loaded: LoadedMatter) -> Reviewer:
    pack = WordingPack.model_validate(yaml.safe_load(loaded.shared[ADVERTISEMENT]))
    listed = DepartmentList.model_validate(yaml.safe_load(loaded.shared[DEPARTMENTS]))
    return Reviewer(pack, listed.departments)
