"""`tongban id`: its contract and its exit codes."""

from __future__ import annotations

import json

import pytest

from tongban.cli.main import run


@pytest.mark.parametrize(
    ("kind", "value", "part"),
    [
        ("citizen-id", "510107199003071236", ("birth_date", "1990-03-07")),
        ("uscc", "12510100450720005C", ("org_code", "450720005")),
        ("org-code", "MA5U0A1B-7", ("check", "7")),
        (
            "certificate-id",
            "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
            ("version", "001"),
        ),
        ("institution-code", "45072000551010711A1001", ("category_name", "综合医院")),
        ("physician-certificate", "110510107000123", ("level_name", "执业医师")),
        ("case-number", "51010720260211000001K", ("date", "2026-02-11")),
    ],
)
def test_the_contract(capsys: pytest.CaptureFixture[str], kind: str, value: str, part: tuple[str, str]) -> None:
    assert run(["id", kind, value, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["valid", "reason", "parts"]
    assert (data["valid"], data["reason"]) == (True, None)
    assert part in data["parts"].items()
    assert run(["id", kind, value[:-1] + "%", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["valid"] is False
    assert data["reason"]


def test_the_answer_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["id", "citizen-id", "510107199003071236"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["有效", "  证件种类  居民身份证"]
    assert run(["id", "citizen-id", "510107199003071235"]) == 1
    assert capsys.readouterr().out.startswith("无效：校验码不符")
    assert run(["id", "nurse-certificate", "202051000123"]) == 0
    assert "注意  护士执业证书编号没有全国统一的校验规则" in capsys.readouterr().out


@pytest.mark.parametrize(
    "kind", ["certificate-id", "institution-code", "physician-qualification", "case-number", "uscc"]
)
def test_every_part_has_a_label(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    values = {
        "certificate-id": "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "institution-code": "PDY12345651010717D9992",
        "physician-qualification": "201951110510107199003071236",
        "case-number": "51010720260211000001K",
        "uscc": "12510100450720005C",
    }
    assert run(["id", kind, values[kind]]) == 0
    assert "有效" in capsys.readouterr().out


def test_notes_stand_among_the_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["id", "institution-code", "PDY12345651010717A1001", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["parts"]["notes"]) == 1


def test_a_birth_in_the_future_is_not_valid(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGBAN_NOW", "2008-12-30T15:59:59+00:00")
    assert run(["id", "citizen-id", "50010520081231004X", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "出生日期在将来"
    monkeypatch.setenv("TONGBAN_NOW", "2008-12-30T16:00:00+00:00")
    assert run(["id", "citizen-id", "50010520081231004X"]) == 0


@pytest.mark.parametrize("value", ["", "\x00", "\udcff", "9" * 10000, "😀" * 18, "1.2.156.3005.2."])
@pytest.mark.parametrize("kind", ["citizen-id", "uscc", "org-code", "certificate-id", "institution-code"])
def test_whatever_is_typed_gets_an_answer(capsys: pytest.CaptureFixture[str], kind: str, value: str) -> None:
    assert run(["id", kind, value, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["valid"] is False
    assert len(data["reason"]) < 100


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["id"], "缺少“KIND”"),
        (["id", "uscc"], "缺少“VALUE”"),
        (["id", "passport", "1"], "没有“passport”这一种，可以是citizen-id, uscc"),
        (["id", "uscc", "1", "2"], "多出了“2”"),
    ],
)
def test_bad_usage(capsys: pytest.CaptureFixture[str], words: list[str], what: str) -> None:
    assert run(words) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert what in err
    assert err.rstrip().endswith("请这样键入：tongban id uscc 12510100450720005C")
