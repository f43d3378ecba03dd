"""The linter of packs: everything that can be said of content without a person, a database or a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tongban.core.packs.calendars import BadCalendar, read_calendar
from tongban.core.packs.declarations import NONE
from tongban.core.packs.lint_burden import lint_burden
from tongban.core.packs.lint_guidance import lint_guidance
from tongban.core.packs.lint_law import lint_catalogue_law, lint_law
from tongban.core.packs.lint_promises import lint_promises
from tongban.core.packs.lint_references import lint_references
from tongban.core.packs.lint_rules import lint_rules
from tongban.core.packs.lint_wording import lint_wording
from tongban.core.packs.loader import LoadedMatter, LoadedPack
from tongban.core.packs.problems import Problem, in_order, problem
from tongban.core.packs.schema_errors import nearest
from tongban.core.rules.declarations import Declarations

Extra = Callable[[LoadedMatter], Declarations]
Lint = Callable[[LoadedMatter], Iterator[Problem]]

_FAMILIES: tuple[Lint, ...] = (
    lint_references,
    lint_law,
    lint_promises,
    lint_burden,
    lint_wording,
    lint_guidance,
)


def _no_extra(_: LoadedMatter) -> Declarations:
    return NONE


def lint(pack: LoadedPack, extra: Extra = _no_extra, more: tuple[Lint, ...] = ()) -> tuple[Problem, ...]:
    """Every problem of a pack, loading ones included, by file and line.

    `extra` gives the names that other rooms declare for a matter's rules (evidence of papers); `more` their own checks
    of a matter (the `papers` section).
    """
    found = list(pack.problems)
    found += lint_catalogue_law(pack)
    found += _registries(pack)
    found += _calendar(pack)
    for loaded in pack.matters.values():
        for family in (*_FAMILIES, *more):
            found += family(loaded)
        found += lint_rules(loaded, extra(loaded))
    return in_order(found)


def _registries(pack: LoadedPack) -> Iterator[Problem]:
    """The key of a registry is one of its fields."""
    for key, registry in pack.registries.items():
        if registry.key not in registry.fields:
            line = pack.sources["registries.yaml"].line("registries", key, "key")
            hint = nearest(registry.key, registry.fields)
            yield problem("unknown-item", "registries.yaml", line, where=registry.name, name=registry.key, hint=hint)


def _calendar(pack: LoadedPack) -> Iterator[Problem]:
    """What is wrong with the pack's calendar files."""
    try:
        read_calendar({path: text for path, text in pack.files.items() if path.startswith("calendar/")})
    except BadCalendar as error:
        yield from error.problems
