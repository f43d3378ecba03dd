"""`tongban check` reads the rules about papers too: each mistake with its file, its line and what was meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.core.packs.minimal import FILES, FOLDER
from tongban.cli.main import run
from tongban.core.packs.loader import load_files
from tongban.core.packs.problems import Problem
from tongban.prereview.checking.linting import lint_whole

CHECKS, LEASE = f"{FOLDER}/checks.yaml", "documents/lease.yaml"
PAPERS = """\
papers:
  package: shop
  applicant: shop_name
  variants: [新办]
  fields:
    shop_name: {label: 店名, type: organisation}
    landlord: {label: 房东, type: person, required: variant == "新办"}
  materials:
    lease:
      label: 租赁合同
      signature: {of: form.landlord, places: [landlord]}
      facts: {shop_name: text, valid_to: date}
      tables: {rooms: {name: text, area: number}}
      needs: {valid_to: 租期}
  checks:
    - {id: name, kind: same, code: NAME_MISMATCH, compare: name, value: form.shop_name, papers: [lease.shop_name]}
    - id: lasts
      kind: rule
      code: LICENCE_EXPIRED
      require: evidence.lease.valid_to >= submitted_on
      at: ["material:lease"]
      says: 租约已经到期。
      remedy: 请续租。
"""
DOCUMENT = """\
kind: lease
label: 租赁合同
materials: [shop.lease]
title: [租赁合同]
facts:
  - {name: shop_name, labels: [店名]}
  - {name: valid, type: range, labels: [租期]}
tables:
  - name: rooms
    needs: [name]
    columns: [{name: name, headings: [房间]}, {name: area, type: number, headings: [面积]}]
signatures: [{name: landlord, labels: [出租人签名]}]
"""


def files(old: str = "", new: str = "", *, document: str = DOCUMENT) -> dict[str, str]:
    """A pack with rules about one paper, one piece of them replaced."""
    assert not old or PAPERS.count(old) == 1, old
    return {**FILES, CHECKS: FILES[CHECKS] + PAPERS.replace(old, new), LEASE: document}


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def problems(pack: dict[str, str]) -> list[Problem]:
    return list(lint_whole(load_files(pack)))


@pytest.mark.parametrize("checks", ["[abc]", "{same: {id: x}}", "abc", "[{kind: [1], id: x}]"])
def test_checks_of_another_shape_are_told_and_do_not_end_the_linter(checks: str) -> None:
    written = PAPERS[PAPERS.index("  checks:") :]
    assert {found.code for found in problems(files(written, f"  checks: {checks}\n"))} == {"wrong-value"}


def test_a_sound_pack_has_nothing_wrong() -> None:
    assert problems(files()) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "named", "hint"),
    [
        ("papers: [lease.shop_name]", "papers: [leese.shop_name]", "unknown-item", "leese", "lease"),
        ("papers: [lease.shop_name]", "papers: [lease.shop_nmae]", "unknown-item", "shop_nmae", "shop_name"),
        ("value: form.shop_name", "value: form.shopname", "unknown-item", "shopname", "shop_name"),
        ("evidence.lease.valid_to >=", "evidence.lease.valid_till >=", "rule-name", "valid_till", "valid_to"),
        ("valid_to >= submitted_on", "valid_to >= 3", "rule-type", "", ""),
        ("valid_to >= submitted_on", "valid_to >= (submitted_on", "rule-syntax", "", ""),
        ('at: ["material:lease"]', 'at: ["material:leas"]', "unknown-item", "leas", "lease"),
        ('at: ["material:lease"]', 'at: ["paper:lease"]', "wrong-reference", "paper:lease", ""),
        ("{shop_name: text, valid_to: date}", "{shop_name: text, valid_to: date, rent: number}",
         "papers-fact-unread", "rent", ""),
        ("area: number}}", "area: number, floor: text}}", "papers-fact-unread", "floor", ""),
        ("places: [landlord]", "places: [tenant]", "papers-fact-unread", "tenant", "landlord"),
        ("needs: {valid_to", "needs: {valid_from", "unknown-item", "valid_from", "valid_to"),
        ("    landlord: {label", "    landlady: {label: 女房东, type: person}\n    landlord: {label", "unknown-field",
         "landlady", "landlord"),
        ("variants: [新办]", "variants: [重办]", "unknown-variant", "重办", "新办"),
        ("compare: name", "comparison: name", "unknown-key", "comparison", ""),
        ("kind: same", "kind: alike", "wrong-value", "", ""),
        ("type: organisation", "type: company", "wrong-value", "", ""),
        ("id: lasts", "id: name", "repeated-id", "name", ""),
    ],
)  # fmt: skip
def test_a_mistake_names_its_place(old: str, new: str, code: str, named: str, hint: str) -> None:
    pack = files(old, new)
    found = [problem for problem in problems(pack) if problem.code == code and problem.file == CHECKS]
    assert len(found) == 1, problems(pack)
    said = found[0].message.render()
    assert named in said
    assert hint in said
    assert "{" not in said
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    changed = len(FILES[CHECKS]) + PAPERS.index(old) + first
    assert found[0].line == pack[CHECKS][:changed].count("\n") + 1


def test_a_material_that_the_matter_does_not_ask_for() -> None:
    pack = files("    lease:\n      label: 租赁合同", "    leasing:\n      label: 租赁合同")
    codes = {(problem.file, problem.code) for problem in problems(pack)}
    assert (CHECKS, "unknown-material") in codes
    assert (CHECKS, "papers-no-kind") in codes
    assert (LEASE, "kind-for-nothing") in codes


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("materials: [shop.lease]", "materials: [shop.leese]", "kind-for-nothing", "materials"),
        ("materials: [shop.lease]", "materials: [shop.lease]\nbeside: [leese]", "unknown-item", "beside"),
        ("title: [租赁合同]", "titel: [租赁合同]", "unknown-key", "titel"),
        ("title: [租赁合同]", "title: ['租赁(合同']", "wrong-value", "title"),
        ("type: range", "type: rnage", "wrong-value", "rnage"),
        ("label: 租赁合同", "label: 租赁: 合同", "yaml-syntax", "label"),
    ],
)
def test_a_mistake_in_a_kind_of_document(old: str, new: str, code: str, at: str) -> None:
    document = DOCUMENT.replace(old, new)
    found = [problem for problem in problems(files(document=document)) if problem.code == code]
    assert [(problem.file, problem.line) for problem in found] == [(LEASE, line_of(document, at))]


def test_a_kind_stands_in_one_file() -> None:
    found = problems({**files(), "documents/other.yaml": DOCUMENT})
    assert [(problem.file, problem.code) for problem in found] == [("documents/other.yaml", "kind-twice")]


def test_wording_needs_its_files() -> None:
    wording = "    - {id: words, kind: wording, code: AD_CONTENT_NOT_ALLOWED, papers: [lease]}\n"
    pack = files()
    found = problems({**pack, CHECKS: pack[CHECKS] + wording})
    assert {problem.code for problem in found} == {"papers-file-missing"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "“papers.materials.lease”里没有“shop_nmae”。"), ("en", "“papers.materials.lease” has no “shop_nmae”.")],
)
def test_the_command_says_it_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    for name, text in files("papers: [lease.shop_name]", "papers: [lease.shop_nmae]").items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("TONGBAN_LANGUAGE", language)
    assert run(["check", str(tmp_path), "--json"]) == 1
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["file"] == f"{tmp_path}/{CHECKS}"
    assert error["line"] == line_of(FILES[CHECKS] + PAPERS, "id: name,")
    assert said in error["message"]
