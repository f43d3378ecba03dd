"""The files of one material as one paper, and where a page of it stands. Pure.

Several pages are often several files; people speak of one paper, so the rules do too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from tongban.prereview.reading.model import Page, Problem, Reading
from tongban.prereview.reading.problems import problem
from tongban.prereview.reading.read import named


@dataclass(frozen=True)
class FilePage:
    """A page of a file: the file's digest, and the number of the page within it."""

    sha256: str
    page: int


@dataclass(frozen=True)
class Joined:
    """One reading for all files of a material. `places` tells where each of its pages comes from."""

    reading: Reading
    places: Mapping[int, FilePage]

    def place(self, page: int | None) -> FilePage | None:
        """Where a page of the paper comes from; its first page for a finding about the paper as a whole."""
        return self.places.get(page or min(self.places, default=1))


def joined(files: Sequence[tuple[str, Reading]]) -> Joined:
    """The files of one material in order, as (name, reading); at least one."""
    pages: list[Page] = []
    places: dict[int, FilePage] = {}
    problems: list[Problem] = []
    for name, reading in files:
        before = max(places, default=0)
        for page in reading.pages:
            pages.append(replace(page, number=before + page.number))
            places[before + page.number] = FilePage(reading.digest, page.number)
        problems += [_moved(found, before) for found in named(reading, name).problems]
    first = files[0][1]
    digest = first.digest if len(files) == 1 else sha256("".join(r.digest for _, r in files).encode()).hexdigest()
    return Joined(Reading(digest, first.engine, first.source_kind, tuple(pages), tuple(problems)), places)


def _moved(found: Problem, before: int) -> Problem:
    if found.page is None or before == 0:
        return found
    data = {key: value for key, value in found.message.data.items() if key != "page"}
    return problem(found.code, page=found.page + before, **data)
