"""Each code of the linter is met by a pack that is wrong in exactly one place."""

from __future__ import annotations

import pytest

from tests.core.packs.minimal import FILES, FOLDER, changed
from tongban.core.packs.linter import lint
from tongban.core.packs.loader import load_files
from tongban.core.packs.problems import CODES, Level

M, F, C, E = "matter.yaml", "form.yaml", "checks.yaml", "examples.yaml"
LAWS, PACK = "laws.yaml", "pack.yaml"
LONG_SINCE = '{from: 2026-01-01, amount: 20, basis: {law: shop-law, article: "2"}, confidence: verified}'
FIRST_HALF = "from: 2026-01-01, to: 2026-06-30, amount: 20"
PLAN = "    name: 店面平面图\n    variants: [new]"

CASES: list[tuple[str, str, str, str]] = [
    # code, file, what stands there, what is put in its place
    ("too-large", PACK, 'version: "1"', "# " + "x" * 600_000),
    ("yaml-syntax", PACK, "name: 演示包", "name: [演示包"),
    ("yaml-duplicate-key", PACK, "name: 演示包", "name: 演示包\nname: 又一个"),
    ("yaml-alias", PACK, "name: 演示包", "name: &x 演示包"),
    ("yaml-tag", PACK, "name: 演示包", "name: !!python/name:os.system 演示包"),
    ("yaml-depth", PACK, "name: 演示包", "name: " + "[" * 40 + "]" * 40),
    ("yaml-key", PACK, "name: 演示包", "? [演示包]\n: 名"),
    ("yaml-value", M, "to: 2026-12-31", "to: 2026-13-31"),
    ("unknown-key", M, "summary: 开店以前办。", "sumary: 开店以前办。"),
    ("missing-key", M, "procedure: licence\n", ""),
    ("wrong-value", M, "procedure: licence", "procedure: permit"),
    ("unknown-variant", M, "confidence: verified, variants: [new]}", "confidence: verified, variants: [nwe]}"),
    ("unknown-law", M, "law: shop-law, articles:", "law: shop-lam, articles:"),
    ("unknown-article", M, 'articles: ["1"]', 'articles: ["9"]'),
    ("unknown-certificate", M, "required_certificate: shop-permit", "required_certificate: shop-permits"),
    ("unknown-registry", M, "  shops: form.shop_name", "  shop: form.shop_name"),
    ("unknown-theme", M, "theme: shops", "theme: shop"),
    ("unknown-field", C, "field:shop_name", "field:shopname"),
    ("unknown-material", C, "material:plan", "material:plans"),
    ("unknown-rule", E, "findings: [name-free]", "findings: [name-fre]"),
    ("unknown-source", F, "prefill: certificates.shop_permit.shop_name", "prefill: certificates.shop_permit.name"),
    ("unknown-item", E, "{found: true, status: 正常}", "{found: true, state: 正常}"),
    ("unknown-question", M, 'answers: {holding: "no"}', 'answers: {holdin: "no"}'),
    ("unknown-option", M, 'answers: {holding: "no"}', 'answers: {holding: "nope"}'),
    ("replacement-empty", M, "[{registry: shops}]", "[{}]"),
    ("lookup-missing", M, "lookups:\n  shops: form.shop_name\n", ""),
    ("reserved-name", F, "key: kind,", "key: has,"),
    ("wrong-reference", C, "field:shop_name", "shop_name"),
    ("folder-name", M, "matter: demo-permit", "matter: other-permit"),
    ("folder-theme", M, "theme: shops", "theme: other"),
    ("repeated-id", F, "key: kind,", "key: shop_name,"),
    ("options-missing", F, ", options: [{value: food, label: 餐饮}]", ""),
    ("options-unexpected", F, "type: choice", "type: text"),
    ("law-repealed", M, "law: shop-law, articles:", "law: old-law, articles:"),
    ("law-amended", M, "law: shop-law, articles:", "law: changed-law, articles:"),
    ("citation-unsure", M, 'law: shop-law, articles: ["1"],', "law: shop-law,"),
    ("law-unsure", LAWS, "status: in_force\n    confidence: verified", "status: in_force\n    confidence: unsure"),
    ("no-legal-basis", M, 'legal_basis:\n  - {law: shop-law, articles: ["1"], says: 开店须经许可。, confidence: verified}',
     "legal_basis: []"),
    ("promise-too-long", M, "amount: 10, confidence", "amount: 21, confidence"),
    ("promise-too-long", M, LONG_SINCE, LONG_SINCE.replace("amount: 20", "amount: 12, unit: calendar_day")),
    ("promise-sometimes-longer", M, LONG_SINCE, LONG_SINCE.replace("amount: 20", "amount: 16, unit: calendar_day")),
    ("promise-other-start", M, LONG_SINCE, LONG_SINCE.replace("amount: 20", "amount: 20, starts: received")),
    ("limit-missing", M, "statutory:\n        - " + LONG_SINCE, "statutory: []"),
    ("limit-without-basis", M, LONG_SINCE, "{from: 2026-01-01, amount: 20, confidence: verified}"),
    ("dates-overlap", M, FIRST_HALF, FIRST_HALF.replace("06-30", "07-01")),
    ("dates-gap", M, FIRST_HALF, FIRST_HALF.replace("06-30", "06-28")),
    ("dates-reversed", M, "to: 2026-12-31", "to: 2025-12-31"),
    ("material-no-basis", M, 'proves: [layout]\n    basis: [{law: shop-law, article: "1"}]', "proves: [layout]"),
    ("material-unsure", M, "confidence: verified\n  lease:", "confidence: unsure\n  lease:"),
    ("material-replaceable", M, "    replaced_by: [{certificate: shop-permit}]\n", ""),
    ("materials-merge", M, "proves: [premises]", "proves: [layout]"),
    ("condition-missing", M, "    required_when: form.rented\n", ""),
    ("condition-text-missing", M, "    condition_text: 店面是租的要交。\n", ""),
    ("condition-unexpected", M, "    necessity: conditional\n", ""),
    ("vague-wording", M, "says: 有固定的店面。", "says: 有固定的店面。还要交其他相关材料。"),
    ("vague-wording", M, "name: 店面平面图", "name: 平面图等相关材料"),
    ("vague-wording", M, "says: 有固定的店面。", "says: 符合法律、法规规定的其他条件。"),
    ("vague-wording", M, "says: 平面图与店面一致。", "says: 必要时到现场看。"),
    ("vague-wording", M, "answer: 不用。", "answer: 视情况而定。"),
    ("soft-wording", C, "remedy: 请换一个店名。", "remedy: 请尽快换一个店名。"),
    ("rule-syntax", C, "registry.shops.found == false", "registry.shops.found == "),
    ("rule-name", C, "registry.shops.found == false", "registry.shop.found == false"),
    ("rule-type", C, "registry.shops.found == false", 'registry.shops.found == "no"'),
    ("rule-reads-absent", C, "require: certificates.shop_permit.found", "require: form.rented"),
    ("auto-approval-undeclared", C, "  variants: [change]", "  variants: []"),
    ("auto-approval-unmarked", M, "    auto_approval: true\n", ""),
    ("few-examples", E, FILES[f"{FOLDER}/examples.yaml"], "examples: []"),
    ("variant-without-example", E, "variant: change", "variant: new"),
    ("variant-unreachable", M, 'answers: {holding: "yes"}', 'answers: {holding: "maybe"}'),
    ("variants-ambiguous", M, 'answers: {holding: "yes"}', "answers: {}"),
    ("answers-nowhere", M, '{value: "yes", label: 有}', '{value: "yes", label: 有}\n      - {value: lost, label: 丢了}'),
    ("face-unfilled", "certificates.yaml", "source: form.shop_name", "source: form.shopname"),
    ("certificate-needed", M, "{certificate: shop-permit, action: issue", "{action: issue"),
    ("certificate-held-needed", M, "    required_certificate: shop-permit\n", ""),
    ("fact-unsure", M, "competent_department: {value: 演示部门, confidence: verified}",
     "competent_department: {value: null, confidence: unsure}"),
    ("no-steps", M, "    name: 决定\n    variants: [new]", "    name: 决定\n    variants: [change]"),
]  # fmt: skip


