"""Broken references: every name that one file says of another must exist there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tongban.core.packs.declarations import APPLICANT, CERTIFICATE, rule_name
from tongban.core.packs.examples import Example
from tongban.core.packs.form import FieldType, FormField
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.problems import Problem
from tongban.core.packs.schema_errors import nearest
from tongban.core.packs.source import Path

MATTER, FORM, CHECKS, EXAMPLES = "matter.yaml", "form.yaml", "checks.yaml", "examples.yaml"
CHOICES = (FieldType.CHOICE, FieldType.CHOICES)


def lint_references(loaded: LoadedMatter) -> Iterator[Problem]:
    """All references of a matter."""
    yield from _folder(loaded)
    yield from _variants(loaded)
    yield from _questions(loaded)
    yield from _certificates(loaded)
    yield from _replacements(loaded)
    yield from _form(loaded)
    yield from _lookups(loaded)
    yield from _rules(loaded)
    yield from _examples(loaded)


def _folder(loaded: LoadedMatter) -> Iterator[Problem]:
    matter, (_, theme, folder) = loaded.matter, loaded.folder.split("/")
    if matter.matter != folder:
        yield loaded.problem("folder-name", MATTER, "matter", name=matter.matter, folder=folder)
    if matter.theme != theme:
        yield loaded.problem("folder-theme", MATTER, "theme", name=matter.theme, folder=theme)
    if matter.theme not in loaded.catalogues.pack.themes:
        hint = nearest(matter.theme, loaded.catalogues.pack.themes)
        yield loaded.problem("unknown-theme", MATTER, "theme", name=matter.theme, hint=hint)


def _variants(loaded: LoadedMatter) -> Iterator[Problem]:
    matter, checks = loaded.matter, loaded.checks
    lists: list[tuple[str, Path, Iterable[str]]] = []
    lists += [(MATTER, ("conditions", i), x.variants) for i, x in enumerate(matter.conditions)]
    lists += [(MATTER, ("materials", key), x.variants) for key, x in matter.materials.items()]
    lists += [(MATTER, ("steps", i), x.variants) for i, x in enumerate(matter.steps)]
    lists += [(MATTER, ("special_procedures", i), x.variants) for i, x in enumerate(matter.special_procedures)]
    lists += [(FORM, path, field.variants) for path, field in form_fields(loaded)]
    lists += [(CHECKS, ("rules", i), x.variants) for i, x in enumerate(checks.rules)]
    if checks.auto_approval:
        lists.append((CHECKS, ("auto_approval",), checks.auto_approval.variants))
    for file, path, names in lists:
        for index, name in enumerate(names):
            yield from unknown(loaded, "unknown-variant", file, (*path, "variants", index), name, matter.variants)
    for index, example in enumerate(loaded.examples.examples):
        path = ("examples", index, "given", "variant")
        yield from unknown(loaded, "unknown-variant", EXAMPLES, path, example.given.variant, matter.variants)


def _questions(loaded: LoadedMatter) -> Iterator[Problem]:
    questions = {question.key: question for question in loaded.matter.questions}
    for name, variant in loaded.matter.variants.items():
        for key, value in variant.answers.items():
            path = ("variants", name, "answers", key)
            if key not in questions:
                yield from unknown(loaded, "unknown-question", MATTER, path, key, questions)
                continue
            options = [option.value for option in questions[key].options]
            if value not in options:
                hint = nearest(value, options)
                yield loaded.problem("unknown-option", MATTER, *path, question=key, name=value, hint=hint)


def _certificates(loaded: LoadedMatter) -> Iterator[Problem]:
    certificates = loaded.catalogues.certificates
    for name, variant in loaded.matter.variants.items():
        for path, slug in (
            (("variants", name, "result", "certificate"), variant.result.certificate),
            (("variants", name, "required_certificate"), variant.required_certificate),
        ):
            if slug is not None:
                yield from unknown(loaded, "unknown-certificate", MATTER, path, slug, certificates)


def _replacements(loaded: LoadedMatter) -> Iterator[Problem]:
    catalogues = loaded.catalogues
    for key, material in loaded.matter.materials.items():
        for index, replacement in enumerate(material.replaced_by):
            path = ("materials", key, "replaced_by", index)
            if (replacement.certificate is None) == (replacement.registry is None):
                yield loaded.problem("replacement-empty", MATTER, *path, name=material.name)
            if replacement.certificate:
                yield from unknown(
                    loaded, "unknown-certificate", MATTER, path, replacement.certificate, catalogues.certificates
                )
            if replacement.registry:
                yield from unknown(
                    loaded, "unknown-registry", MATTER, path, replacement.registry, catalogues.registries
                )


def _form(loaded: LoadedMatter) -> Iterator[Problem]:
    names, seen = source_names(loaded), list[tuple[Path, FormField]]()
    for path, field in form_fields(loaded):
        for other_path, other in seen:
            shared = not field.variants or not other.variants or set(field.variants) & set(other.variants)
            if other.key == field.key and (shared or other.type is not field.type):
                first = loaded.line(FORM, *other_path)
                yield loaded.problem("repeated-id", FORM, *path, "key", name=field.key, first=first)
                break
        seen.append((path, field))
        if field.type in CHOICES and not field.options:
            yield loaded.problem("options-missing", FORM, *path, name=field.key)
        if field.type not in CHOICES and field.options:
            yield loaded.problem("options-unexpected", FORM, *path, "options", name=field.key)
        if field.prefill is not None:
            yield from unknown(loaded, "unknown-source", FORM, (*path, "prefill"), field.prefill, names)


def _lookups(loaded: LoadedMatter) -> Iterator[Problem]:
    names = source_names(loaded) | {f"form.{field.key}" for _, field in form_fields(loaded)}
    for key, source in loaded.matter.lookups.items():
        yield from unknown(loaded, "unknown-registry", MATTER, ("lookups", key), key, loaded.catalogues.registries)
        yield from unknown(loaded, "unknown-source", MATTER, ("lookups", key), source, names)


def _rules(loaded: LoadedMatter) -> Iterator[Problem]:
    first: dict[str, int] = {}
    approval = loaded.checks.auto_approval
    ids: list[tuple[Path, str]] = [(("rules", i, "id"), rule.id) for i, rule in enumerate(loaded.checks.rules)]
    ids += [
        (("auto_approval", "conditions", i, "id"), c.id) for i, c in enumerate(approval.conditions if approval else ())
    ]
    for path, name in ids:
        line = loaded.line(CHECKS, *path)
        if name in first:
            yield loaded.problem("repeated-id", CHECKS, *path, name=name, first=first[name])
        first.setdefault(name, line)
    fields = {field.key for _, field in form_fields(loaded)}
    for i, rule in enumerate(loaded.checks.rules):
        for j, place in enumerate(rule.at):
            kind, _, name = place.partition(":")
            place_path: Path = ("rules", i, "at", j)
            if kind == "field":
                yield from unknown(loaded, "unknown-field", CHECKS, place_path, name, fields)
            elif kind == "material":
                yield from unknown(loaded, "unknown-material", CHECKS, place_path, name, loaded.matter.materials)
            else:
                yield loaded.problem("wrong-reference", CHECKS, *place_path, what=place)


def _examples(loaded: LoadedMatter) -> Iterator[Problem]:
    fields = {field.key for _, field in form_fields(loaded)}
    for index, example in enumerate(loaded.examples.examples):
        top: Path = ("examples", index, "given")
        yield from _items(loaded, (*top, "applicant"), example.given.applicant, APPLICANT, "applicant")
        for key in example.given.form:
            yield from unknown(loaded, "unknown-field", EXAMPLES, (*top, "form", key), key, fields)
        yield from _known_before(loaded, top, example)
        yield from _named(loaded, index, example)


def _known_before(loaded: LoadedMatter, top: Path, example: Example) -> Iterator[Problem]:
    """Certificates and registers of an example, and their items."""
    catalogues = loaded.catalogues
    certificates = {rule_name(slug): c for slug, c in catalogues.certificates.items()}
    for slug, items in example.given.certificates.items():
        path, known = (*top, "certificates", slug), certificates.get(rule_name(slug))
        if known is None:
            yield from unknown(loaded, "unknown-certificate", EXAMPLES, path, slug, catalogues.certificates)
        else:
            yield from _items(loaded, path, items, {**CERTIFICATE, **known.face}, known.name)
    for key, items in example.given.registry.items():
        path, registry = (*top, "registry", key), catalogues.registries.get(key)
        if registry is None:
            yield from unknown(loaded, "unknown-registry", EXAMPLES, path, key, catalogues.registries)
        else:
            yield from _items(loaded, path, items, {"found": None, **registry.fields}, registry.name)


def _named(loaded: LoadedMatter, index: int, example: Example) -> Iterator[Problem]:
    """Materials and rules that an example names."""
    expect, rules = example.expect, {rule.id for rule in loaded.checks.rules}
    for path, names in (
        (("given", "materials"), example.given.materials),
        (("expect", "missing_materials"), expect.missing_materials),
        (("expect", "waived_materials"), expect.waived_materials),
    ):
        for position, name in enumerate(names or ()):
            place: Path = ("examples", index, *path, position)
            yield from unknown(loaded, "unknown-material", EXAMPLES, place, name, loaded.matter.materials)
    for position, name in enumerate(expect.findings or ()):
        place = ("examples", index, "expect", "findings", position)
        yield from unknown(loaded, "unknown-rule", EXAMPLES, place, name, rules)


def _items(
    loaded: LoadedMatter, path: Path, items: Mapping[str, Any], known: Mapping[str, Any], where: str
) -> Iterator[Problem]:
    for item in items:
        yield from unknown(loaded, "unknown-item", EXAMPLES, (*path, item), item, known, where=where)


def form_fields(loaded: LoadedMatter) -> list[tuple[Path, FormField]]:
    """Every field with its path in form.yaml."""
    return [
        (("sections", i, "fields", j), field)
        for i, section in enumerate(loaded.form.sections)
        for j, field in enumerate(section.fields)
    ]


def source_names(loaded: LoadedMatter) -> set[str]:
    """Names that a first value may come from: what is known before the form is filled in."""
    names = {f"applicant.{key}" for key in APPLICANT}
    for slug, certificate in loaded.catalogues.certificates.items():
        names |= {f"certificates.{rule_name(slug)}.{item}" for item in (*certificate.face, *CERTIFICATE)}
    for key, registry in loaded.catalogues.registries.items():
        names |= {f"registry.{key}.{item}" for item in registry.fields}
    return names


def unknown(
    loaded: LoadedMatter, code: str, file: str, path: Path, name: str, known: Iterable[str], **data: object
) -> Iterator[Problem]:
    """A problem when `name` is not among the known ones."""
    names = set(known)
    if name not in names:
        yield loaded.problem(code, file, *path, name=name, hint=nearest(name, names), **data)
