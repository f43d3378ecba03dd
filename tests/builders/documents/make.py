"""Write packages: `python -m tests.builders.documents.make FOLDER --count 40 --seed 1`."""

from __future__ import annotations

import argparse
from copy import deepcopy
from pathlib import Path
from random import Random

from tests.builders.documents.matters import institution, medical_ad, pathogen, physician, public_place
from tests.builders.documents.matters.common import fill_form
from tests.builders.documents.paper import Case, Truth
from tests.builders.documents.write import Press, write_case

MATTERS = {
    "medical-ad": medical_ad, "pathogen-transport": pathogen, "physician-reg": physician, "public-place": public_place,
    "institution": institution,
}  # fmt: skip


def made(matter: str, seed: int, *, defects: int) -> tuple[Case, list[Truth]]:
    """One case of a matter with up to `defects` defects. The same seed gives the same case.

    A defect that would hide another (on the same paper or field) is left out.
    """
    chance = Random(f"{matter}/{seed}")
    module = MATTERS[matter]
    case = module.build(chance)
    truth: list[Truth] = []
    used: set[str | None] = set()
    for defect in chance.sample(module.DEFECTS, len(module.DEFECTS)):
        if len(truth) >= defects:
            break
        before = deepcopy(case)
        found = defect(chance, case)
        if found is None:
            continue
        places = {found.material, found.field} - {None}
        if places & used:
            case = before
            continue
        used |= places
        truth.append(found)
    fill_form(case)
    return case, truth


def write_many(
    folder: Path, count: int, seed: int, *, clean_share: float = 0.5, matters: tuple[str, ...] = tuple(MATTERS)
) -> None:
    """Write `count` packages of each matter; half of them clean."""
    with Press() as press:
        for matter in matters:
            for number in range(1, count + 1):
                chance = Random(f"{matter}/{seed}/{number}")
                defects = 0 if chance.random() < clean_share else chance.choice((1, 1, 1, 2))
                case, truth = made(matter, seed * 10_000 + number, defects=defects)
                write_case(case, truth, folder / f"{matter}-{number:03d}", press, chance)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--matter", choices=list(MATTERS))
    given = parser.parse_args()
    write_many(given.folder, given.count, given.seed, matters=(given.matter,) if given.matter else tuple(MATTERS))


if __name__ == "__main__":
    main()