def codes(files: dict[str, str]) -> set[str]:
    return {problem.code for problem in lint(load_files(files))}


def test_the_smallest_pack_has_nothing_wrong() -> None:
    problems = lint(load_files(FILES))
    assert not problems, [problem.message.render() for problem in problems]


@pytest.mark.parametrize(("code", "file", "old", "new"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])
def test_code(code: str, file: str, old: str, new: str) -> None:
    files = changed(file, old, new)
    found = [problem for problem in lint(load_files(files)) if problem.code == code]
    assert found, codes(files)
    for problem in found:
        assert 1 <= problem.line <= files[problem.file].count("\n") + 1
        assert problem.message.render()


def test_a_missing_file_a_misplaced_file_and_a_missing_face() -> None:
    without = {path: text for path, text in FILES.items() if not path.endswith("form.yaml")}
    assert "missing-file" in codes(without)
    assert "misplaced-file" in codes({**FILES, "matters/demo/matter.yaml": "a: 1"})
    assert "face-missing" in codes({path: text for path, text in FILES.items() if not path.endswith("face.typ")})


def test_without_a_calendar_units_cannot_be_compared() -> None:
    files = changed(M, LONG_SINCE, LONG_SINCE.replace("amount: 20", "amount: 20, unit: calendar_day"))
    assert "promise-not-comparable" in codes({p: t for p, t in files.items() if not p.startswith("calendar/")})


