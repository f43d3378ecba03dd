"""Whole packages from our own generator, as Word and text files so that no recognition is needed, by the command."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders.documents.make import MATTERS, made
from tests.builders.documents.write import write_case
from tongban.cli.prereview import prereview
from tongban.prereview.score import Score

DEFECTIVE = 8
PICTURES = ("MATERIAL_UNREADABLE", "SEAL_MISSING", "SEAL_MISMATCH", "SIGNATURE_MISSING")  # seen only in pictures


def _written(folder: Path, matter: str, seed: int, defects: int) -> Path:
    case, truth = made(matter, seed, defects=defects)
    for paper in case.papers.values():
        paper.kinds = ("txt",) if paper.kinds[0] == "txt" else ("docx",)
        paper.spoil = ""
    truth = [item for item in truth if item.code not in PICTURES]
    target = folder / f"{matter}-{seed}-{defects}"
    write_case(case, truth, target, None, Random(seed))
    return target


def _run(*arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(
        prereview, [*arguments, "--json", "--no-cache", "--engine", "text_only"], catch_exceptions=False
    )
    assert result.exit_code == 0
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("matter", list(MATTERS))
def test_clean_packages_pass(tmp_path: Path, matter: str) -> None:
    folders = [str(_written(tmp_path, matter, seed, 0)) for seed in range(4)]
    results = _run(*folders)
    blocked = [(r["package"], f["message"]) for r in results for f in r["findings"] if f["severity"] == "blocks"]
    assert blocked == []


@pytest.mark.parametrize("matter", list(MATTERS))
def test_defects_are_found(tmp_path: Path, matter: str) -> None:
    folders = [str(_written(tmp_path, matter, 100 + seed, 1)) for seed in range(DEFECTIVE)]
    score = Score()
    for folder, result in zip(folders, _run(*folders), strict=True):
        score.add(result["package"], result["findings"], json.loads((Path(folder) / "truth.json").read_text("utf-8")))
    assert score.recall >= 0.9, score.details


def test_score_for_people(tmp_path: Path) -> None:
    folder = str(_written(tmp_path, "public-place", 7, 0))
    result = CliRunner().invoke(prereview, [folder, "--score", "--no-cache", "--engine", "text_only"])
    assert "packages 1 (defective 0), right 1" in result.output


def test_shape_of_the_contract(tmp_path: Path) -> None:
    (result,) = _run(str(_written(tmp_path, "public-place", 7, 2)))
    assert {"package", "findings", "seconds"} <= set(result)
    for finding in result["findings"]:
        wanted = {"code", "material", "field", "message", "article", "page", "box", "confidence", "severity"}
        assert wanted <= set(finding)
        assert finding["severity"] in ("blocks", "asks", "hints")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"matter": "medical-ad"}'])
def test_broken_application_is_a_finding(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "application.json").write_text(text, encoding="utf-8")
    (result,) = _run(str(folder))
    assert [f["severity"] for f in result["findings"]] == ["blocks"]


def test_material_outside_of_the_package_is_refused(tmp_path: Path) -> None:
    folder = _written(tmp_path, "institution", 1, 0)
    path = folder / "application.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["materials"][0]["file"] = "../../secret.docx"
    path.write_text(json.dumps(data), encoding="utf-8")
    (result,) = _run(str(folder))
    assert "outside" in result["findings"][0]["message"]
