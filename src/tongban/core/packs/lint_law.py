"""Citations, their status, and limits: promised never longer than statutory, no day without or with two values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from tongban.core.messages import N_, Message
from tongban.core.packs.catalogues import Law
from tongban.core.packs.loader import LoadedMatter, LoadedPack
from tongban.core.packs.matter import LegalBasis
from tongban.core.packs.problems import Problem, problem
from tongban.core.packs.schema_errors import nearest
from tongban.core.packs.source import Path, Source
from tongban.core.packs.values import Citation, Confidence, DatedLimit
from tongban.core.packs.walk import walk

MATTER = "matter.yaml"


def lint_law(loaded: LoadedMatter) -> Iterator[Problem]:
    """Citations and limits of a matter."""
    laws = loaded.catalogues.laws
    for name, model in ((MATTER, loaded.matter), ("checks.yaml", loaded.checks)):
        yield from _citations(loaded.sources[name], loaded.path(name), model, laws)
    if not loaded.matter.legal_basis:
        yield loaded.problem("no-legal-basis", MATTER)
    for key, variant in loaded.matter.variants.items():
        top: Path = ("variants", key, "limits")
        for kind, entries in (("statutory", variant.limits.statutory), ("promised", variant.limits.promised)):
            label = N_("法定时限") if kind == "statutory" else N_("承诺时限")
            yield from _dates(loaded, (*top, kind), entries, Message(label))
        yield from _statutory(loaded, (*top, "statutory"), variant.limits.statutory, variant.name)
    effective = loaded.matter.effective
    if effective.until is not None and effective.until < effective.since:
        yield loaded.problem("dates-reversed", MATTER, "effective", what=Message(N_("事项的有效期间")))


def lint_catalogue_law(pack: LoadedPack) -> Iterator[Problem]:
    """Citations of the pack-wide lists."""
    for file, models in (("certificates.yaml", pack.certificates), ("registries.yaml", pack.registries)):
        if file in pack.sources:
            top = file.removesuffix(".yaml")
            yield from _citations(pack.sources[file], file, dict(models), pack.laws, (top,))


def _citations(source: Source, file: str, model: Any, laws: Mapping[str, Law], top: Path = ()) -> Iterator[Problem]:
    parents: dict[Path, BaseModel] = {}
    for path, value in walk(model, top):
        parents[path] = value
        if isinstance(value, Citation):
            articles = () if value.article is None else (value.article,)
            yield from _citation(source, file, path, value.law, articles, laws, _confidence(parents, path))
        elif isinstance(value, LegalBasis):
            yield from _citation(source, file, path, value.law, value.articles, laws, value.confidence)


def _confidence(parents: Mapping[Path, BaseModel], path: Path) -> Confidence | None:
    """The confidence of the nearest model around a citation that states one."""
    for length in range(len(path) - 1, -1, -1):
        found = getattr(parents.get(path[:length]), "confidence", None)
        if isinstance(found, Confidence):
            return found
    return None


def _citation(
    source: Source,
    file: str,
    path: Path,
    law: str,
    articles: tuple[str, ...],
    laws: Mapping[str, Law],
    confidence: Confidence | None,
) -> Iterator[Problem]:
    line, cited = source.line(*path), laws.get(law)
    if cited is None:
        yield problem("unknown-law", file, source.line(*path, "law"), name=law, hint=nearest(law, laws))
        return
    if cited.status == "repealed":
        yield problem("law-repealed", file, line, law=cited.title)
    if cited.status == "amended" and cited.version is None and cited.note is None:
        yield problem("law-amended", file, line, law=cited.title)
    if not articles and confidence is Confidence.VERIFIED:
        yield problem("citation-unsure", file, line, law=cited.title)
    if cited.confidence is Confidence.UNSURE and confidence is Confidence.VERIFIED:
        yield problem("law-unsure", file, line, law=cited.title)
    for article in articles:
        if article not in cited.articles and article.partition("(")[0] not in cited.articles:
            yield problem("unknown-article", file, line, law=cited.title, article=article)


def _statutory(loaded: LoadedMatter, path: Path, limits: Sequence[DatedLimit], name: str) -> Iterator[Problem]:
    if not limits:
        yield loaded.problem("limit-missing", MATTER, *path, name=name)
    for index, limit in enumerate(limits):
        if limit.amount is not None and limit.basis is None and limit.confidence is not Confidence.UNSURE:
            yield loaded.problem("limit-without-basis", MATTER, *path, index)


def _dates(loaded: LoadedMatter, path: Path, limits: Sequence[DatedLimit], what: Message) -> Iterator[Problem]:
    """Periods that end before they begin, overlap, or leave days between them without a value."""
    ordered = sorted(enumerate(limits), key=lambda pair: pair[1].since)
    for index, limit in ordered:
        if limit.until is not None and limit.until < limit.since:
            yield loaded.problem("dates-reversed", MATTER, *path, index, what=what)
    for (_, earlier), (index, later) in pairwise(ordered):
        if earlier.until is None or earlier.until >= later.since:
            yield loaded.problem("dates-overlap", MATTER, *path, index, what=what, since=later.since)
        elif earlier.until + timedelta(days=1) < later.since:
            since, until = earlier.until + timedelta(days=1), later.since - timedelta(days=1)
            yield loaded.problem("dates-gap", MATTER, *path, index, what=what, since=since, until=until)
