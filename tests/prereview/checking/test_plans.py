"""The five plans of the national pack: they load, compile, and name only facts that the templates read."""

from __future__ import annotations

import pytest
import yaml

from tongban.core.packs.location import packs_root
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.checking.schema import Plan
from tongban.prereview.evidence.templates import TemplateSet, load_templates
from tongban.prereview.packages import parse_plan

ROOT = packs_root() / "national"
FILES = [
    path for path in sorted(ROOT.glob("matters/*/*/checks.yaml")) if "\npapers:" in path.read_text(encoding="utf-8")
]
ENDINGS = {"sign_date", "signoff_date", "signoff_unit", "signed_on"}


@pytest.fixture(scope="module")
def templates() -> TemplateSet:
    return load_templates(ROOT / "documents")


def _plan(path: object) -> Plan:
    return parse_plan(yaml.safe_load(path.read_text(encoding="utf-8"))["papers"], str(path))  # type: ignore[attr-defined]


def test_all_five_are_there() -> None:
    packages = {_plan(path).package for path in FILES}
    assert packages >= {"medical-ad", "pathogen-transport", "physician-reg", "public-place", "institution"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_compiles(path: object) -> None:
    assert compile_plan(_plan(path)).rules


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_fact_is_read_by_a_template(path: object, templates: TemplateSet) -> None:
    plan = _plan(path)
    for key, material in plan.materials.items():
        kinds = templates.for_material(plan.package, key)
        assert kinds, key
        facts, tables = set(ENDINGS), {}
        for kind in kinds:
            for fact in kind.facts:
                facts |= (
                    set(fact.gives or (f"{fact.name}_from", f"{fact.name}_to")) if fact.type == "range" else {fact.name}
                )
            tables |= {table.name: {column.name for column in table.columns} for table in kind.tables}
        assert set(material.facts) <= facts, key
        for name, columns in material.tables.items():
            assert set(columns) <= tables.get(name, set()), (key, name)
