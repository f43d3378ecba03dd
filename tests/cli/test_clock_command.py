"""`tongban clock`: its contract, its explanation, and its answer to bad usage."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tongban.cli.main import run


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert run(["clock", *words, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return dict(json.loads(out))


def test_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(capsys, "--start", "2026-02-11", "--days", "20")
    assert list(data) == ["due", "provisional", "days"]
    assert (data["due"], data["provisional"]) == ("2026-03-17", False)
    days = data["days"]
    assert isinstance(days, list)
    assert days[0] == {"date": "2026-02-12", "counts": True, "reason": "工作日"}
    assert days[2] == {"date": "2026-02-14", "counts": True, "reason": "春节调休上班（国办发明电〔2025〕7号）"}
    assert days[-1]["date"] == "2026-03-17"
    assert sum(day["counts"] for day in days) == 20
    assert len(days) == 34


def test_units_pauses_and_extensions(capsys: pytest.CaptureFixture[str]) -> None:
    start = ("--start", "2026-03-02", "--days")
    assert answer(capsys, *start, "5", "--unit", "calendar")["due"] == "2026-03-09"
    assert answer(capsys, *start, "5", "--unit", "working", "--extend", "2")["due"] == "2026-03-11"
    held = answer(
        capsys, *start, "5", "--pause", "2026-03-04..2026-03-05", "--pause", "2026-03-05..2026-03-06", "--extend", "1"
    )
    assert held["due"] == "2026-03-13"
    days = held["days"]
    assert isinstance(days, list)
    assert [day["reason"] for day in days if "暂停" in day["reason"]] == ["暂停计时：所给的暂停期间"] * 3
    assert answer(capsys, *start, "0")["days"] == []
    assert run(["clock", *start, "3660", "--extend", "40"]) == 0
    assert "3700个工作日" in capsys.readouterr().out


def test_a_year_without_notice_is_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "--start", "2026-12-04", "--days", "20")["provisional"] is True
    assert run(["clock", "--start", "2026-12-04", "--days", "20"]) == 0
    assert "届满日是暂定的" in capsys.readouterr().out


def test_the_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clock", "--start", "2026-02-11", "--days", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-02-11（周三）起算，5个工作日，2026-02-25（周三）届满。"
    assert lines[3] == "2026-02-14  周六      3  春节调休上班（国办发明电〔2025〕7号）"
    assert lines[4] == "2026-02-15  周日      –  春节放假（国办发明电〔2025〕7号）"
    assert len(lines) == 15
    assert run(["clock", "--start", "2026-02-11", "--days", "5", "--unit", "calendar"]) == 0
    assert capsys.readouterr().out.startswith("2026-02-11（周三）起算，5日，2026-02-24（周二）届满。")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("", "缺少“--start”"),
        ("--start 2026-02-11", "缺少“--days”"),
        ("--start tomorrow --days 5", "“tomorrow”不是日期"),
        ("--start 2026-02-30 --days 5", "没有2026-02-30这一天"),
        ("--start 20260211 --days 5", "不是日期"),
        ("--start ２０２６-02-11 --days 5", "不是日期"),
        ("--start 1900-01-01 --days 5", "只能推算1980-01-01至2079-12-31"),
        ("--start 2026-02-11\x00 --days 5", "不是日期"),
        ("--start \udcff\udcfe --days 5", "不是日期"),
        ("--start 2026-02-11 --days 99999999", "天数应在0到3660之间"),
        ("--start 2026-02-11 --days " + "9" * 5000, "天数应在0到3660之间"),
        ("--start 2026-02-11 --days -1", "天数应在0到3660之间"),
        ("--start 2026-02-11 --days five", "“five”不是整数"),
        ("--start 2026-02-11 --days 1.5", "不是整数"),
        ("--start 2026-02-11 --days 5 --extend -3", "天数应在0到3660之间"),
        ("--start 2026-02-11 --days 5 --pause 2026-03-05..2026-03-01", "2026-03-01早于2026-03-05"),
        ("--start 2026-02-11 --days 5 --pause 2026-03-05", "请写成2026-03-02..2026-03-06这样"),
        ("--start 2026-02-11 --days 5 --pause ..2026-03-05", "“”不是日期"),
        ("--start 2026-02-11 --days 5 --unit week", "只能是working, calendar"),
        ("--start 2026-02-11 --days 5 --stat", "没有“--stat”这个选项"),
        ("--start 2026-02-11 --days", "选项“--days”后面缺少值"),
        ("--start 2026-02-11 --days 5 more", "多出了“more”"),
    ],
)
def test_bad_usage_is_one_line_that_says_what_to_type(
    capsys: pytest.CaptureFixture[str], words: str, what: str
) -> None:
    assert run(["clock", *(word for word in words.split(" ") if word)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert what in err
    assert len(err) < 300
    assert err.rstrip().endswith("请这样键入：tongban clock --start 2026-02-11 --days 20")


def test_a_limit_beyond_the_calendar_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clock", "--start", "2079-12-30", "--days", "300", "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "只能推算1980-01-01至2079-12-31" in err


def test_a_broken_calendar_is_said_with_file_and_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("packs")
    (root / "national" / "calendar").mkdir(parents=True)
    (root / "national" / "calendar" / "2026.yaml").write_text("arrangements:\n- year: 2026\n", encoding="utf-8")
    monkeypatch.setenv("TONGBAN_PACKS", str(root))
    assert run(["clock", "--start", "2026-02-11", "--days", "5"]) == 1
    assert "日历文件2026.yaml第2行有误" in capsys.readouterr().err


def test_the_command_needs_no_web_framework_and_no_unicode_terminal() -> None:
    code = (
        "import sys; from tongban.cli.main import main; sys.argv[1:] = sys.argv[2:]\n"
        "try: main()\nexcept SystemExit as e: assert not e.code\n"
        "assert 'django' not in sys.modules"
    )
    words = ["clock", "--start", "2026-02-11", "--days", "5", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", code, "-", *words], capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"}
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["days"][0]["reason"] == "工作日"
