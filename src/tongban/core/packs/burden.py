"""Burden is a number: days, papers, steps and trips that a matter asks of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Handling, Variant
from tongban.core.packs.values import DatedLimit, Unit


@dataclass(frozen=True)
class VariantBurden:
    """One variant on one day.

    `days` are in `unit`, promised where promised, else statutory; 0 for what is done on the spot, None where no figure
    is known. `materials` must be shown always or on a condition (`waivable` of them can be waived by a certificate or
    a registry); what the platform makes itself does not count.
    """

    name: str
    days: int | None
    unit: Unit
    materials: int
    waivable: int
    steps: int
    trips: int


def matter_burden(loaded: LoadedMatter, on: date) -> tuple[VariantBurden, ...]:
    """Every variant of a matter on the civil day `on`, in the order of the file."""
    return tuple(_variant(loaded, key, variant, on) for key, variant in loaded.matter.variants.items())


def _variant(loaded: LoadedMatter, key: str, variant: Variant, on: date) -> VariantBurden:
    limit = _in_force(variant.limits.promised, on) or _in_force(variant.limits.statutory, on)
    asked = [
        material
        for material in loaded.matter.materials.values()
        if (not material.variants or key in material.variants)
        and not material.generated
        and material.necessity != "optional"
    ]
    return VariantBurden(
        variant.name,
        0 if variant.handling is Handling.INSTANT else limit.amount if limit else None,
        limit.unit if limit else Unit.WORKING_DAY,
        len(asked),
        sum(bool(material.replaced_by) for material in asked),
        sum(not step.variants or key in step.variants for step in loaded.matter.steps),
        variant.trips,
    )


def _in_force(limits: tuple[DatedLimit, ...], on: date) -> DatedLimit | None:
    found = (x for x in limits if x.since <= on and (x.until is None or on <= x.until) and x.amount is not None)
    return next(found, None)
