"""`tongban check`: its contract, its table, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.core.packs.minimal import FILES, changed
from tongban.cli.main import run


def written(root: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return str(root)


def test_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = written(tmp_path, changed("matter.yaml", "amount: 10, confidence", "amount: 21, confidence"))
    assert run(["check", pack, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["matters"], data["variants"], data["warnings"]) == (1, 2, [])
    (error,) = data["errors"]
    assert set(error) == {"file", "line", "code", "message"}
    assert error["file"] == f"{pack}/matters/shops/demo-permit/matter.yaml"
    assert error["code"] == "promise-too-long"
    assert error["message"].startswith("承诺时限21个工作日长于法定时限20个工作日")


def test_warnings_alone_do_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = written(tmp_path, changed("checks.yaml", "remedy: 请换一个店名。", "remedy: 请尽快换一个店名。"))
    assert run(["check", pack]) == 0
    out = capsys.readouterr().out
    assert "soft-wording" in out
    assert "新办：10个工作日，2份材料（1份可免交），1个环节，跑0趟" in out
    assert "变更：当场，1份材料（1份可免交）" in out
    assert "1个事项，2种办理情形；0处错误，1处提醒，0条说明。" in out


def test_several_packs_and_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = written(tmp_path / "one", FILES), written(tmp_path / "two", {})
    Path(two).mkdir(exist_ok=True)
    assert run(["check", one, two, "--json"]) == 1
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert {error["code"] for error in errors} == {"missing-file"}
    assert run(["check"]) == 2
    assert "tongban check packs/national" in capsys.readouterr().err
    assert run(["check", str(tmp_path / "nowhere")]) == 2
