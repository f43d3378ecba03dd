"""What is asked of people: every paper with its basis, none that a certificate proves, none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Material
from tongban.core.packs.problems import Problem
from tongban.core.packs.values import Confidence

MATTER = "matter.yaml"
_WRITTEN_BY_APPLICANT = re.compile("申请|申报|登记表|登记书|登记册|声明|说明|承诺|委托|清单|名册|一览表")


def lint_burden(loaded: LoadedMatter) -> Iterator[Problem]:
    """Materials of a matter, one by one and in pairs."""
    for key, material in loaded.matter.materials.items():
        path = ("materials", key)
        if material.confidence is Confidence.UNSURE:
            yield loaded.problem("material-unsure", MATTER, *path, name=material.name)
        elif not material.basis:
            yield loaded.problem("material-no-basis", MATTER, *path, name=material.name)
        slug = replaceable(loaded, material)
        if slug:
            certificate = loaded.catalogues.certificates[slug].name
            yield loaded.problem("material-replaceable", MATTER, *path, name=material.name, certificate=certificate)
        yield from _condition(loaded, key, material)
    yield from _pairs(loaded)


def replaceable(loaded: LoadedMatter, material: Material) -> str | None:
    """The certificate type of this pack that the paper is, when the paper is not yet replaced by it.

    A paper is taken for a certificate when its name holds the certificate's whole name and is not something that the
    applicant writes (an application for that certificate, a statement about it). Of several the longest name wins.
    """
    if material.generated or _WRITTEN_BY_APPLICANT.search(material.name):
        return None
    named = [(len(c.name), slug) for slug, c in loaded.catalogues.certificates.items() if c.name in material.name]
    slug = max(named)[1] if named else None
    replaced = {replacement.certificate for replacement in material.replaced_by}
    return None if slug in replaced else slug


def _condition(loaded: LoadedMatter, key: str, material: Material) -> Iterator[Problem]:
    path = ("materials", key)
    conditional = material.necessity == "conditional"
    if conditional and material.required_when is None:
        yield loaded.problem("condition-missing", MATTER, *path, name=material.name)
    if conditional and material.condition_text is None:
        yield loaded.problem("condition-text-missing", MATTER, *path, name=material.name)
    if not conditional and material.required_when is not None:
        yield loaded.problem("condition-unexpected", MATTER, *path, "required_when", name=material.name)


def _pairs(loaded: LoadedMatter) -> Iterator[Problem]:
    """Two papers of one variant that prove the same fact. Two conditional ones may exclude each other."""
    for (_, a), (key, b) in combinations(loaded.matter.materials.items(), 2):
        together = not a.variants or not b.variants or set(a.variants) & set(b.variants)
        shared = sorted(set(a.proves) & set(b.proves))
        if together and shared and not a.necessity == b.necessity == "conditional":
            yield loaded.problem("materials-merge", MATTER, "materials", key, name=b.name, other=a.name, fact=shared[0])