def test_every_code_has_a_case() -> None:
    elsewhere = {"missing-file", "misplaced-file", "face-missing", "promise-not-comparable", "not-text"}
    papers = {"papers-no-kind", "papers-fact-unread", "papers-file-missing", "kind-twice", "kind-for-nothing"}
    assert set(CODES) == {case[0] for case in CASES} | elsewhere | papers


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line"),
    [
        (M, "theme: shops", "theme: shop", "unknown-theme", 3),
        (M, "summary: 开店以前办。", "sumary: 开店以前办。", "unknown-key", 9),
        (C, "registry.shops.found == false", "registry.shop.found == false", "rule-name", 4),
        (
            C,
            "require: registry.shops.found == false",
            "require: >-\n      registry.shop.found == false",
            "rule-name",
            4,
        ),
        (E, "findings: [name-free]", "findings: [name-fre]", "unknown-rule", 18),
        (LAWS, "kind: regulation\n    status: repealed", "kind: regulations\n    status: repealed", "wrong-value", 12),
    ],
)
def test_the_line_is_where_it_stands(file: str, old: str, new: str, code: str, line: int) -> None:
    found = [problem.line for problem in lint(load_files(changed(file, old, new))) if problem.code == code]
    assert line in found


def test_the_nearest_name_is_offered() -> None:
    def said(file: str, old: str, new: str, code: str) -> str:
        problems = lint(load_files(changed(file, old, new)))
        return next(problem.message.render() for problem in problems if problem.code == code)

    assert "是不是想写“summary”" in said(M, "summary: 开店以前办。", "sumary: 开店以前办。", "unknown-key")
    assert "是不是想写“shops”" in said(M, "theme: shops", "theme: shop", "unknown-theme")
    assert "registry.shops.found" in said(C, "registry.shops.found ==", "registry.shop.found ==", "rule-name")
    vague = said(M, "says: 有固定的店面。", "says: 有固定的店面。还要交其他相关材料。", "vague-wording")
    assert "原句：“还要交其他相关材料”" in vague
    assert "逐一写出名称" in vague


def test_levels_come_from_the_table() -> None:
    problems = lint(load_files(changed(M, "law: shop-law, articles:", "law: changed-law, articles:")))
    assert [(p.code, p.level) for p in problems] == [("law-amended", Level.WARNING)]
