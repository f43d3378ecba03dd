"""Burden is a number: what a variant asks of a person in days, papers, steps, trips and fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.core.packs.burden import matter_burden
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Material, Step
from tongban.core.packs.values import Unit


@dataclass(frozen=True)
class Burden:
    """Counts for one variant on one day.

    `days` are in `unit`, 0 for what is done on the spot, None where no figure is known (never taken for 0).
    `required` papers must always be shown, `conditional` ones in some circumstances; `waivable` are those of both that
    a certificate or a register may stand in for. Papers that the platform makes from the form count as none.
    """

    days: int | None
    unit: Unit
    required: int
    conditional: int
    waivable: int
    steps: int
    trips: int
    fields: int


def materials_of(loaded: LoadedMatter, variant: str) -> dict[str, Material]:
    """The papers of a variant by key, in the order of the file."""
    return loaded.matter.materials_of(variant)


def steps_of(loaded: LoadedMatter, variant: str) -> tuple[Step, ...]:
    """The steps of reviewing of a variant, in order."""
    return loaded.matter.steps_of(variant)


def burden(loaded: LoadedMatter, variant: str, on: date) -> Burden:
    """The burden of a variant on a civil day: the figures of `core.packs.burden`, with papers and fields told apart."""
    counted = dict(zip(loaded.matter.variants, matter_burden(loaded, on), strict=True))[variant]
    asked = [material for material in materials_of(loaded, variant).values() if not material.generated]
    return Burden(
        days=counted.days,
        unit=counted.unit,
        required=sum(material.necessity == "required" for material in asked),
        conditional=sum(material.necessity == "conditional" for material in asked),
        waivable=counted.waivable,
        steps=counted.steps,
        trips=counted.trips,
        fields=len(loaded.form.fields(variant)),
    )
