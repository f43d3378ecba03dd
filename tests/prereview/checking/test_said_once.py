"""Form and papers never say the same thing twice: what contradicts itself on the form is said by the form's own rules,
and what a paper shows is not repeated by them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.builders.documents.make import MATTERS, made
from tests.builders.documents.write import write_case
from tongban.core.assessment.assess import flat_values
from tongban.core.assessment.compiled import compiled
from tongban.core.assessment.rules import RuleOutcome, Standing, ask_rules
from tongban.core.assessment.situation import Situation
from tongban.core.packs.loader import LoadedMatter, LoadedPack, load_pack
from tongban.core.packs.location import packs_root
from tongban.core.rules.context import RuleContext
from tongban.prereview import packages, policy
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.schema import Encoded, Order, Plan, Recent, RuleCheck, Same, Valid
from tongban.prereview.packages import Package
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.ocr import TextOnly
from tongban.prereview.reading.read import read_file

SEEDS = 6


@cache
def pack() -> LoadedPack:
    return load_pack(packs_root() / "national")


@cache
def content() -> packages.Content:
    return packages.load_content(packs_root())


@cache
def matters() -> dict[str, LoadedMatter]:
    """The matters with rules about papers, by the name of their packages."""
    return {loaded.checks.papers["package"]: loaded for loaded in pack().matters.values() if loaded.checks.papers}


class _EveryDay:
    """Rules that count working days are not what is looked at here."""

    def is_workday(self, _day: object, /) -> bool:
        return True


def read(data: bytes, name: str) -> Reading:
    return read_file(data, name, TextOnly())


def shown(package: Package) -> list[Finding]:
    """What the pages show of a package's papers."""
    plan = content().checkers[package.matter].compiled.plan
    found = packages.check_package(package, content(), read)
    return [finding for finding in found if policy.concerns_papers(finding, plan)]


def failing(package: Package, told: frozenset[str] = frozenset()) -> list[RuleOutcome]:
    """The rules of the form that fail for these answers, where nothing else is known, without those that only repeat."""
    loaded = matters()[package.matter]
    variant = next(key for key, each in loaded.matter.variants.items() if each.name == package.variant)
    flat = flat_values(loaded, variant, Situation(form=package.fields), package.submitted_on)
    outcomes = ask_rules(compiled(loaded), variant, flat, RuleContext(package.submitted_on, _EveryDay()))
    failed = [outcome for outcome in outcomes if outcome.standing is Standing.FAILS]
    return [x for x in failed if x.rule.id not in told or x.rule.severity.value == Severity.BLOCKS.value]


def written(folder: Path, matter: str, seed: int) -> Package:
    """A defective package of Word and text files."""
    case, _ = made(matter, 500 + seed, defects=3)
    for paper in case.papers.values():
        paper.kinds = ("txt",) if paper.kinds[0] == "txt" else ("docx",)
        paper.spoil = ""
    write_case(case, [], folder / f"{matter}-{seed}", None, Random(seed))
    return packages.load_package(folder / f"{matter}-{seed}")


@pytest.mark.parametrize("matter", list(MATTERS))
def test_no_submission_shows_a_thing_twice(tmp_path: Path, matter: str) -> None:
    loaded = matters()[matter]
    seen = 0
    for seed in range(SEEDS):
        package = written(tmp_path, matter, seed)
        findings = shown(package)
        rules = failing(package, policy.said_again(loaded, (finding.check for finding in findings)))
        said = Counter([finding.message.render() for finding in findings] + [x.rule.says for x in rules])
        assert {sentence: n for sentence, n in said.items() if n > 1} == {}, package.id
        places = Counter((f.code, f.material, f.field, f.read, f.expected) for f in findings)
        assert {place: n for place, n in places.items() if n > 1} == {}, package.id
        by_form = {place.partition(":")[2] for outcome in rules for place in outcome.rule.at}
        assert [f.message.render() for f in findings if f.of_form and f.field in by_form] == [], package.id
        seen += len(findings) + len(rules)
    assert seen >= SEEDS / 2  # otherwise nothing was looked at


@pytest.mark.parametrize("matter", list(MATTERS))
def test_what_the_form_can_say_is_left_to_it(matter: str) -> None:
    """Every comparison of answers alone names the rules that make it, or no rule reads the same answers."""
    loaded, plan = matters()[matter], content().checkers[matter].compiled.plan
    for check in plan.checks:
        for fields in answers_compared(check, plan):
            rules = {each.rule.id for each in compiled(loaded).checks if fields <= _only_form(each)}
            assert not rules or check.said_by, f"{check.id} compares {fields}, and so does one of {rules}"


def answers_compared(check: Any, plan: Plan) -> list[set[str]]:
    """The sets of answers that a check compares with each other or with the day, without any paper."""

    def of(*references: str) -> set[str]:
        return {reference for reference in references if reference.startswith("form.")}

    def alone(reference: str) -> bool:
        return reference == "submitted_on" or reference.startswith("form.")

    match check:
        case Same():
            return [of(value, each) for value in check.values for each in check.papers if alone(value) and alone(each)]
        case Valid():
            return [of(each, check.day) for each in check.until if alone(each) and alone(check.day)]
        case Recent():
            return [of(each, check.before) for each in check.date if alone(each) and alone(check.before)]
        case Order():
            return [of(a, b) for a in check.earlier for b in check.later if alone(a) and alone(b)]
        case Encoded():
            return [of(check.number, each) for each in check.parts.values() if alone(check.number) and alone(each)]
        case RuleCheck() if not any(part in check.require + check.when for part in ("evidence.", "given.")):
            return [{f"form.{key}" for key in plan.fields if f"form.{key}" in check.require}]
    return []


def _only_form(rule: Any) -> set[str]:
    """What a rule of the form reads, when that is nothing but answers and the day; a rule that reads more is another."""
    names = set(rule.require.names) | set(rule.when.names)
    return names if all(n.startswith("form.") or n in ("submitted_on", "case.variant") for n in names) else set()


def test_lateness_is_said_by_the_form_or_by_the_licence(tmp_path: Path) -> None:
    """The same date on the form and on the licence: the form says it; another date on the licence: the licence does."""
    package = next(each for seed in range(40) if (each := written(tmp_path, "public-place", seed)).variant == "延续")
    late = {**package.fields, "old_licence_valid_to": package.submitted_on.isoformat()}
    changed = Package(package.id, package.matter, package.variant, package.submitted_on, late, package.files)
    assert [f for f in shown(changed) if f.code == "DEADLINE_MISSED"] == []
    assert [x.rule.id for x in failing(changed) if x.rule.code == "LATE_RENEWAL"] == ["renewal-in-time"]
    found = packages.check_package(changed, content(), read)
    assert [f.severity for f in found if f.code == "DEADLINE_MISSED"] == [Severity.ASKS]  # the command knows no form
