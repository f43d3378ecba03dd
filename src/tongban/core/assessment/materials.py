"""Which papers an application needs, which are waived and by what, which are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tongban.core.assessment.compiled import CompiledMatter
from tongban.core.assessment.situation import Situation
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Material, Replacement
from tongban.core.rules.context import RuleContext
from tongban.core.rules.values import UNKNOWN, Unknown

VALID = "valid"
"""The state of a certificate that may stand in for a paper."""


@dataclass(frozen=True)
class Waiver:
    """A paper that need not be handed in (免于提交), and what stands in for it."""

    material: str
    kind: Literal["certificate", "registry"]
    source: str
    source_name: str


@dataclass(frozen=True)
class Papers:
    """Keys of materials. `required` holds what must be shown, waived and missing ones among them.

    `held_possible` are missing ones that may be handed in later (容缺受理); `undecided` those whose condition cannot be
    answered yet; `generated` those that the platform makes from the form.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    generated: tuple[str, ...]
    undecided: tuple[str, ...]
    waived: tuple[Waiver, ...]
    missing: tuple[str, ...]
    held_possible: tuple[str, ...]


def waivers(loaded: LoadedMatter, variant: str, situation: Situation) -> dict[str, Waiver]:
    """What stands in for papers of this variant, by material."""
    found: dict[str, Waiver] = {}
    for key, material in materials_of(loaded, variant).items():
        for replacement in material.replaced_by:
            if stands_in(replacement, situation) is True:
                found[key] = _waiver(loaded, key, replacement)
                break
    return found


def stands_in(replacement: Replacement, situation: Situation) -> bool | Unknown:
    """Whether a certificate in force or an entry of a registry replaces the paper; unknown when it was not asked."""
    if replacement.certificate:
        items = situation.certificate(replacement.certificate)
        found, status = items.get("found"), items.get("status")
        if found is False:
            return False
        return status == VALID if found is True and isinstance(status, str) else UNKNOWN
    found = situation.registry.get(replacement.registry or "", {}).get("found")
    return found if isinstance(found, bool) else UNKNOWN


def waived_values(loaded: LoadedMatter, situation: Situation) -> dict[str, bool | Unknown]:
    """`materials.<key>.waived` for every material: one true source decides, else one unknown, else false."""
    return {key: _any(material, situation) for key, material in loaded.matter.materials.items()}


def papers(
    compiled: CompiledMatter, variant: str, situation: Situation, values: Mapping[str, Any], context: RuleContext
) -> Papers:
    """Sort the papers of a variant."""
    kinds: dict[str, list[str]] = {"required": [], "optional": [], "generated": [], "undecided": []}
    chosen = materials_of(compiled.loaded, variant)
    for key, material in chosen.items():
        kinds[_kind(key, material, compiled, values, context)].append(key)
    waived = waivers(compiled.loaded, variant, situation)
    missing = [key for key in kinds["required"] if key not in waived and key not in situation.materials]
    return Papers(
        tuple(kinds["required"]),
        tuple(kinds["optional"]),
        tuple(kinds["generated"]),
        tuple(kinds["undecided"]),
        tuple(waived[key] for key in chosen if key in waived and key in kinds["required"]),
        tuple(missing),
        tuple(key for key in missing if chosen[key].may_be_held),
    )


def materials_of(loaded: LoadedMatter, variant: str) -> dict[str, Material]:
    """The materials of a variant, in the order of the file."""
    return loaded.matter.materials_of(variant)


def _kind(
    key: str, material: Material, compiled: CompiledMatter, values: Mapping[str, Any], context: RuleContext
) -> str:
    rule = compiled.required_when.get(key)
    holds = True if rule is None else rule.evaluate(values, context=context).holds
    if holds is None:
        return "undecided"
    if not holds or material.necessity == "optional":
        return "optional"
    return "generated" if material.generated else "required"


def _waiver(loaded: LoadedMatter, key: str, replacement: Replacement) -> Waiver:
    catalogues = loaded.catalogues
    if replacement.certificate:
        name = catalogues.certificates[replacement.certificate].name
        return Waiver(key, "certificate", replacement.certificate, name)
    registry = replacement.registry or ""
    return Waiver(key, "registry", registry, catalogues.registries[registry].name)


def _any(material: Material, situation: Situation) -> bool | Unknown:
    answers = [stands_in(replacement, situation) for replacement in material.replaced_by]
    if any(answer is True for answer in answers):
        return True
    return next((answer for answer in answers if isinstance(answer, Unknown)), False)
