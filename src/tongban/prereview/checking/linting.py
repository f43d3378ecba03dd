"""What the linter of packs says of papers: `papers:` of a matter, the kinds of document, the wording files.

`lint_whole` is the linter for those who check or publish a pack; the core's own knows nothing of papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tongban.core.packs.lint_references import form_fields
from tongban.core.packs.linter import lint
from tongban.core.packs.loader import LoadedMatter, LoadedPack
from tongban.core.packs.problems import Problem, in_order, problem
from tongban.core.packs.schema_errors import nearest, schema_problems
from tongban.core.packs.source import Path, Source, read_source
from tongban.core.rules.errors import RuleError, UnknownFunction, UnknownName, WrongArguments, WrongType
from tongban.core.rules.rule import compile_rule
from tongban.prereview.checking.expressions import declarations, functions
from tongban.prereview.checking.schema import ANYWHERE, GATHER, REQUIRED, Material, Plan, RuleCheck, Wording
from tongban.prereview.evidence.templates import DocumentTemplate, TemplateSet
from tongban.prereview.wording.lexicon import DepartmentList, WordingPack

CHECKS, TOP, DOCUMENTS = "checks.yaml", "papers", "documents/"
ADVERTISEMENT = "wording/medical-advertisement.yaml"
DEPARTMENTS = "wording/departments.yaml"
AnyModel = TypeVar("AnyModel", bound=BaseModel)


def lint_whole(pack: LoadedPack) -> tuple[Problem, ...]:
    """Every problem of a pack, with those of its papers, by file and line."""
    kinds, found = _kinds(pack)
    templates = TemplateSet(template for template, _ in kinds)
    plans = [plan for loaded in pack.matters.values() if (plan := _plan(loaded)) is not None]
    found += [each for template, source in kinds for each in _answers(template, source, plans)]
    found += [each for template, source in kinds for each in _companions(template, source, templates.kinds)]
    found += _wordings(pack) if any(_about_wording(plan) for plan in plans) else ()
    return in_order([*found, *lint(pack, more=(partial(lint_papers, templates),))])


def lint_papers(templates: TemplateSet, loaded: LoadedMatter) -> Iterator[Problem]:
    """What is wrong with `papers:` of one matter; nothing where it has none."""
    if loaded.checks.papers is None:
        return
    try:
        plan = Plan.model_validate(loaded.checks.papers, context=GATHER)
    except ValidationError as error:
        yield from schema_problems(_rooted(loaded.sources[CHECKS], loaded.checks.papers), Plan, error)
        return
    yield from _mistakes(loaded, plan)
    yield from _elsewhere(loaded, plan)
    for key, material in plan.materials.items():
        yield from _readable(loaded, plan.package, key, material, templates)
    yield from _expressions(loaded, plan)


def _plan(loaded: LoadedMatter) -> Plan | None:
    try:
        return Plan.model_validate(loaded.checks.papers, context=GATHER) if loaded.checks.papers else None
    except ValidationError:
        return None


def _rooted(source: Source, papers: Mapping[str, object]) -> Source:
    """The places within `papers:`, also under the steps that pydantic puts in for the kind of a check."""
    places: dict[Path, tuple[int, int]] = {
        path[1:]: place for path, place in source.places.items() if path[:1] == (TOP,)
    }
    checks = papers.get("checks")
    listed = enumerate(checks) if isinstance(checks, list) else ()
    kinds = {index: str(check.get("kind")) for index, check in listed if isinstance(check, Mapping)}
    for path, place in list(places.items()):
        if len(path) > 2 and path[0] == "checks" and path[1] in kinds:
            places[(*path[:2], kinds[path[1]], *path[2:])] = place
    return Source(source.file, papers, places)


def _mistakes(loaded: LoadedMatter, plan: Plan) -> Iterator[Problem]:
    """Names that lead nowhere within `papers:` itself."""
    for mistake in plan.mistakes():
        path = (TOP, *mistake.path)
        if mistake.code == "repeated-id":
            first = next(index for index, check in enumerate(plan.checks) if check.id == mistake.name)
            line = loaded.line(CHECKS, TOP, "checks", first, "id")
            yield loaded.problem(mistake.code, CHECKS, *path, name=mistake.name, first=line)
        elif mistake.code == "wrong-reference":
            yield loaded.problem(mistake.code, CHECKS, *path, what=mistake.name)
        else:
            hint = nearest(mistake.name, mistake.known)
            yield loaded.problem(mistake.code, CHECKS, *path, name=mistake.name, where=mistake.where, hint=hint)


def _elsewhere(loaded: LoadedMatter, plan: Plan) -> Iterator[Problem]:
    """Fields, materials and variants that the matter does not have."""
    named = (
        ("unknown-field", "fields", plan.fields, {field.key for _, field in form_fields(loaded)}),
        ("unknown-material", "materials", plan.materials, set(loaded.matter.materials)),
    )
    for code, part, keys, known in named:
        for key in keys:
            if key not in known:
                yield loaded.problem(code, CHECKS, TOP, part, key, name=key, hint=nearest(key, known))
    rules = {rule.id for rule in loaded.checks.rules}
    for index, check in enumerate(plan.checks):
        for name in check.said_by:
            if name not in rules and name != REQUIRED:
                path = (TOP, "checks", index, "said_by")
                yield loaded.problem("unknown-rule", CHECKS, *path, name=name, hint=nearest(name, rules))
    names = {variant.name for variant in loaded.matter.variants.values()}
    for index, name in enumerate(plan.variants):
        if name not in names:
            yield loaded.problem(
                "unknown-variant", CHECKS, TOP, "variants", index, name=name, hint=nearest(name, names)
            )


def _readable(
    loaded: LoadedMatter, package: str, key: str, material: Material, templates: TemplateSet
) -> Iterator[Problem]:
    """Facts, tables, columns and places for signatures that no kind of document gives."""
    kinds = templates.for_material(package, key)
    path: Path = (TOP, "materials", key)
    if not kinds:
        wanted = f"{package}.{key}"
        yield loaded.problem("papers-no-kind", CHECKS, *path, name=material.label, wanted=wanted)
        return
    tables = {table.name: table for kind in kinds for table in kind.tables}
    wanted_names: list[tuple[Path, Iterable[str], set[str]]] = [
        (("facts",), material.facts, {*ANYWHERE, *(name for kind in kinds for name in kind.gives())}),
        (("tables",), material.tables, set(tables)),
    ]
    for name, columns in material.tables.items():
        if name in tables:
            wanted_names.append((("tables", name), columns, {column.name for column in tables[name].columns}))
    if material.signature:
        signers = {place.name for kind in kinds for place in kind.signatures}
        wanted_names.append((("signature", "places"), material.signature.places, signers))
    for below, names, known in wanted_names:
        for name in names:
            if name not in known:
                data = {"where": material.label, "name": name, "hint": nearest(name, known)}
                yield loaded.problem("papers-fact-unread", CHECKS, *path, *below, name, **data)


def _expressions(loaded: LoadedMatter, plan: Plan) -> Iterator[Problem]:
    declared, known = declarations(plan), functions(plan)
    for path, source in _sources(plan):
        try:
            compile_rule(source, declared, functions=known)
        except RuleError as error:
            code = "rule-name" if isinstance(error, UnknownName | UnknownFunction) else "rule-syntax"
            code = "rule-type" if isinstance(error, WrongType | WrongArguments) else code
            line = loaded.line(CHECKS, TOP, *path) + error.line - 1
            yield problem(code, loaded.path(CHECKS), line, column=error.column, why=error.data["why"])


def _sources(plan: Plan) -> Iterator[tuple[Path, str]]:
    for key, field in plan.fields.items():
        yield ("fields", key, "required"), field.required
    for key, material in plan.materials.items():
        yield ("materials", key, "required"), material.required
        for name, part in (("seal", material.seal), ("signature", material.signature)):
            if part is not None:
                yield ("materials", key, name, "when"), part.when
    for index, check in enumerate(plan.checks):
        yield ("checks", index, "when"), check.when
        if isinstance(check, RuleCheck):
            yield ("checks", index, "require"), check.require


def _kinds(pack: LoadedPack) -> tuple[list[tuple[DocumentTemplate, Source]], list[Problem]]:
    """The kinds of document of the pack with their places, and what is wrong with their files."""
    kinds: list[tuple[DocumentTemplate, Source]] = []
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for path, text in sorted(pack.files.items()):
        if not path.startswith(DOCUMENTS):
            continue
        template, source, found = _model(path, text, DocumentTemplate)
        problems += found
        if template is None or source is None:
            continue
        if template.kind in first:
            other = first[template.kind]
            problems.append(problem("kind-twice", path, source.line("kind"), name=template.kind, other=other))
            continue
        first[template.kind] = path
        kinds.append((template, source))
    return kinds, problems


def _model(path: str, text: str, kind: type[AnyModel]) -> tuple[AnyModel | None, Source | None, list[Problem]]:
    source, problems = read_source(path, text)
    if source is None:
        return None, None, list(problems)
    try:
        return kind.model_validate(source.data), source, []
    except ValidationError as error:
        return None, source, schema_problems(source, kind, error)


def _companions(template: DocumentTemplate, source: Source, known: Iterable[str]) -> Iterator[Problem]:
    """The kinds named as rightly scanned together must exist."""
    for index, kind in enumerate(template.beside):
        if kind not in known:
            data = {"name": kind, "where": DOCUMENTS, "hint": nearest(kind, known)}
            yield problem("unknown-item", source.file, source.line("beside", index), **data)


def _answers(template: DocumentTemplate, source: Source, plans: Iterable[Plan]) -> Iterator[Problem]:
    """The materials that a kind of document answers must be somebody's. Without plans there is nothing to compare."""
    known = {f"{plan.package}.{key}" for plan in plans for key in plan.materials}
    for index, name in enumerate(template.materials if known else ()):
        if name not in known:
            line = source.line("materials", index)
            yield problem("kind-for-nothing", source.file, line, name=name, hint=nearest(name, known))


def _about_wording(plan: Plan) -> bool:
    return any(isinstance(check, Wording) for check in plan.checks)


def _wordings(pack: LoadedPack) -> Iterator[Problem]:
    files: tuple[tuple[str, type[BaseModel]], ...] = ((ADVERTISEMENT, WordingPack), (DEPARTMENTS, DepartmentList))
    for path, kind in files:
        if path in pack.files:
            yield from _model(path, pack.files[path], kind)[2]
        else:
            yield problem("papers-file-missing", path, 1, what=path)
